package dev.adjoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened at one node in a backward pass; see {@link BackwardSteps}.
 *
 * @param number counts the steps from 1
 * @param op the node
 * @param upstream the gradient of the node's output, as its hooks left it
 * @param stored what the node kept in its forward pass
 * @param derivative {@code calculateDerivative()} of an op that has one, or null
 * @param inputs what went to the node's inputs
 */
public record BackwardStep(
        int number,
        Op op,
        Tensor upstream,
        List<Tensor> stored,
        @Nullable Tensor derivative,
        List<ToInput> inputs) {
    /**
     * What one input got.
     *
     * @param input the input
     * @param gradient what the node handed to it, summed to its shape, or null if it gets none
     * @param soFar what has arrived at it in this pass with this step; at a leaf, what its {@code grad} is then
     */
    public record ToInput(
            Tensor input,
            @Nullable Tensor gradient,
            @Nullable Tensor soFar) {}

    /** Returns the step in a few lines, large tensors as {@link Tensor#summary} has them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("step " + number + ": " + op.name());
        line(text, "upstream", upstream);
        for (Tensor tensor : stored) {
            line(text, "stored", tensor);
        }
        if (derivative != null) {
            line(text, "derivative", derivative);
        }
        for (int i = 0; i < inputs.size(); i++) {
            ToInput to = inputs.get(i);
            Op below = to.input().op();
            String name = "to input " + i + (below == null ? "" : ", " + below.name());
            if (to.gradient() == null) {
                text.append("\n  ").append(name).append(": none");
                continue;
            }
            line(text, name, to.gradient());
            if (to.soFar() != null && !to.soFar().summary().equals(to.gradient().summary())) {
                line(text, "  so far", to.soFar());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Tensor tensor) {
        text.append("\n  ").append(name).append(": ");
        text.append(tensor.shape()).append(' ').append(tensor.summary());
    }
}

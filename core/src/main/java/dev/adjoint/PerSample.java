package dev.adjoint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The gradient of each sample's loss by itself, where a backward pass gives their sum: for gradient norms per sample,
 * influence of samples, or clipping as in differentially private training.
 *
 * <p>Each parameter gets a tensor {@code [samples, parameter shape…]}, which takes {@code samples} times the memory of
 * the parameter. A parameter that a loss does not depend on gets 0 from it. All {@code grad} fields are left alone.
 */
public final class PerSample {
    private PerSample() {}

    /**
     * Returns the gradients of losses that are computed one by one. This is the cheaper way: all takes about as long as
     * a pass over the batch in pieces of one sample.
     *
     * <pre>{@code
     * PerSample.gradients(n, i -> Losses.mseLoss(net.apply(x.narrow(0, i, 1)), y.narrow(0, i, 1)), net.parameters());
     * }</pre>
     *
     * @param samples how many
     * @param loss returns the loss of one sample, one element
     * @throws IllegalArgumentException if {@code samples} is negative, a loss has more than one element, or a parameter
     *     does not require gradients
     * @throws IllegalStateException if a loss was not recorded
     */
    public static List<Tensor> gradients(int samples, IntFunction<Tensor> loss, List<Tensor> parameters) {
        if (samples < 0) {
            throw new IllegalArgumentException("perSample: the number of samples must not be negative, got " + samples);
        }
        List<List<Tensor>> rows = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Tensor value = loss.apply(i);
            if (value.size() != 1) {
                throw new IllegalArgumentException(
                        "perSample: the loss of sample " + i + " must be one element, got shape " + value.shape());
            }
            checkRecorded(value);
            rows.add(Derivatives.gradients(List.of(value), parameters, List.of(Upstream.one(value))));
        }
        return Derivatives.stacked(rows, Shape.of(samples), parameters);
    }

    /**
     * Returns the gradients of losses that were computed together, with no reduction. Right for losses that depend on
     * several samples too, through batch normalisation for instance; but each of the n losses takes a backward pass
     * over the whole batch, so the time grows with n². The graph is kept.
     *
     * @param losses one per sample, {@code [samples]}
     * @throws IllegalArgumentException if the losses are not 1-d, or a parameter does not require gradients
     * @throws IllegalStateException if the losses were not recorded, or their graph was freed
     */
    public static List<Tensor> gradients(Tensor losses, List<Tensor> parameters) {
        if (losses.rank() != 1) {
            throw new IllegalArgumentException("perSample: expects losses [samples], got shape " + losses.shape()
                    + "; compute them without a reduction");
        }
        checkRecorded(losses);
        try (Autograd.Scope scope = Autograd.enableGrad()) {
            return Derivatives.jacobian(losses, parameters);
        }
    }

    private static void checkRecorded(Tensor loss) {
        if (!loss.requiresGrad()) {
            throw new IllegalStateException(
                    "perSample: the loss of shape " + loss.shape()
                            + " does not require gradients; no parameter that it was made from does, or it was made in noGrad()");
        }
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;
import dev.adjoint.kernel.Relu;
import dev.adjoint.kernel.RnnCell;
import dev.adjoint.kernel.UnitStep;
import java.util.Collections;
import java.util.List;

/**
 * {@code h' = f(x + h·Wᵀ + b)} with f = tanh or relu, see {@link RecurrentOp}.
 *
 * <p>Source: J. Elman, Finding Structure in Time, Cognitive Science 14 (1990).
 */
public final class RnnOp extends RecurrentOp {
    private final Nonlinearity nonlinearity;
    private final UnaryFunction value;
    private final UnaryFunction slope;

    /** The function that a new state goes through. */
    public enum Nonlinearity {
        /** {@code tanh x}. */
        TANH,

        /** {@code max(0, x)}, with derivative 0 at 0, as PyTorch has it. */
        RELU
    }

    /**
     * Makes the op.
     *
     * @param reverse whether the sequence is read from its end
     */
    public RnnOp(Nonlinearity nonlinearity, boolean reverse) {
        super(1, 1, reverse);
        this.nonlinearity = nonlinearity;
        value = nonlinearity == Nonlinearity.TANH ? Elementary.TANH : Relu.RELU;
        slope = nonlinearity == Nonlinearity.TANH ? TanhOp.Derivative.OF_OUTPUT : new UnitStep(0, 0);
    }

    @Override
    void forwardBlock(Block at, Forward of) {
        if (of.x().dtype() == DType.FLOAT32) {
            RnnCell.forward(
                    value,
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.x().storage().floats(),
                    of.gates().storage().floats(),
                    of.history().storage().floats(),
                    at.after());
        } else {
            RnnCell.forward(
                    value,
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.x().storage().doubles(),
                    of.gates().storage().doubles(),
                    of.history().storage().doubles(),
                    at.after());
        }
    }

    @Override
    void backwardBlock(Block at, Backward of) {
        if (of.byX().dtype() == DType.FLOAT32) {
            RnnCell.backward(
                    slope,
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.gates().storage().floats(),
                    of.upstream().storage().floats(),
                    of.carried().storage().floats(),
                    at.batch(),
                    of.byX().storage().floats());
        } else {
            RnnCell.backward(
                    slope,
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.gates().storage().doubles(),
                    of.upstream().storage().doubles(),
                    of.carried().storage().doubles(),
                    at.batch(),
                    of.byX().storage().doubles());
        }
    }

    @Override
    List<Tensor> step(Tensor x, Tensor projected, List<Tensor> before) {
        Tensor sum = x.add(projected);
        return List.of(nonlinearity == Nonlinearity.TANH ? sum.tanh() : new ReluOp(0).apply(sum));
    }

    @Override
    StepGradient stepGradient(List<Tensor> step, List<Tensor> before, List<Tensor> upstream) {
        Tensor y = step.get(0);
        Tensor derivative =
                nonlinearity == Nonlinearity.TANH ? Gates.tanhSlope(y) : y.gt(0).to(y.dtype());
        Tensor gradient = upstream.get(0).mul(derivative);
        return new StepGradient(gradient, gradient, Collections.singletonList(null));
    }
}

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

    /** The function that a new state goes through. */
    public enum Nonlinearity {
        /** {@code tanh x}. */
        TANH(Elementary.TANH, TanhOp.Derivative.OF_OUTPUT) {
            @Override
            Tensor value(Tensor x) {
                return x.tanh();
            }

            @Override
            Tensor slope(Tensor y) {
                return Gates.tanhSlope(y);
            }
        },

        /** {@code max(0, x)}, with derivative 0 at 0, as PyTorch has it. */
        RELU(Relu.RELU, new UnitStep(0, 0)) {
            @Override
            Tensor value(Tensor x) {
                return new ReluOp(0).apply(x);
            }

            @Override
            Tensor slope(Tensor y) {
                return y.gt(0).to(y.dtype());
            }
        };

        private final UnaryFunction value;
        private final UnaryFunction slope;

        Nonlinearity(UnaryFunction value, UnaryFunction slope) {
            this.value = value;
            this.slope = slope;
        }

        abstract Tensor value(Tensor x);

        /** Returns the derivative in terms of the value. */
        abstract Tensor slope(Tensor y);
    }

    /**
     * Makes the op.
     *
     * @param reverse whether the sequence is read from its end
     */
    public RnnOp(Nonlinearity nonlinearity, boolean reverse) {
        super(1, 1, reverse);
        this.nonlinearity = nonlinearity;
    }

    @Override
    void forwardBlock(Block at, Forward of) {
        if (of.x().dtype() == DType.FLOAT32) {
            RnnCell.forward(
                    nonlinearity.value,
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.x().storage().floats(),
                    of.gates().storage().floats(),
                    of.history().storage().floats(),
                    at.after());
        } else {
            RnnCell.forward(
                    nonlinearity.value,
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
                    nonlinearity.slope,
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
                    nonlinearity.slope,
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
        return List.of(nonlinearity.value(x.add(projected)));
    }

    @Override
    StepGradient stepGradient(List<Tensor> step, List<Tensor> before, List<Tensor> upstream) {
        Tensor gradient = upstream.get(0).mul(nonlinearity.slope(step.get(0)));
        return new StepGradient(gradient, gradient, Collections.singletonList(null));
    }
}

package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code Y = X·Wᵀ + b}: {@code X: [rows, in]}, {@code W: [out, in]}, {@code b: [out]} or none → {@code [rows, out]}.
 *
 * <p>The gradients are {@code upstream · W}, {@code upstreamᵀ · X}, and upstream summed over the rows.
 */
public final class LinearOp extends Op {
    private @Nullable Saved input;
    private @Nullable Saved weight;

    /** Takes X, W and, if there is one, b. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor w = inputs[1];
        Tensor bias = inputs.length > 2 ? inputs[2] : null;
        check(x, w, bias);
        input = save(x);
        weight = save(w);
        int rows = x.size(0);
        int out = w.size(0);
        Tensor y = Tensor.empty(x.dtype(), Shape.of(rows, out));
        Products.Matrix left = Products.Matrix.of(x, x.layout().offset());
        Products.Matrix right = Products.Matrix.of(w, w.layout().offset()).transposed();
        Products.multiply(rows, out, x.size(1), left, right, bias, y, 0);
        return y;
    }

    private static void check(Tensor x, Tensor w, @Nullable Tensor bias) {
        Products.checkTypes("linear", x, w);
        if (x.rank() != 2 || w.rank() != 2 || x.size(1) != w.size(1)) {
            throw new IllegalArgumentException(
                    "linear: expects input [*, in] and weight [out, in], got " + x.shape() + " and " + w.shape());
        }
        if (bias != null && (bias.rank() != 1 || bias.size(0) != w.size(0) || bias.dtype() != w.dtype())) {
            throw new IllegalArgumentException("linear: expects a bias [" + w.size(0) + "] of type " + w.dtype()
                    + ", got " + bias.shape() + " of type " + bias.dtype());
        }
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        @Nullable Tensor[] gradients = new @Nullable Tensor[inputs().length];
        gradients[0] = needsGrad(0) ? upstream.matmul(afterForward(weight).get()) : null;
        gradients[1] = needsGrad(1) ? upstream.t().matmul(afterForward(input).get()) : null;
        if (gradients.length > 2) {
            gradients[2] = upstream;
        }
        return gradients;
    }

    /** Implements {@link Tensor#linear}: leading dimensions of x are joined to rows. */
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        if (x.rank() == 2) {
            return bias == null ? new LinearOp().apply(x, weight) : new LinearOp().apply(x, weight, bias);
        }
        if (x.rank() == 0 || weight.rank() != 2) {
            throw new IllegalArgumentException(
                    "linear: expects input [*, in] and weight [out, in], got " + x.shape() + " and " + weight.shape());
        }
        int in = x.size(-1);
        Shape shape = x.shape().with(x.rank() - 1, weight.size(0));
        int rows = x.shape().with(x.rank() - 1, 1).size();
        return linear(x.reshape(rows, in), weight, bias).reshape(shape);
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(query · keyᵀ · scale + mask) · value}: {@code query: [*, l, e]}, {@code key: [*, s, e]}, {@code value:
 * [*, s, v]} → {@code [*, l, v]}; leading dimensions are batches and heads and broadcast.
 *
 * <p>A query that may attend to nothing gives 0, and passes no gradient to its scores.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need (2017), section 3.2.1.
 */
public final class Attention {
    private Attention() {}

    /** Implements {@link Tensor#scaledDotProductAttention(Tensor, Tensor, Tensor, boolean, double)}. */
    public static Tensor attention(
            Tensor query, Tensor key, Tensor value, @Nullable Tensor mask, boolean causal, double scale) {
        check(query, key, value);
        boolean fused = mask == null
                && MatmulOp.batch(query).equals(MatmulOp.batch(key))
                && MatmulOp.batch(query).equals(MatmulOp.batch(value));
        return fused
                ? new AttentionOp(scale, causal).apply(query, key, value)
                : weights(query, key, mask, causal, scale).matmul(value);
    }

    /** Returns the softmax alone, {@code [*, l, s]}: how much of each value goes to each query. */
    public static Tensor weights(Tensor query, Tensor key, @Nullable Tensor mask, boolean causal, double scale) {
        check(query, key, key);
        if (causal && mask != null) {
            throw new IllegalArgumentException(
                    "scaledDotProductAttention: takes a mask or is causal, not both; got a mask " + mask.shape());
        }
        Tensor scores = query.mul(scale).matmul(key.transpose(-2, -1));
        if (causal) {
            return softmax(masked(scores, causal(query.size(-2), key.size(-2))));
        }
        return mask == null ? scores.softmax(-1) : softmax(masked(scores, mask));
    }

    /** Returns the usual scale, {@code 1/√e}. */
    public static double scale(Tensor query) {
        return 1 / Math.sqrt(query.size(-1));
    }

    private static void check(Tensor query, Tensor key, Tensor value) {
        Products.checkTypes("scaledDotProductAttention", query, key);
        Products.checkTypes("scaledDotProductAttention", query, value);
        boolean fits = query.rank() >= 2
                && key.rank() >= 2
                && value.rank() >= 2
                && query.size(-1) == key.size(-1)
                && key.size(-2) == value.size(-2);
        if (!fits) {
            throw new IllegalArgumentException("scaledDotProductAttention: expects query [*, l, e], key [*, s, e] and "
                    + "value [*, s, v], got " + query.shape() + ", " + key.shape() + " and " + value.shape());
        }
    }

    private static Tensor masked(Tensor scores, Tensor mask) {
        Shape shape = Shape.broadcast("scaledDotProductAttention", scores.shape(), mask.shape());
        if (!shape.equals(scores.shape()) || mask.dtype() != DType.BOOL && mask.dtype() != scores.dtype()) {
            throw new IllegalArgumentException("scaledDotProductAttention: expects a mask of type BOOL or "
                    + scores.dtype() + " that broadcasts to the scores " + scores.shape() + ", got " + mask.shape()
                    + " of type " + mask.dtype());
        }
        return mask.dtype() == DType.BOOL
                ? mask.where(scores, Tensor.scalar(scores.dtype(), Double.NEGATIVE_INFINITY))
                : scores.add(mask);
    }

    /** Returns the mask by which query i attends to keys 0 to i. */
    private static Tensor causal(int queries, int keys) {
        boolean[] mask = new boolean[queries * keys];
        for (int i = 0; i < queries; i++) {
            for (int j = 0; j <= i && j < keys; j++) {
                mask[i * keys + j] = true;
            }
        }
        return Tensor.wrap(mask, Shape.of(queries, keys));
    }

    /** Rows of −∞ alone are taken out before the softmax, which would make them NaN, and weigh 0. */
    private static Tensor softmax(Tensor scores) {
        if (scores.size() == 0) {
            return scores.softmax(-1);
        }
        Tensor blocked = scores.detach().amax(true, -1).eq(Double.NEGATIVE_INFINITY);
        Tensor zero = Tensor.scalar(scores.dtype(), 0);
        return blocked.where(zero, blocked.where(zero, scores).softmax(-1));
    }
}

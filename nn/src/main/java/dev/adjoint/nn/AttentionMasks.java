package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What queries must not attend to, in the sense of PyTorch's {@code nn.MultiheadAttention}: true forbids.
 *
 * <p>{@link Tensor#scaledDotProductAttention} has it, as there, the other way round: true allows.
 *
 * @param attention {@code [queries, keys]} or {@code [batch·heads, queries, keys]}: {@code BOOL}, true where a query
 *     must not attend to a key, or numbers that are added to the scores; or null
 * @param keyPadding {@code [batch, keys]}, or {@code [keys]} without a batch: {@code BOOL}, true for keys that nobody
 *     must attend to; or null
 * @param causal whether query i must not attend to keys behind i
 */
public record AttentionMasks(
        @Nullable Tensor attention, @Nullable Tensor keyPadding, boolean causal) {
    /** Nothing is forbidden. */
    public static final AttentionMasks NONE = new AttentionMasks(null, null, false);

    /** To look ahead is forbidden. */
    public static final AttentionMasks CAUSAL = new AttentionMasks(null, null, true);

    /** Returns these masks with another for pairs of queries and keys. */
    public AttentionMasks withAttention(@Nullable Tensor mask) {
        return new AttentionMasks(mask, keyPadding, causal);
    }

    /** Returns these masks with another for keys. */
    public AttentionMasks withKeyPadding(@Nullable Tensor mask) {
        return new AttentionMasks(attention, mask, causal);
    }

    /** Tells whether looking ahead is all that is forbidden. */
    boolean onlyCausal() {
        return causal && attention == null && keyPadding == null;
    }

    /**
     * Returns the masks as one for scores {@code [batch, heads, queries, keys]}, as
     * {@link Tensor#scaledDotProductAttention} takes it; null if nothing is forbidden.
     *
     * @throws IllegalArgumentException if a mask has another shape or type
     */
    @Nullable
    Tensor forScores(int batch, int heads, int queries, int keys, DType dtype) {
        Tensor forbidden = null;
        Tensor added = null;
        if (attention != null) {
            Tensor mask = perHead(attention, batch, heads, queries, keys, dtype);
            forbidden = mask.dtype() == DType.BOOL ? mask : null;
            added = mask.dtype() == DType.BOOL ? null : mask;
        }
        if (keyPadding != null) {
            forbidden = or(forbidden, perKey(keyPadding, batch, keys));
        }
        if (causal) {
            forbidden =
                    or(forbidden, Tensor.arange(keys).gt(Tensor.arange(queries).unsqueeze(1)));
        }
        if (added != null) {
            return forbidden == null ? added : added.maskedFill(forbidden, Double.NEGATIVE_INFINITY);
        }
        return forbidden == null ? null : forbidden.logicalNot();
    }

    private static Tensor or(@Nullable Tensor a, Tensor b) {
        return a == null ? b : a.logicalOr(b);
    }

    private static Tensor perHead(Tensor mask, int batch, int heads, int queries, int keys, DType dtype) {
        Shape one = Shape.of(queries, keys);
        Shape each = Shape.of(batch * heads, queries, keys);
        boolean fits = mask.shape().equals(one) || mask.shape().equals(each);
        if (!fits || mask.dtype() != DType.BOOL && mask.dtype() != dtype) {
            throw new IllegalArgumentException("MultiheadAttention: expects an attention mask " + one + " or " + each
                    + " of type BOOL or " + dtype + ", got " + mask.shape() + " of type " + mask.dtype());
        }
        return mask.rank() == 2 ? mask : mask.reshape(batch, heads, queries, keys);
    }

    private static Tensor perKey(Tensor mask, int batch, int keys) {
        boolean fits = mask.shape().equals(Shape.of(batch, keys))
                || batch == 1 && mask.shape().equals(Shape.of(keys));
        if (!fits || mask.dtype() != DType.BOOL) {
            throw new IllegalArgumentException("MultiheadAttention: expects a key padding mask " + Shape.of(batch, keys)
                    + " of type BOOL, got " + mask.shape() + " of type " + mask.dtype());
        }
        return mask.reshape(batch, 1, 1, keys);
    }
}

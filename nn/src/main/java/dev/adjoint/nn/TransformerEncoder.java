package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encoder layers one after the other, and a normalisation at the end if there is one.
 *
 * <p>PyTorch copies one layer, so that all start with the same numbers; here each one is made, and drawn, anew. State
 * dicts have the same names: {@code layers.0.self_attn.in_proj_weight}, …, {@code norm.weight}.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need (2017).
 */
public final class TransformerEncoder extends Layer {
    private final ModuleList<TransformerEncoderLayer> layers = new ModuleList<>();
    private final @Nullable Layer norm;

    /** Makes an encoder without a normalisation at its end. */
    public TransformerEncoder(Supplier<TransformerEncoderLayer> layer, int count) {
        this(layer, count, null);
    }

    /**
     * Makes an encoder: {@code new TransformerEncoder(() -> new TransformerEncoderLayer(64, 4), 6, new LayerNorm(64))}.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public TransformerEncoder(Supplier<TransformerEncoderLayer> layer, int count, @Nullable Layer norm) {
        if (count < 1) {
            throw new IllegalArgumentException("TransformerEncoder: the number of layers must be >= 1, got " + count);
        }
        child("layers", layers);
        for (int i = 0; i < count; i++) {
            layers.append(layer.get());
        }
        this.norm = norm == null ? null : child("norm", norm);
    }

    @Override
    protected Tensor forward(Tensor x) {
        return encoded(x, AttentionMasks.NONE);
    }

    /**
     * Returns the output for an input of which not everything may be attended to, in any layer.
     *
     * @throws IllegalArgumentException if a shape or type does not fit
     */
    public Tensor apply(Tensor x, AttentionMasks masks) {
        return within(() -> observed(encoded(x, masks), x));
    }

    private Tensor encoded(Tensor x, AttentionMasks masks) {
        Tensor y = x;
        for (TransformerEncoderLayer layer : layers) {
            y = layer.apply(y, masks);
        }
        return norm == null ? y : norm.apply(y);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = weight[x]}: {@code x: [*]} of type {@code INT64}, {@code weight: [entries, size]} → {@code [*, size]}.
 *
 * <p>The weight starts standard normal. A padding entry starts as zeros and gets no gradient.
 */
public final class Embedding extends Layer {
    private final int entries;
    private final int size;
    private final @Nullable Integer padding;
    private final Tensor weight;

    /** Makes a {@code FLOAT32} layer drawn by the thread's default generator. */
    public Embedding(int entries, int size) {
        this(entries, size, null, Rng.current(), DType.FLOAT32);
    }

    /** Makes a {@code FLOAT32} layer with a padding entry, drawn by the thread's default generator. */
    public Embedding(int entries, int size, int padding) {
        this(entries, size, padding, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param padding the padding entry, a negative number counting from the end; null for none
     * @throws IllegalArgumentException if a size is below 1, the padding entry is not there, or the type is not a float
     *     type
     */
    public Embedding(int entries, int size, @Nullable Integer padding, Rng rng, DType dtype) {
        if (entries < 1 || size < 1) {
            throw new IllegalArgumentException(
                    "Embedding: entries and size must be >= 1, got " + entries + " and " + size);
        }
        if (padding != null && (padding < -entries || padding >= entries)) {
            throw new IllegalArgumentException(
                    "Embedding: padding must be one of " + entries + " entries, got " + padding);
        }
        this.entries = entries;
        this.size = size;
        this.padding = padding == null ? null : Integer.valueOf(Math.floorMod(padding, entries));
        this.weight = parameter("weight", Tensor.randn(rng, dtype, entries, size));
        if (this.padding != null) {
            try (Autograd.Scope scope = Autograd.noGrad()) {
                Init.zeros(weight.select(0, this.padding));
            }
        }
    }

    /** Returns the weight, {@code [entries, size]}. */
    public Tensor weight() {
        return weight;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return padding == null ? weight.embedding(x) : weight.embedding(x, padding);
    }

    @Override
    protected String settings() {
        return entries + ", " + size + (padding == null ? "" : ", padding_idx=" + padding);
    }
}

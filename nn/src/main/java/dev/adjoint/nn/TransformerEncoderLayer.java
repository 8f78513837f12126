package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;

/**
 * {@code y = norm1(x + attention(x)), z = norm2(y + feed(y))} with {@code feed(y) = linear2(activation(linear1(y)))};
 * or with the normalisations first, {@code y = x + attention(norm1(x)), z = y + feed(norm2(y))}.
 *
 * <p>{@code x: [seq, batch, features]}, or as {@link TransformerOptions} say; or {@code [seq, features]} without a
 * batch → the same shape. Dropout follows the attention, the activation and either part.
 *
 * <p>Names and order of the parameters, and their initial values, are PyTorch's: those of {@code self_attn},
 * {@code linear1}, {@code linear2}, {@code norm1} and {@code norm2}.
 *
 * <p>Sources: A. Vaswani et al., Attention Is All You Need (2017); R. Xiong et al., On Layer Normalization in the
 * Transformer Architecture (2020).
 */
public final class TransformerEncoderLayer extends Layer {
    private final boolean batchFirst;
    private final boolean normFirst;
    private final UnaryOperator<Tensor> activation;
    private final MultiheadAttention attention;
    private final Linear linear1;
    private final Dropout dropout;
    private final Linear linear2;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Dropout dropout1;
    private final Dropout dropout2;

    /** Makes a {@code FLOAT32} layer with the default options, drawn by the thread's default generator. */
    public TransformerEncoderLayer(int features, int heads) {
        this(features, heads, TransformerOptions.DEFAULT);
    }

    /** Makes a {@code FLOAT32} layer, drawn by the thread's default generator. */
    public TransformerEncoderLayer(int features, int heads, TransformerOptions options) {
        this(features, heads, options, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @throws IllegalArgumentException if a number is below 1, the heads do not divide the features, or the type is not
     *     a float type
     */
    public TransformerEncoderLayer(int features, int heads, TransformerOptions options, Rng rng, DType dtype) {
        boolean bias = options.bias();
        double p = options.dropout();
        batchFirst = options.batchFirst();
        normFirst = options.normFirst();
        activation = options.activation().get();
        attention = child("self_attn", new MultiheadAttention(features, heads, p, bias, batchFirst, rng, dtype));
        linear1 = child("linear1", new Linear(features, options.feedforward(), bias, rng, dtype));
        dropout = child("dropout", new Dropout(p));
        linear2 = child("linear2", new Linear(options.feedforward(), features, bias, rng, dtype));
        norm1 = child("norm1", new LayerNorm(new int[] {features}, options.eps(), true, bias, dtype));
        norm2 = child("norm2", new LayerNorm(new int[] {features}, options.eps(), true, bias, dtype));
        dropout1 = child("dropout1", new Dropout(p));
        dropout2 = child("dropout2", new Dropout(p));
        if (activation instanceof Layer layer) {
            child("activation", layer);
        }
    }

    @Override
    protected Tensor forward(Tensor x) {
        return encoded(x, AttentionMasks.NONE);
    }

    /**
     * Returns the output for an input of which not everything may be attended to.
     *
     * @throws IllegalArgumentException if a shape or type does not fit
     */
    public Tensor apply(Tensor x, AttentionMasks masks) {
        return within(() -> observed(encoded(x, masks), x));
    }

    private Tensor encoded(Tensor x, AttentionMasks masks) {
        if (normFirst) {
            Tensor y = x.add(attend(norm1.apply(x), masks));
            return y.add(feed(norm2.apply(y)));
        }
        Tensor y = norm1.apply(x.add(attend(x, masks)));
        return norm2.apply(y.add(feed(y)));
    }

    private Tensor attend(Tensor x, AttentionMasks masks) {
        Tensor y = attention.attend(x, x, x, masks, false).output();
        boolean swap = batchFirst && y.rank() == 3;
        // PyTorch's attention puts out [seq, batch, features] in memory, and its dropout draws in that order.
        return swap ? dropout1.apply(y.transpose(0, 1)).transpose(0, 1) : dropout1.apply(y);
    }

    private Tensor feed(Tensor x) {
        return dropout2.apply(linear2.apply(dropout.apply(activation.apply(linear1.apply(x)))));
    }
}

package dev.adjoint.examples.toys;

import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;

/**
 * Self-attention of several heads in which each place looks at itself and at what came before, written out.
 *
 * <p>{@code x: [batch, length, features]} → the same shape. {@link dev.adjoint.nn.MultiheadAttention} computes the
 * same.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need (2017), section 3.2.
 */
final class CausalAttention extends Layer {
    private final int heads;
    private final Linear queriesKeysValues;
    private final Linear output;

    CausalAttention(int features, int heads) {
        this.heads = heads;
        queriesKeysValues = child("qkv", new Linear(features, 3 * features));
        output = child("output", new Linear(features, features));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Tensor qkv = queriesKeysValues.apply(x);
        Tensor mixed = weights(part(qkv, 0), part(qkv, 1)).matmul(part(qkv, 2));
        return output.apply(mixed.transpose(1, 2).flatten(2, 3));
    }

    /** Returns how much each place takes from each other one, {@code [batch, heads, length, length]}. */
    Tensor weights(Tensor x) {
        Tensor qkv = queriesKeysValues.apply(x);
        return weights(part(qkv, 0), part(qkv, 1));
    }

    private static Tensor weights(Tensor queries, Tensor keys) {
        int length = queries.size(2);
        Tensor place = Tensor.arange(length);
        Tensor ahead = place.gt(place.unsqueeze(1));
        Tensor scores = queries.matmul(keys.transpose(-2, -1)).div(Math.sqrt(queries.size(3)));
        return scores.maskedFill(ahead, Double.NEGATIVE_INFINITY).softmax(-1);
    }

    /** Returns the queries (0), keys (1) or values (2) by head, {@code [batch, heads, length, features / heads]}. */
    private Tensor part(Tensor qkv, int index) {
        Tensor part = qkv.chunk(-1, 3).get(index);
        return part.reshape(part.size(0), part.size(1), heads, part.size(2) / heads)
                .transpose(1, 2);
    }
}

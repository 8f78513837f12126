package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.op.Attention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code concat(head_1, …, head_H)·W_outᵀ + b_out} with {@code head_i = softmax(q_i·k_iᵀ/√d + mask)·v_i}, where
 * queries, keys and values are linear maps of the inputs, cut into heads of {@code d = E/H} features.
 *
 * <p>{@code query: [queries, batch, E]}, {@code key, value: [keys, batch, E]} → {@code [queries, batch, E]}; with
 * {@code batchFirst} the batch is the first dimension; without a batch, {@code [queries, E]} and {@code [keys, E]}.
 * {@link #apply} attends from x to x itself. In training, weights are dropped with the probability {@code dropout}.
 *
 * <p>The parameters are {@code in_proj_weight: [3E, E]}, Xavier uniform, its rows for queries, keys and values in turn;
 * {@code in_proj_bias: [3E]}, zero; {@code out_proj.weight: [E, E]} as that of a {@link Linear}, and
 * {@code out_proj.bias: [E]}, zero. The output projection is drawn first, as PyTorch draws it.
 *
 * <p>A query that may attend to nothing gets 0 from each head, and its weights are 0.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need (2017), section 3.2.2.
 */
public final class MultiheadAttention extends Layer {
    private final int features;
    private final int heads;
    private final double dropout;
    private final boolean batchFirst;
    private final Tensor inWeight;
    private final @Nullable Tensor inBias;
    private final Linear outProjection;

    /**
     * The result for a query.
     *
     * @param output in the shape of the query
     * @param weights how much each query takes of each value, the mean over the heads: {@code [batch, queries, keys]},
     *     or {@code [queries, keys]} without a batch; null unless they were asked for. Those that were dropped are 0.
     */
    public record Result(Tensor output, @Nullable Tensor weights) {}

    /** Makes a {@code FLOAT32} layer with biases, without dropout, batch second, drawn by the default generator. */
    public MultiheadAttention(int features, int heads) {
        this(features, heads, 0, true, false, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param features E, the size of each input
     * @param heads H
     * @throws IllegalArgumentException if a number is below 1, the heads do not divide the features, the dropout is not
     *     in [0, 1], or the type is not a float type
     */
    public MultiheadAttention(
            int features, int heads, double dropout, boolean bias, boolean batchFirst, Rng rng, DType dtype) {
        if (features < 1 || heads < 1 || features % heads != 0) {
            throw new IllegalArgumentException(
                    "MultiheadAttention: heads must divide features, got " + heads + " and " + features);
        }
        Checks.inUnitInterval("MultiheadAttention", "dropout", dropout);
        this.features = features;
        this.heads = heads;
        this.dropout = dropout;
        this.batchFirst = batchFirst;
        outProjection = child("out_proj", new OutputProjection(features, bias, rng, dtype));
        if (outProjection.bias() != null) {
            Init.zeros(outProjection.bias());
        }
        Tensor weight = Tensor.zeros(dtype, 3 * features, features);
        inWeight = parameter("in_proj_weight", Init.xavierUniform(weight, 1, rng));
        inBias = bias ? parameter("in_proj_bias", Tensor.zeros(dtype, 3 * features)) : null;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return attention(x, x, x, AttentionMasks.NONE, false).output();
    }

    /** Attends without masks; see {@link #attend(Tensor, Tensor, Tensor, AttentionMasks, boolean)}. */
    public Result attend(Tensor query, Tensor key, Tensor value) {
        return attend(query, key, value, AttentionMasks.NONE, false);
    }

    /**
     * Attends from queries to keys.
     *
     * @param needWeights whether the result has the weights too
     * @throws IllegalArgumentException if a shape or type does not fit
     */
    public Result attend(Tensor query, Tensor key, Tensor value, AttentionMasks masks, boolean needWeights) {
        return within(() -> {
            Result result = attention(query, key, value, masks, needWeights);
            return new Result(observed(result.output(), query, key, value), result.weights());
        });
    }

    private Result attention(Tensor query, Tensor key, Tensor value, AttentionMasks masks, boolean needWeights) {
        check(query, key, value);
        Tensor q = heads(batched(query), 0);
        Tensor k = heads(batched(key), 1);
        Tensor v = heads(batched(value), 2);
        boolean causal = masks.onlyCausal();
        Tensor mask = causal ? null : masks.forScores(q.size(0), heads, q.size(2), k.size(2), q.dtype());
        boolean drops = dropout > 0 && isTraining();
        if (!needWeights && !drops) {
            return new Result(joined(query, q.scaledDotProductAttention(k, v, mask, causal)), null);
        }
        Tensor weights =
                Attention.weights(q, k, mask, causal, Attention.scale(q)).dropout(dropout, drops, Rng.current());
        Tensor output = joined(query, weights.matmul(v));
        if (!needWeights) {
            return new Result(output, null);
        }
        Tensor mean = weights.mean(1);
        return new Result(output, query.rank() == 2 ? mean.squeeze(0) : mean);
    }

    private void check(Tensor query, Tensor key, Tensor value) {
        for (Tensor x : List.of(query, key, value)) {
            boolean fits = x.rank() == query.rank()
                    && x.size(-1) == features
                    && (x.rank() == 2 || x.rank() == 3 && x.size(batchDim()) == query.size(batchDim()));
            if (!fits || x.dtype() != inWeight.dtype()) {
                throw new IllegalArgumentException("MultiheadAttention: expects query, key and value "
                        + (batchFirst ? "[batch, length, " : "[length, batch, ") + features + "] or [length, "
                        + features
                        + "] of type " + inWeight.dtype() + ", got " + query.shape() + ", " + key.shape() + " and "
                        + value.shape() + " of type " + x.dtype());
            }
        }
        if (!value.shape().equals(key.shape())) {
            throw new IllegalArgumentException(
                    "MultiheadAttention: expects as many values as keys, got " + key.shape() + " and " + value.shape());
        }
    }

    private int batchDim() {
        return batchFirst ? 0 : 1;
    }

    /** Returns the input as {@code [batch, length, features]}. */
    private Tensor batched(Tensor x) {
        return x.rank() == 2 ? x.unsqueeze(0) : batchFirst ? x : x.transpose(0, 1);
    }

    /**
     * Returns queries (0), keys (1) or values (2), {@code [batch, heads, length, d]}. Slices of the weight cost less in
     * the backward pass than slices of one product for all three.
     */
    private Tensor heads(Tensor x, int which) {
        Tensor weight = inWeight.narrow(0, which * features, features);
        Tensor bias = inBias == null ? null : inBias.narrow(0, which * features, features);
        return x.linear(weight, bias)
                .reshape(x.size(0), x.size(1), heads, features / heads)
                .transpose(1, 2);
    }

    /** Returns the output in the shape of the query, given that of the heads, {@code [batch, heads, length, d]}. */
    private Tensor joined(Tensor query, Tensor byHead) {
        Tensor joined = byHead.transpose(1, 2).reshape(byHead.size(0), byHead.size(2), features);
        Tensor y = outProjection.apply(joined);
        return query.rank() == 2 ? y.squeeze(0) : batchFirst ? y : y.transpose(0, 1);
    }
}

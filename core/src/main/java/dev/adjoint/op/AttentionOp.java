package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Layout;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.RowAttention;
import dev.adjoint.op.Products.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * {@code W·V} with {@code W = softmax(Q·Kᵀ · scale)}: {@code Q: [*, l, e]}, {@code K: [*, s, e]}, {@code V: [*, s, v]}
 * → {@code [*, l, v]}, the leading dimensions being the same. If causal, query i attends to keys 0 to i alone.
 *
 * <p>With {@code S = W · (G − Σ G·W) · scale}, where {@code G = upstream·Vᵀ} and the sum is over keys, the gradients
 * are {@code S·K}, {@code Sᵀ·Q} and {@code Wᵀ·upstream}.
 *
 * <p>From rank 4 on, {@code [*, heads, l, v]}, output and gradients lie in memory as {@code [*, l, heads, v]}: heads
 * are split and joined without copies.
 */
final class AttentionOp extends Op {
    private final double scale;
    private final boolean causal;
    private @Nullable Saved query;
    private @Nullable Saved key;
    private @Nullable Saved value;
    private @Nullable Tensor weights;

    AttentionOp(double scale, boolean causal) {
        this.scale = scale;
        this.causal = causal;
    }

    @Override
    public String name() {
        return "scaledDotProductAttention";
    }

    /** Takes Q, K and V; shapes and types are checked by then. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor q = inputs[0];
        Tensor k = inputs[1];
        Tensor v = inputs[2];
        query = save(q);
        key = save(k);
        value = save(v);
        Shape batch = MatmulOp.batch(q);
        int l = q.size(-2);
        int s = k.size(-2);
        Tensor scores = Tensor.empty(q.dtype(), MatmulOp.append(batch, l, s));
        Tensor w = products(l, s, q.size(-1), q, k.transpose(-2, -1), scores);
        softmax(w, l, s);
        weights = w;
        return products(l, v.size(-1), s, w, v, besideHeads(q.dtype(), MatmulOp.append(batch, l, v.size(-1))));
    }

    private void softmax(Tensor w, int l, int s) {
        int rows = s == 0 ? 0 : w.size() / s;
        if (w.dtype() == DType.FLOAT32) {
            RowAttention.forward(w.storage().floats(), rows, s, (float) scale, causal, l);
        } else {
            RowAttention.forward(w.storage().doubles(), rows, s, scale, causal, l);
        }
    }

    /**
     * Returns a tensor that lies in memory as if the dimension of the heads, the third from the end, came after the
     * next.
     */
    private static Tensor besideHeads(DType dtype, Shape shape) {
        int rank = shape.rank();
        if (rank < 4) {
            return Tensor.empty(dtype, shape);
        }
        Shape lying = shape.with(rank - 3, shape.dim(rank - 2)).with(rank - 2, shape.dim(rank - 3));
        return Tensor.empty(dtype, lying).transpose(-3, -2);
    }

    /**
     * Writes {@code a · b}, {@code [m, k] · [k, n]}, for each matrix of the leading dimensions and returns {@code out}.
     */
    private static Tensor products(int m, int n, int k, Tensor a, Tensor b, Tensor out) {
        Shape batch = MatmulOp.batch(out);
        Parallel.range(batch.size(), 0.05 * m * n * k, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                Products.multiplyAdd(m, n, k, matrix(a, batch, i), matrix(b, batch, i), null, matrix(out, batch, i));
            }
        });
        return out;
    }

    private static Matrix matrix(Tensor x, Shape batch, int number) {
        Layout layout = x.layout();
        return Matrix.of(x, MatmulOp.offset(layout, batch, number));
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor q = afterForward(query).get();
        Tensor k = afterForward(key).get();
        Tensor v = afterForward(value).get();
        return Autograd.isRecording() ? composed(q, k, v, upstream) : fused(q, k, v, upstream);
    }

    private @Nullable Tensor[] composed(Tensor q, Tensor k, Tensor v, Tensor upstream) {
        Tensor w = Attention.weights(q, k, null, causal, scale);
        Tensor g = upstream.matmul(v.transpose(-2, -1));
        Tensor s = w.mul(g.sub(g.mul(w).sum(true, -1))).mul(scale);
        Tensor byKey = s.transpose(-2, -1).matmul(q);
        Tensor byValue = w.transpose(-2, -1).matmul(upstream);
        return new @Nullable Tensor[] {s.matmul(k), byKey, byValue};
    }

    private @Nullable Tensor[] fused(Tensor q, Tensor k, Tensor v, Tensor upstream) {
        Tensor w = afterForward(weights);
        int l = q.size(-2);
        int s = k.size(-2);
        int e = q.size(-1);
        @Nullable Tensor[] gradients = new @Nullable Tensor[3];
        if (needsGrad(2)) {
            gradients[2] = products(s, v.size(-1), l, w.transpose(-2, -1), upstream, besideHeads(v.dtype(), v.shape()));
        }
        if (!needsGrad(0) && !needsGrad(1)) {
            return gradients;
        }
        Tensor scores = products(l, s, v.size(-1), upstream, v.transpose(-2, -1), Tensor.empty(w.dtype(), w.shape()));
        int rows = s == 0 ? 0 : w.size() / s;
        if (w.dtype() == DType.FLOAT32) {
            RowAttention.backward(w.storage().floats(), scores.storage().floats(), rows, s, (float) scale);
        } else {
            RowAttention.backward(w.storage().doubles(), scores.storage().doubles(), rows, s, scale);
        }
        if (needsGrad(0)) {
            gradients[0] = products(l, e, s, scores, k, besideHeads(q.dtype(), q.shape()));
        }
        if (needsGrad(1)) {
            gradients[1] = products(s, e, l, scores.transpose(-2, -1), q, besideHeads(k.dtype(), k.shape()));
        }
        return gradients;
    }
}

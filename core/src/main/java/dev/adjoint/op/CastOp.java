package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The elements in another type, converted as Java casts do ({@code BOOL} is {@code x != 0}, and 0 or 1 as a number);
 * the gradient is converted back.
 */
public final class CastOp extends UnaryOp {
    private final DType target;
    private @Nullable DType source;

    /** Makes the op. */
    public CastOp(DType target) {
        this.target = target;
    }

    @Override
    public String name() {
        return "to";
    }

    @Override
    public Tensor forward(Tensor x) {
        source = x.dtype();
        if (target == source) {
            return Pointwise.copy(x);
        }
        return switch (target) {
            case FLOAT32 -> Tensor.wrap(floats(x), x.shape());
            case FLOAT64 -> Tensor.wrap(doubles(x), x.shape());
            case INT64 -> Tensor.wrap(longs(doubles(x)), x.shape());
            case BOOL -> x.ne(0);
        };
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return upstream.to(afterForward(source));
    }

    private static double[] doubles(Tensor x) {
        int n = x.size();
        double[] out = new double[n];
        switch (x.dtype()) {
            case FLOAT32 -> {
                float[] in = Pointwise.floats(x);
                for (int i = 0; i < n; i++) {
                    out[i] = in[i];
                }
            }
            case FLOAT64 -> System.arraycopy(Pointwise.doubles(x), 0, out, 0, n);
            case INT64 -> {
                long[] in = Pointwise.longs(x);
                for (int i = 0; i < n; i++) {
                    out[i] = in[i];
                }
            }
            case BOOL -> {
                boolean[] in = Pointwise.booleans(x);
                for (int i = 0; i < n; i++) {
                    out[i] = in[i] ? 1 : 0;
                }
            }
        }
        return out;
    }

    /** Integers are rounded once, not by way of {@code double}. */
    private static float[] floats(Tensor x) {
        int n = x.size();
        float[] out = new float[n];
        if (x.dtype() == DType.INT64) {
            long[] in = Pointwise.longs(x);
            for (int i = 0; i < n; i++) {
                out[i] = in[i];
            }
        } else {
            double[] in = doubles(x);
            for (int i = 0; i < n; i++) {
                out[i] = (float) in[i];
            }
        }
        return out;
    }

    private static long[] longs(double[] in) {
        long[] out = new long[in.length];
        for (int i = 0; i < in.length; i++) {
            out[i] = (long) in[i];
        }
        return out;
    }

    @Override
    protected boolean isElementwise() {
        return true;
    }
}

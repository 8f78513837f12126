package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.UnaryOp;
import org.jspecify.annotations.Nullable;

/**
 * {@code y[j] = x[places[j]]}, both counted in row-major order, and 0 where the place is negative. The gradient is
 * added to the places that were read.
 */
final class PickOp extends UnaryOp {
    private final int[] places;
    private final Shape picked;
    private @Nullable Shape source;

    /** Makes the op for places within x and an output of the given shape. */
    PickOp(int[] places, Shape picked) {
        this.places = places;
        this.picked = picked;
    }

    @Override
    public Tensor forward(Tensor x) {
        source = x.shape();
        if (x.dtype() == DType.FLOAT32) {
            float[] from = x.contiguous().storage().floats();
            float[] to = new float[places.length];
            for (int j = 0; j < to.length; j++) {
                to[j] = places[j] < 0 ? 0 : from[places[j]];
            }
            return Tensor.wrap(to, picked);
        }
        double[] from = x.contiguous().storage().doubles();
        double[] to = new double[places.length];
        for (int j = 0; j < to.length; j++) {
            to[j] = places[j] < 0 ? 0 : from[places[j]];
        }
        return Tensor.wrap(to, picked);
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new PutOp(afterForward(source)).apply(upstream);
    }

    /** {@code y[places[j]] += x[j]}, starting from zeros: the transpose. */
    private final class PutOp extends UnaryOp {
        private final Shape shape;

        PutOp(Shape shape) {
            this.shape = shape;
        }

        @Override
        public Tensor forward(Tensor x) {
            if (x.dtype() == DType.FLOAT32) {
                float[] from = x.contiguous().storage().floats();
                float[] to = new float[shape.size()];
                for (int j = 0; j < places.length; j++) {
                    if (places[j] >= 0) {
                        to[places[j]] += from[j];
                    }
                }
                return Tensor.wrap(to, shape);
            }
            double[] from = x.contiguous().storage().doubles();
            double[] to = new double[shape.size()];
            for (int j = 0; j < places.length; j++) {
                if (places[j] >= 0) {
                    to[places[j]] += from[j];
                }
            }
            return Tensor.wrap(to, shape);
        }

        @Override
        public Tensor backward(Tensor upstream) {
            return new PickOp(places, picked).apply(upstream);
        }
    }
}

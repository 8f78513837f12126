package dev.adjoint.op;

import dev.adjoint.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the normalisations share. */
final class Normalize {
    private Normalize() {}

    /**
     * Returns {@code (x − mean) / √(variance + eps)} over dimensions, the mean taken off before the variance is summed.
     */
    static Tensor standardize(Tensor x, double eps, int... dims) {
        Tensor centered = x.sub(x.mean(true, dims));
        return centered.div(centered.square().mean(true, dims).add(eps).sqrt());
    }

    /** Returns {@code x · weight + bias}, each left out if it is null. */
    static Tensor affine(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
        Tensor scaled = weight == null ? x : x.mul(weight);
        return bias == null ? scaled : scaled.add(bias);
    }

    /** Returns numbers of channels, {@code [c]}, in the shape that broadcasts to x, {@code [n, c, *]}. */
    static @Nullable Tensor perChannel(@Nullable Tensor numbers, Tensor x) {
        if (numbers == null) {
            return null;
        }
        int[] dims = new int[x.rank() - 1];
        Arrays.fill(dims, 1);
        dims[0] = numbers.size();
        return numbers.reshape(dims);
    }

    /**
     * Checks the type of x, and eps.
     *
     * @throws IllegalArgumentException if x is no float tensor or eps is negative or NaN
     */
    static void check(String op, Tensor x, double eps) {
        x.dtype().checkFloat(op);
        if (!(eps >= 0)) {
            throw new IllegalArgumentException(op + ": expects eps >= 0, got " + eps);
        }
    }

    /**
     * Checks a tensor that goes with x.
     *
     * @throws IllegalArgumentException if it is there and has another shape, or x's type is another
     */
    static void check(String op, String name, @Nullable Tensor numbers, Tensor x, int... dims) {
        if (numbers != null && (!Arrays.equals(numbers.shape().dims(), dims) || numbers.dtype() != x.dtype())) {
            throw new IllegalArgumentException(op + ": expects " + name + " " + Arrays.toString(dims) + " of type "
                    + x.dtype() + ", got " + numbers.shape() + " of type " + numbers.dtype());
        }
    }

    /**
     * Returns the numbers of the last dimensions, those that are normalised.
     *
     * @throws IllegalArgumentException if x does not end in {@code shape}, or that is empty
     */
    static int[] lastDims(String op, Tensor x, int... shape) {
        int first = x.rank() - shape.length;
        boolean fits = shape.length > 0
                && first >= 0
                && Arrays.equals(Arrays.copyOfRange(x.shape().dims(), first, x.rank()), shape);
        if (!fits) {
            throw new IllegalArgumentException(
                    op + ": expects input whose last dimensions are " + Arrays.toString(shape) + ", got " + x.shape());
        }
        int[] dims = new int[shape.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = first + i;
        }
        return dims;
    }
}

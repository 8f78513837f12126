package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.PlaneWindows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form {@code Σ grid[n, o, w] · weight[o, c, t] · image[n, c, place of tap t of window w]}, linear in each of the
 * three. Its derivative by the grid is a convolution, by the image a transposed convolution, by the weight the gradient
 * of both: three products that are each other's derivatives, to any order.
 *
 * <p>{@code image: [n, c, h, w]}, {@code weight: [o, c/groups, kh, kw]}, {@code grid: [n, o, windows down, windows
 * across]}. Channels and outputs are in {@code groups}; those of different groups do not meet.
 *
 * <p>The windows of a sample are copied to a matrix of columns, {@code [c · taps, windows]}, and then multiplied (K.
 * Chellapilla, S. Puri, P. Simard, High Performance Convolutional Neural Networks for Document Processing, 2006).
 */
record Convolution(PlaneWindows windows, int batch, int channels, int outputs, int groups) {
    /** The samples are added up in so many parts, whatever the number of threads, and these then joined. */
    private static final int PARTS = 8;

    Shape image() {
        return Shape.of(
                batch, channels, windows.vertical().size(), windows.horizontal().size());
    }

    Shape weight() {
        int vertical = windows.vertical().kernel();
        return Shape.of(
                outputs, channels / groups, vertical, windows.horizontal().kernel());
    }

    Shape grid() {
        return Shape.of(
                batch, outputs, windows.vertical().count(), windows.horizontal().count());
    }

    /** Returns the grid: {@code Σ_c,t weight[o, c, t] · image[n, c, place] + bias[o]}. */
    Tensor correlate(Tensor image, Tensor weight, @Nullable Tensor bias) {
        Tensor x = Pointwise.flat(image);
        Tensor w = Pointwise.flat(weight);
        Tensor y = filled(x.dtype(), grid(), bias);
        Parallel.range(batch, nanosPerSample(), 1, (from, to) -> {
            Tensor columns = columns(x.dtype());
            for (int n = from; n < to; n++) {
                windows.unfold(
                        x.storage().array(),
                        n * channels * windows.plane(),
                        channels,
                        columns.storage().array());
                for (int g = 0; g < groups; g++) {
                    Products.Matrix out = outputs(y, n, g);
                    Products.multiplyAdd(
                            rows(), windows.windows(), depth(), weight(w, g), group(columns, g), out, y, out.offset());
                }
            }
        });
        return y;
    }

    /** Returns the image: {@code Σ_o,t,w weight[o, c, t] · grid[n, o, w]} where the taps lie, {@code + bias[c]}. */
    Tensor spread(Tensor grid, Tensor weight, @Nullable Tensor bias) {
        Tensor y = Pointwise.flat(grid);
        Tensor w = Pointwise.flat(weight);
        Tensor x = filled(y.dtype(), image(), bias);
        Parallel.range(batch, nanosPerSample(), 1, (from, to) -> {
            Tensor columns = columns(y.dtype());
            for (int n = from; n < to; n++) {
                for (int g = 0; g < groups; g++) {
                    Products.Matrix out = group(columns, g);
                    Products.Matrix transposed = weight(w, g).transposed();
                    Products.multiplyAdd(
                            depth(),
                            windows.windows(),
                            rows(),
                            transposed,
                            outputs(y, n, g),
                            null,
                            columns,
                            out.offset());
                }
                windows.fold(columns.storage().array(), channels, x.storage().array(), n * channels * windows.plane());
            }
        });
        return x;
    }

    /** Returns the weight: {@code Σ_n,w grid[n, o, w] · image[n, c, place]}. */
    Tensor weigh(Tensor image, Tensor grid) {
        Tensor x = Pointwise.flat(image);
        Tensor y = Pointwise.flat(grid);
        int count = Math.min(PARTS, batch);
        Tensor parts = Tensor.zeros(x.dtype(), count, outputs, depth());
        Parallel.range(count, nanosPerSample() * batch / Math.max(1, count), 1, (from, to) -> {
            Tensor columns = columns(x.dtype());
            for (int p = from; p < to; p++) {
                for (int n = start(p, count); n < start(p + 1, count); n++) {
                    windows.unfold(
                            x.storage().array(),
                            n * channels * windows.plane(),
                            channels,
                            columns.storage().array());
                    for (int g = 0; g < groups; g++) {
                        Products.Matrix sum = weight(parts, p * groups + g);
                        Products.Matrix right = group(columns, g).transposed();
                        Products.multiplyAdd(
                                rows(), depth(), windows.windows(), outputs(y, n, g), right, sum, parts, sum.offset());
                    }
                }
            }
        });
        return parts.sum(0).reshape(weight());
    }

    private int start(int part, int parts) {
        return (int) ((long) batch * part / parts);
    }

    private int rows() {
        return outputs / groups;
    }

    private int depth() {
        return channels / groups * windows.taps();
    }

    /** The matrices {@code [outputs of a group, depth]} of a weight, or of several one after the other. */
    private Products.Matrix weight(Tensor weight, int group) {
        return new Products.Matrix(weight, group * rows() * depth(), depth(), 1);
    }

    /** The rows of a group among the columns. */
    private Products.Matrix group(Tensor columns, int group) {
        return new Products.Matrix(columns, group * depth() * windows.windows(), windows.windows(), 1);
    }

    /** The outputs of a group, {@code [outputs of the group, windows]}, in the grid. */
    private Products.Matrix outputs(Tensor grid, int sample, int group) {
        int offset = (sample * groups + group) * rows() * windows.windows();
        return new Products.Matrix(grid, offset, windows.windows(), 1);
    }

    /** Zeros: taps outside the image are never written. */
    private Tensor columns(DType dtype) {
        return Tensor.zeros(
                dtype,
                channels,
                windows.vertical().kernel(),
                windows.horizontal().kernel(),
                windows.windows());
    }

    private double nanosPerSample() {
        return windows.windows() * (double) depth() * (0.05 * outputs + groups);
    }

    /**
     * Returns a tensor {@code [n, channels, h, w]} filled with the bias of each channel, with zeros if there is none.
     */
    private static Tensor filled(DType dtype, Shape shape, @Nullable Tensor bias) {
        if (bias == null) {
            return Tensor.zeros(dtype, shape);
        }
        Tensor y = Tensor.empty(dtype, shape);
        int channels = shape.dim(1);
        int plane = shape.dim(2) * shape.dim(3);
        int planes = shape.dim(0) * channels;
        if (dtype == DType.FLOAT32) {
            float[] values = Pointwise.floats(bias);
            float[] out = y.storage().floats();
            for (int p = 0; p < planes; p++) {
                Arrays.fill(out, p * plane, (p + 1) * plane, values[p % channels]);
            }
        } else {
            double[] values = Pointwise.doubles(bias);
            double[] out = y.storage().doubles();
            for (int p = 0; p < planes; p++) {
                Arrays.fill(out, p * plane, (p + 1) * plane, values[p % channels]);
            }
        }
        return y;
    }

    /**
     * Checks that x, with or without a batch, weight and bias fit.
     *
     * @param transposed whether x holds the outputs o of the weight {@code [o, c/groups, kernel…]}, or else its
     *     channels c
     * @throws IllegalArgumentException if they do not
     */
    static void check(
            String op, boolean transposed, Tensor x, Tensor weight, @Nullable Tensor bias, int groups, int... kernel) {
        int spatial = kernel.length;
        boolean ranksFit = weight.rank() == spatial + 2 && (x.rank() == spatial + 1 || x.rank() == spatial + 2);
        long channels = ranksFit ? (long) weight.size(1) * groups : 0;
        boolean fits = ranksFit
                && groups >= 1
                && weight.size(0) % groups == 0
                && x.size(-spatial - 1) == (transposed ? weight.size(0) : channels)
                && Arrays.equals(Arrays.copyOfRange(weight.shape().dims(), 2, weight.rank()), kernel);
        if (!fits) {
            String sizes = Arrays.toString(kernel).substring(1);
            throw new IllegalArgumentException(op + ": expects input [n, " + (transposed ? "o" : "c")
                    + (spatial == 1 ? ", length]" : ", h, w]") + " and weight [o, c/groups, " + sizes
                    + " with o a multiple of groups = " + groups + ", got " + x.shape() + " and " + weight.shape());
        }
        Products.checkTypes(op, x, weight);
        long outputs = transposed ? channels : weight.size(0);
        if (bias != null && (bias.rank() != 1 || bias.size(0) != outputs || bias.dtype() != x.dtype())) {
            throw new IllegalArgumentException(op + ": expects a bias [" + outputs + "] of type " + x.dtype() + ", got "
                    + bias.shape() + " of type " + bias.dtype());
        }
    }
}

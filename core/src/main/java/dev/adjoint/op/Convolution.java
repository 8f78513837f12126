package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Kernels;
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
        Tensor b = bias == null ? null : Pointwise.flat(bias);
        Tensor y = Tensor.empty(x.dtype(), grid());
        Parallel.range(batch, nanosPerSample(), 1, (from, to) -> {
            Tensor columns = columns(x.dtype());
            for (int n = from; n < to; n++) {
                unfold(x, n, columns);
                fill(y, n * outputs * windows.windows(), windows.windows(), outputs, b);
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
        Tensor b = bias == null ? null : Pointwise.flat(bias);
        Tensor x = Tensor.empty(y.dtype(), image());
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
                fill(x, n * channels * windows.plane(), windows.plane(), channels, b);
                fold(columns, x, n);
            }
        });
        return x;
    }

    /**
     * Returns the weight: {@code Σ_n,w grid[n, o, w] · image[n, c, place]}.
     *
     * <p>One factor is read across its rows, which costs the SIMD kernels more. Where the grid is the smaller one, it
     * is that, and the product gives the transposed weight, summed in the same order.
     */
    Tensor weigh(Tensor image, Tensor grid) {
        Tensor x = Pointwise.flat(image);
        Tensor y = Pointwise.flat(grid);
        int count = Math.min(PARTS, batch);
        boolean transposed = Kernels.SIMD && rows() < depth();
        int m = transposed ? depth() : rows();
        int n = transposed ? rows() : depth();
        Tensor parts = Tensor.zeros(x.dtype(), count, groups, m, n);
        Parallel.range(count, nanosPerSample() * batch / Math.max(1, count), 1, (from, to) -> {
            Tensor columns = columns(x.dtype());
            for (int p = from; p < to; p++) {
                for (int sample = start(p, count); sample < start(p + 1, count); sample++) {
                    unfold(x, sample, columns);
                    for (int g = 0; g < groups; g++) {
                        Products.Matrix left = transposed ? group(columns, g) : outputs(y, sample, g);
                        Products.Matrix right = transposed ? outputs(y, sample, g) : group(columns, g);
                        Products.Matrix sum = new Products.Matrix(parts, (p * groups + g) * m * n, n, 1);
                        Products.multiplyAdd(m, n, windows.windows(), left, right.transposed(), sum, sum);
                    }
                }
            }
        });
        Tensor sum = parts.sum(0);
        return (transposed ? sum.transpose(1, 2) : sum).reshape(weight());
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

    private Tensor columns(DType dtype) {
        return Tensor.empty(dtype, Shape.of(channels, windows.taps(), windows.windows()));
    }

    private void unfold(Tensor image, int sample, Tensor columns) {
        int from = sample * channels * windows.plane();
        if (image.dtype() == DType.FLOAT32) {
            windows.unfold(
                    image.storage().floats(), from, channels, columns.storage().floats());
        } else {
            windows.unfold(
                    image.storage().doubles(), from, channels, columns.storage().doubles());
        }
    }

    private void fold(Tensor columns, Tensor image, int sample) {
        int to = sample * channels * windows.plane();
        if (image.dtype() == DType.FLOAT32) {
            windows.fold(columns.storage().floats(), channels, image.storage().floats(), to);
        } else {
            windows.fold(columns.storage().doubles(), channels, image.storage().doubles(), to);
        }
    }

    private double nanosPerSample() {
        return windows.windows() * (double) depth() * (0.05 * outputs + groups);
    }

    /** Fills planes that follow one another from {@code at} on with the bias of each, with zeros if there is none. */
    private static void fill(Tensor x, int at, int plane, int planes, @Nullable Tensor bias) {
        for (int c = 0; c < planes; c++) {
            int from = at + c * plane;
            if (x.dtype() == DType.FLOAT32) {
                float value = bias == null ? 0 : bias.storage().floats()[c];
                Arrays.fill(x.storage().floats(), from, from + plane, value);
            } else {
                double value = bias == null ? 0 : bias.storage().doubles()[c];
                Arrays.fill(x.storage().doubles(), from, from + plane, value);
            }
        }
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

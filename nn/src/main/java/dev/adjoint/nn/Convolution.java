package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Notation;
import dev.adjoint.op.Window;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What the convolutions have in common: their weight and bias, and how they are printed. */
abstract class Convolution extends Layer {
    /** The windows of the dimensions, from the first. */
    final List<Window> windows;

    final int groups;
    private final int in;
    private final int out;
    private final Tensor weight;
    private final @Nullable Tensor bias;

    /**
     * Draws the weight and then the bias.
     *
     * @param transposed whether the weight has the channels of the input first
     */
    Convolution(
            boolean transposed, int in, int out, List<Window> windows, int groups, boolean bias, Rng rng, DType dtype) {
        if (in < 1 || out < 1 || groups < 1 || in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(kind() + ": in and out must be multiples of groups, all >= 1, got in "
                    + in + ", out " + out + " and groups " + groups);
        }
        this.in = in;
        this.out = out;
        this.windows = windows;
        this.groups = groups;
        int[] dims = new int[windows.size() + 2];
        dims[0] = transposed ? in : out;
        dims[1] = (transposed ? out : in) / groups;
        for (int i = 0; i < windows.size(); i++) {
            dims[i + 2] = windows.get(i).kernel();
        }
        this.weight = parameter("weight", Init.weight(rng, dtype, dims));
        this.bias = bias ? parameter("bias", Init.bias(rng, weight, out)) : null;
    }

    /** Returns the weight. */
    public final Tensor weight() {
        return weight;
    }

    /** Returns the bias, {@code [out]}, or null if there is none. */
    public final @Nullable Tensor bias() {
        return bias;
    }

    @Override
    protected String settings() {
        return in + ", " + out + ", kernel_size=" + of(Window::kernel) + ", stride=" + of(Window::stride)
                + padding()
                + unless(1, ", dilation=", Window::dilation)
                + outputPadding()
                + (groups == 1 ? "" : ", groups=" + groups)
                + (bias == null ? ", bias=False" : "");
    }

    /** Returns {@code , padding=same}, {@code , padding=(1, 1)} or, where one alone is, {@code , padding=(same, 1)}. */
    private String padding() {
        if (windows.stream().allMatch(window -> window.padding() == Window.SAME)) {
            return ", padding=same";
        }
        return unless(0, ", padding=", Window::padding).replace(Integer.toString(Window.SAME), "same");
    }

    /** Returns {@code , output_padding=(1, 1)}, or nothing for zeros. */
    String outputPadding() {
        return "";
    }

    private String of(ToIntFunction<Window> number) {
        return Notation.tuple(windows.stream().mapToInt(number).toArray());
    }

    private String unless(int usual, String name, ToIntFunction<Window> number) {
        return windows.stream().mapToInt(number).allMatch(n -> n == usual) ? "" : name + of(number);
    }
}

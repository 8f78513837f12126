package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import java.util.List;

/**
 * Transposed convolution of images: {@code x: [n, in, h, w]} or without n, {@code weight: [in, out/groups, kh, kw]},
 * {@code bias: [out]} → {@code [n, out, h', w']} with {@code h' = (h − 1)·stride − 2·padding + dilation·(kh − 1) + 1 +
 * outputPadding}; see {@link Tensor#convTranspose2d}.
 *
 * <p>Weight and bias start uniform on ±1/√(out/groups · kh · kw), the weight drawn first, as PyTorch draws them.
 */
public final class ConvTranspose2d extends Convolution {
    private final int outputPaddingVertical;
    private final int outputPaddingHorizontal;

    /**
     * Makes a {@code FLOAT32} layer with a square kernel, stride 1, no padding and a bias, drawn by the thread's
     * default generator.
     */
    public ConvTranspose2d(int in, int out, int kernel) {
        this(in, out, kernel, 1, 0);
    }

    /**
     * Makes a {@code FLOAT32} layer with one window for both dimensions and a bias, drawn by the thread's default
     * generator.
     */
    public ConvTranspose2d(int in, int out, int kernel, int stride, int padding) {
        this(in, out, new Window(kernel, stride, padding, 1));
    }

    /** Makes a {@code FLOAT32} layer with one window for both dimensions and a bias, drawn by the default generator. */
    public ConvTranspose2d(int in, int out, Window window) {
        this(in, out, window, window, 0, 0, 1, true, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param outputPaddingVertical the number of rows added to the output below, which tells apart the heights that a
     *     convolution with a stride makes one of
     * @param outputPaddingHorizontal the number of columns added to the output on the right
     * @param groups the channels are in so many groups; an input reaches the outputs of its own group alone
     * @throws IllegalArgumentException if a number is below 1, groups does not divide in and out, a padding is
     *     {@link Window#SAME}, an output padding is negative or not less than stride or dilation, or the type is not a
     *     float type
     */
    public ConvTranspose2d(
            int in,
            int out,
            Window vertical,
            Window horizontal,
            int outputPaddingVertical,
            int outputPaddingHorizontal,
            int groups,
            boolean bias,
            Rng rng,
            DType dtype) {
        super(
                true,
                in,
                out,
                List.of(checked(vertical, outputPaddingVertical), checked(horizontal, outputPaddingHorizontal)),
                groups,
                bias,
                rng,
                dtype);
        this.outputPaddingVertical = outputPaddingVertical;
        this.outputPaddingHorizontal = outputPaddingHorizontal;
    }

    private static Window checked(Window window, int outputPadding) {
        boolean fits = outputPadding >= 0 && outputPadding < Math.max(window.stride(), window.dilation());
        if (!fits || window.padding() == Window.SAME) {
            throw new IllegalArgumentException("ConvTranspose2d: expects a padding >= 0, and an output padding >= 0"
                    + " that is less than stride or dilation, got " + window + " and output padding " + outputPadding);
        }
        return window;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.convTranspose2d(
                weight(),
                bias(),
                windows.get(0),
                windows.get(1),
                groups,
                outputPaddingVertical,
                outputPaddingHorizontal);
    }

    @Override
    String outputPadding() {
        return outputPaddingVertical == 0 && outputPaddingHorizontal == 0
                ? ""
                : ", output_padding=" + Notation.tuple(outputPaddingVertical, outputPaddingHorizontal);
    }
}

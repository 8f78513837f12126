package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import java.util.List;

/**
 * Convolution of images: {@code x: [n, in, h, w]} or without n, {@code weight: [out, in/groups, kh, kw]}, {@code bias:
 * [out]} → {@code [n, out, windows down, windows across]}; see {@link Tensor#conv2d}.
 *
 * <p>Weight and bias start uniform on ±1/√(in/groups · kh · kw), the weight drawn first, as PyTorch draws them.
 */
public final class Conv2d extends Convolution {
    /**
     * Makes a {@code FLOAT32} layer with a square kernel, stride 1, no padding and a bias, drawn by the thread's
     * default generator.
     */
    public Conv2d(int in, int out, int kernel) {
        this(in, out, kernel, 1, 0);
    }

    /**
     * Makes a {@code FLOAT32} layer with one window for both dimensions and a bias, drawn by the thread's default
     * generator.
     *
     * @param padding the number of zeros on each side, or {@link Window#SAME}
     */
    public Conv2d(int in, int out, int kernel, int stride, int padding) {
        this(in, out, new Window(kernel, stride, padding, 1));
    }

    /** Makes a {@code FLOAT32} layer with one window for both dimensions and a bias, drawn by the default generator. */
    public Conv2d(int in, int out, Window window) {
        this(in, out, window, window, 1, true, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param groups the channels are in so many groups; an output sees those of its own group alone
     * @throws IllegalArgumentException if a number is below 1, groups does not divide in and out, or the type is not a
     *     float type
     */
    public Conv2d(int in, int out, Window vertical, Window horizontal, int groups, boolean bias, Rng rng, DType dtype) {
        super(false, in, out, List.of(vertical, horizontal), groups, bias, rng, dtype);
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.conv2d(weight(), bias(), windows.get(0), windows.get(1), groups);
    }
}

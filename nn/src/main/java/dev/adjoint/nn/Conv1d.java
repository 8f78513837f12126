package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import java.util.List;

/**
 * Convolution of sequences: {@code x: [n, in, length]} or without n, {@code weight: [out, in/groups, kernel]},
 * {@code bias: [out]} → {@code [n, out, windows]}; see {@link Tensor#conv1d}.
 *
 * <p>Weight and bias start uniform on ±1/√(in/groups · kernel), the weight drawn first, as PyTorch draws them.
 */
public final class Conv1d extends Convolution {
    /** Makes a {@code FLOAT32} layer with stride 1, no padding and a bias, drawn by the thread's default generator. */
    public Conv1d(int in, int out, int kernel) {
        this(in, out, kernel, 1, 0);
    }

    /**
     * Makes a {@code FLOAT32} layer with a bias, drawn by the thread's default generator.
     *
     * @param padding the number of zeros on either side, or {@link Window#SAME}
     */
    public Conv1d(int in, int out, int kernel, int stride, int padding) {
        this(in, out, new Window(kernel, stride, padding, 1));
    }

    /** Makes a {@code FLOAT32} layer with a bias, drawn by the thread's default generator. */
    public Conv1d(int in, int out, Window window) {
        this(in, out, window, 1, true, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param groups the channels are in so many groups; an output sees those of its own group alone
     * @throws IllegalArgumentException if a number is below 1, groups does not divide in and out, or the type is not a
     *     float type
     */
    public Conv1d(int in, int out, Window window, int groups, boolean bias, Rng rng, DType dtype) {
        super(false, in, out, List.of(window), groups, bias, rng, dtype);
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.conv1d(weight(), bias(), windows.get(0), groups);
    }
}

package dev.adjoint.examples.toys.experiments;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.data.Digits;
import dev.adjoint.nn.data.TensorDataset;
import java.io.IOException;

/**
 * Examples to learn from, with their classes.
 *
 * @param x {@code [n, features]}
 * @param classes {@code [n]}, {@code INT64}
 */
record Examples(Tensor x, Tensor classes) {
    private static final int TRAIN = 1437;

    /** Returns the digits to train on, {@code x: [1437, 64]}. */
    static Examples trainDigits() throws IOException {
        return digits(0, TRAIN);
    }

    /** Returns the digits to test on, by other writers, {@code x: [360, 64]}. */
    static Examples testDigits() throws IOException {
        return digits(TRAIN, 1797);
    }

    private static Examples digits(int from, int to) throws IOException {
        TensorDataset all = Digits.load();
        return new Examples(
                all.inputs().flatten(1, -1).slice(0, from, to), all.targets().slice(0, from, to));
    }

    /** Returns two half circles that reach into each other, {@code x: [2n, 2]}, with noise. */
    static Examples moons(int n, double noise) {
        Tensor angle = Tensor.linspace(0, Math.PI, n);
        Tensor outer = Tensor.stack(1, angle.cos(), angle.sin());
        Tensor inner = Tensor.stack(1, angle.cos().rsub(1), angle.sin().rsub(0.5));
        Tensor clean = Tensor.concat(0, outer, inner);
        Tensor shift = Tensor.normal(Rng.current(), DType.FLOAT32, 0, noise, 2 * n, 2);
        return new Examples(
                clean.add(shift), Tensor.concat(0, Tensor.zeros(DType.INT64, n), Tensor.ones(DType.INT64, n)));
    }

    /** Returns the same examples in another float type. */
    Examples to(DType dtype) {
        return new Examples(x.to(dtype), classes);
    }

    /** Returns some of the examples. */
    Examples rows(int from, int to) {
        return new Examples(x.slice(0, from, to), classes.slice(0, from, to));
    }

    /** Returns the examples with these numbers. */
    Examples pick(Tensor numbers) {
        return new Examples(x.indexSelect(0, numbers), classes.indexSelect(0, numbers));
    }

    int size() {
        return x.size(0);
    }
}

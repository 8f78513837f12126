package dev.adjoint.testing;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One row of a table of ops: a function of float tensors and the inputs to try it on.
 *
 * @param name named in failures
 * @param function the op, applied to one sample
 * @param order how many times it can be differentiated: 1, or 2 for any number
 * @param samples lists of inputs
 */
public record OpCase(String name, Function<List<Tensor>, Tensor> function, int order, List<List<Input>> samples) {
    private static final int SEED = 1;

    /**
     * One input of a sample.
     *
     * @param values where its elements come from
     * @param shape its shape
     */
    public record Input(Values values, Shape shape) {
        /** Returns an input of the given dimensions. */
        public static Input of(Values values, int... dims) {
            return new Input(values, Shape.of(dims));
        }

        private Tensor tensor(Rng rng, DType dtype) {
            return Tensor.wrap(values.draw(rng, shape.size()), shape).to(dtype);
        }

        @Override
        public String toString() {
            return values + " " + shape;
        }
    }

    /** Makes a case that can be differentiated any number of times, with no samples yet. */
    public OpCase(String name, Function<List<Tensor>, Tensor> function) {
        this(name, function, 2, List.of());
    }

    /** Starts the case of an op of one tensor; the samples follow. */
    public static OpCase of(String name, UnaryOperator<Tensor> f) {
        return new OpCase(name, x -> f.apply(x.get(0)));
    }

    /** Returns the case of an op that takes tensors of any shape, with samples of ranks 0 to 3 and empty ones. */
    public static OpCase elementwise(String name, Values values, UnaryOperator<Tensor> f) {
        return of(name, f)
                .on(values)
                .on(values, 1)
                .on(values, 19)
                .on(values, 2, 3)
                .on(values, 3, 1, 4)
                .on(values, 0)
                .on(values, 2, 0, 3);
    }

    /** Returns the case of an op of two tensors that are broadcast to one shape, with samples of all ways to do so. */
    public static OpCase elementwise(String name, Values left, Values right, BinaryOperator<Tensor> f) {
        return new OpCase(name, x -> f.apply(x.get(0), x.get(1)))
                .on(Input.of(left, 3), Input.of(right, 3))
                .on(Input.of(left, 2, 3), Input.of(right, 2, 3))
                .on(Input.of(left, 2, 3), Input.of(right, 3))
                .on(Input.of(left, 2, 1), Input.of(right, 3))
                .on(Input.of(left), Input.of(right, 2, 3))
                .on(Input.of(left, 2, 2, 3), Input.of(right))
                .on(Input.of(left, 1, 2, 1), Input.of(right, 2, 1, 3))
                .on(Input.of(left, 0, 3), Input.of(right, 3))
                .on(Input.of(left, 0, 1), Input.of(right, 1, 3));
    }

    /** Returns this case with one more sample. */
    public OpCase on(Input... inputs) {
        List<List<Input>> more = new ArrayList<>(samples);
        more.add(List.of(inputs));
        return new OpCase(name, function, order, List.copyOf(more));
    }

    /** Returns this case with one more sample of one input. */
    public OpCase on(Values values, int... dims) {
        return on(Input.of(values, dims));
    }

    /** Returns this case, differentiable once. */
    public OpCase once() {
        return new OpCase(name, function, 1, samples);
    }

    /** Returns the output for the inputs. */
    public Tensor apply(List<Tensor> inputs) {
        return function.apply(inputs);
    }

    /** Returns the tensors of one sample, the same each time. */
    public List<Tensor> tensors(List<Input> sample, DType dtype) {
        Rng rng = new Rng(SEED);
        return sample.stream().map(input -> input.tensor(rng, dtype)).toList();
    }

    /** Returns an upstream gradient for an output, the same each time. */
    public static Tensor upstream(Tensor output) {
        double[] values = Values.NOT_ZERO.draw(new Rng(SEED + 1), output.size());
        return Tensor.wrap(values, output.shape()).to(output.dtype());
    }

    /** Returns the words that say in a failure what was tried. */
    public String on(List<Input> sample) {
        return name + " on " + Arrays.toString(sample.toArray()) + ", seed " + SEED;
    }

    @Override
    public String toString() {
        return name;
    }
}

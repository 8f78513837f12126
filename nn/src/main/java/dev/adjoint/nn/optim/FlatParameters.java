package dev.adjoint.nn.optim;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.List;

/** Parameters of one type as one vector. */
final class FlatParameters {
    private final List<Tensor> parameters;
    private final DType dtype;
    private final int size;

    FlatParameters(List<Tensor> parameters) {
        this.parameters = parameters;
        this.dtype = parameters.get(0).dtype();
        for (Tensor parameter : parameters) {
            if (parameter.dtype() != dtype) {
                throw new IllegalArgumentException(
                        "Lbfgs: the parameters must be of one type, got " + dtype + " and " + parameter.dtype());
            }
        }
        this.size = Math.toIntExact(
                parameters.stream().mapToLong(Tensor::size).sum());
        if (size == 0) {
            throw new IllegalArgumentException("Lbfgs: the parameters have no elements");
        }
    }

    DType dtype() {
        return dtype;
    }

    int size() {
        return size;
    }

    /** Returns all gradients, zeros for a parameter without one. */
    Tensor gradient() {
        return Tensor.concat(0, parameters.stream().map(FlatParameters::gradientOf).toArray(Tensor[]::new));
    }

    private static Tensor gradientOf(Tensor parameter) {
        Tensor gradient = parameter.grad();
        return gradient == null ? Tensor.zeros(parameter.dtype(), parameter.size()) : gradient.flatten();
    }

    /** Returns the parameters as they are now. */
    Tensor copy() {
        return Tensor.concat(0, parameters.stream().map(Tensor::flatten).toArray(Tensor[]::new));
    }

    void set(Tensor values) {
        forEachPart(values, Tensor::copyFrom);
    }

    /** Adds {@code t · direction}. */
    void move(double t, Tensor direction) {
        WeightedSum step = new WeightedSum(1, t);
        forEachPart(direction, (parameter, part) -> parameter.update(step, part));
    }

    private interface Change {
        void apply(Tensor parameter, Tensor part);
    }

    private void forEachPart(Tensor vector, Change change) {
        int from = 0;
        for (Tensor parameter : parameters) {
            change.apply(parameter, vector.narrow(0, from, parameter.size()).reshape(parameter.shape()));
            from += parameter.size();
        }
    }
}

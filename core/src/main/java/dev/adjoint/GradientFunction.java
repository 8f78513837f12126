package dev.adjoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Tensors to tensors, {@code FLOAT64}: what {@link GradCheck} differentiates. The inputs are leaves that require
 * gradients.
 */
@FunctionalInterface
interface GradientFunction {
    /**
     * The generator of upstream gradients and directions starts here, so that a check gives the same answer each time.
     */
    int SEED = 20240607;

    List<Tensor> apply(List<Tensor> inputs);

    /**
     * Returns the function of this one's inputs and of an upstream gradient per output, in this order, that gives the
     * gradients by the inputs: zeros where no path leads to one.
     *
     * @param inputs the number of this function's inputs
     */
    default GradientFunction gradients(int inputs) {
        return arguments -> {
            List<Tensor> x = arguments.subList(0, inputs);
            List<Tensor> upstreams = arguments.subList(inputs, arguments.size());
            return gradients(apply(x), x, upstreams, GraphOption.CREATE_GRAPH);
        };
    }

    /** As {@link Autograd#grad(List, List, List, GraphOption...)}, with zeros where no path leads to an input. */
    static List<Tensor> gradients(
            List<Tensor> outputs, List<Tensor> inputs, List<Tensor> upstreams, GraphOption graph) {
        List<Tensor> found = Autograd.grad(outputs, inputs, upstreams, graph, GraphOption.ALLOW_UNUSED);
        List<Tensor> gradients = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = found.get(i);
            gradients.add(
                    gradient == null ? Tensor.zeros(DType.FLOAT64, inputs.get(i).shape()) : gradient);
        }
        return gradients;
    }

    /** Returns leaves with the elements and layouts of the tensors. */
    static List<Tensor> leaves(List<Tensor> tensors) {
        return tensors.stream().map(x -> x.detach().requiresGrad(true)).toList();
    }

    /** Returns leaves of the same shapes with fixed random values from [−1, 1). */
    static List<Tensor> randomLike(List<Tensor> tensors) {
        Rng rng = new Rng(SEED);
        return tensors.stream()
                .map(x -> Tensor.uniform(rng, DType.FLOAT64, -1, 1, x.shape().dims())
                        .requiresGrad(true))
                .toList();
    }
}

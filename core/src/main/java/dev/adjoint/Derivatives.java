package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Products with the Jacobian and the Hessian of a function of tensors, and both as a whole:
 *
 * <pre>{@code
 * Tensor h = Derivatives.hessian(x -> x.pow(3).sum(), Tensor.of(1.0, 2)); // [[6, 0], [0, 12]]
 * }</pre>
 *
 * <p>A function gets its inputs as fresh leaves and may use any other tensors that it captures; those get no gradients,
 * and their graph stays. It is called once, with recording on. Results are constants, without a graph. The derivative
 * by an input that the output does not depend on is 0. Names and shapes are those of {@code torch.autograd.functional}.
 */
public final class Derivatives {
    private Derivatives() {}

    /**
     * A vector times the Jacobian.
     *
     * @param output {@code f(x)}
     * @param gradients {@code vᵀ·J} for each input, of its shape
     */
    public record Vjp(Tensor output, List<Tensor> gradients) {}

    /**
     * The Jacobian times a vector.
     *
     * @param output {@code f(x)}
     * @param tangent {@code Σ_i J_i·v_i}, of the shape of the output
     */
    public record Jvp(Tensor output, Tensor tangent) {}

    /**
     * The Hessian times a vector.
     *
     * @param output {@code f(x)}, one element
     * @param products {@code Σ_j H_ij·v_j} for each input i, of its shape
     */
    public record Hvp(Tensor output, List<Tensor> products) {}

    /**
     * Returns {@code vᵀ·J} by one backward pass.
     *
     * @param upstream v, of the shape and type of the output
     * @throws IllegalArgumentException if the upstream does not fit, or a type carries no gradients
     */
    public static Vjp vjp(Function<List<Tensor>, Tensor> f, List<Tensor> inputs, Tensor upstream) {
        try (Autograd.Scope scope = Autograd.enableGrad()) {
            List<Tensor> leaves = leaves("vjp", inputs);
            Tensor output = output("vjp", f, leaves);
            return new Vjp(output.detach(), gradients(List.of(output), leaves, List.of(upstream)));
        }
    }

    /**
     * Returns {@code Σ_i J_i·v_i}, the derivative along the tangents v, by two backward passes.
     *
     * <p>The gradients {@code g(u) = uᵀ·J} are linear in the upstream u, so that their derivative by u, times v, is
     * {@code J·v}: exact, for every op whose gradient can be differentiated. Source: J. Townsend, "A new trick for
     * calculating Jacobian vector products" (2017).
     *
     * @param tangents one per input, of its shape and type
     * @throws IllegalArgumentException if the tangents do not fit, or a type carries no gradients
     */
    public static Jvp jvp(Function<List<Tensor>, Tensor> f, List<Tensor> inputs, List<Tensor> tangents) {
        checkVectors("jvp", "tangent", inputs, tangents);
        try (Autograd.Scope scope = Autograd.enableGrad()) {
            List<Tensor> leaves = leaves("jvp", inputs);
            Tensor output = output("jvp", f, leaves);
            Tensor upstream = zerosLike(output).requiresGrad(true);
            List<Tensor> linear = gradients(List.of(output), leaves, List.of(upstream), GraphOption.CREATE_GRAPH);
            Tensor tangent = gradients(linear, List.of(upstream), tangents).get(0);
            return new Jvp(output.detach(), tangent);
        }
    }

    /**
     * Returns {@code H·v} by two backward passes, without making H: the gradient of {@code ∇f·v}.
     *
     * @param f returns one element
     * @param vectors one per input, of its shape and type
     * @throws IllegalArgumentException if the vectors do not fit, f returns more than one element, or a type carries no
     *     gradients
     */
    public static Hvp hvp(Function<List<Tensor>, Tensor> f, List<Tensor> inputs, List<Tensor> vectors) {
        checkVectors("hvp", "vector", inputs, vectors);
        try (Autograd.Scope scope = Autograd.enableGrad()) {
            List<Tensor> leaves = leaves("hvp", inputs);
            Tensor output = single("hvp", output("hvp", f, leaves));
            return new Hvp(output.detach(), gradients(gradient(output, leaves), leaves, vectors));
        }
    }

    /**
     * Returns {@code ∂f/∂input} for each input, {@code [output shape…, input shape…]}; one backward pass for each
     * element of the output.
     *
     * @throws IllegalArgumentException if a type carries no gradients
     */
    public static List<Tensor> jacobian(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        try (Autograd.Scope scope = Autograd.enableGrad()) {
            List<Tensor> leaves = leaves("jacobian", inputs);
            return jacobian(output("jacobian", f, leaves), leaves);
        }
    }

    /** As {@link #jacobian(Function, List)}, for a function of one tensor. */
    public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor input) {
        return jacobian(x -> f.apply(x.get(0)), List.of(input)).get(0);
    }

    /**
     * Returns {@code ∂²f/∂input_i∂input_j} in row i and column j, {@code [shape of input i…, shape of input j…]}; one
     * backward pass for each element of the inputs.
     *
     * @param f returns one element
     * @throws IllegalArgumentException if f returns more than one element, or a type carries no gradients
     */
    public static List<List<Tensor>> hessian(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        try (Autograd.Scope scope = Autograd.enableGrad()) {
            List<Tensor> leaves = leaves("hessian", inputs);
            Tensor output = single("hessian", output("hessian", f, leaves));
            List<List<Tensor>> blocks = new ArrayList<>();
            for (Tensor gradient : gradient(output, leaves)) {
                blocks.add(jacobian(gradient, leaves));
            }
            return Collections.unmodifiableList(blocks);
        }
    }

    /** As {@link #hessian(Function, List)}, for a function of one tensor. */
    public static Tensor hessian(UnaryOperator<Tensor> f, Tensor input) {
        return hessian(x -> f.apply(x.get(0)), List.of(input)).get(0).get(0);
    }

    /** Returns the Jacobian of a computed output by each input, {@code [output shape…, input shape…]}. */
    static List<Tensor> jacobian(Tensor output, List<Tensor> inputs) {
        List<List<Tensor>> rows = new ArrayList<>();
        Tensor flat = output.reshape(output.size());
        for (int i = 0; i < output.size(); i++) {
            Tensor element = flat.select(0, i);
            rows.add(gradients(List.of(element), inputs, List.of(Upstream.one(element))));
        }
        return stacked(rows, output.shape(), inputs);
    }

    /** Returns for each input its gradients in all rows, {@code [row shape…, input shape…]}. */
    static List<Tensor> stacked(List<List<Tensor>> rows, Shape rowShape, List<Tensor> inputs) {
        List<Tensor> stacked = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            int column = i;
            Tensor input = inputs.get(i);
            Shape shape = join(rowShape, input.shape());
            Tensor[] parts = rows.stream().map(row -> row.get(column)).toArray(Tensor[]::new);
            stacked.add(
                    parts.length == 0
                            ? Tensor.zeros(input.dtype(), shape)
                            : Tensor.stack(0, parts).reshape(shape));
        }
        return Collections.unmodifiableList(stacked);
    }

    private static Shape join(Shape left, Shape right) {
        return Shape.of(IntStream.concat(IntStream.of(left.dims()), IntStream.of(right.dims()))
                .toArray());
    }

    /** Returns the gradients of one element by each input, recorded. */
    private static List<Tensor> gradient(Tensor output, List<Tensor> inputs) {
        return gradients(List.of(output), inputs, List.of(Upstream.one(output)), GraphOption.CREATE_GRAPH);
    }

    /** Returns {@link Autograd#grad}, with zeros for inputs that the outputs do not depend on; keeps the graph. */
    static List<Tensor> gradients(
            List<Tensor> outputs, List<Tensor> inputs, List<Tensor> upstreams, GraphOption... options) {
        GraphOption[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = GraphOption.ALLOW_UNUSED;
        all[options.length + 1] = GraphOption.RETAIN_GRAPH;
        List<Tensor> gradients = Autograd.grad(outputs, inputs, upstreams, all);
        for (int i = 0; i < gradients.size(); i++) {
            if (gradients.get(i) == null) {
                gradients.set(i, zerosLike(inputs.get(i)));
            }
        }
        return gradients;
    }

    private static Tensor zerosLike(Tensor tensor) {
        return Tensor.zeros(tensor.dtype(), tensor.shape());
    }

    private static List<Tensor> leaves(String op, List<Tensor> inputs) {
        inputs.forEach(input -> input.dtype().checkFloat(op));
        return inputs.stream().map(input -> input.detach().requiresGrad(true)).toList();
    }

    private static Tensor output(String op, Function<List<Tensor>, Tensor> f, List<Tensor> leaves) {
        Tensor output = f.apply(leaves);
        output.dtype().checkFloat(op);
        return output;
    }

    private static Tensor single(String op, Tensor output) {
        if (output.size() != 1) {
            throw new IllegalArgumentException(
                    op + ": the function must return one element, it returned shape " + output.shape());
        }
        return output;
    }

    private static void checkVectors(String op, String kind, List<Tensor> inputs, List<Tensor> vectors) {
        if (inputs.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    op + ": expects one " + kind + " per input, got " + vectors.size() + " for " + inputs.size());
        }
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = inputs.get(i);
            Tensor vector = vectors.get(i);
            if (!vector.shape().equals(input.shape()) || vector.dtype() != input.dtype()) {
                throw new IllegalArgumentException(op + ": " + kind + " " + i + " has shape " + vector.shape()
                        + " and type " + vector.dtype() + ", the input " + input.shape() + " and " + input.dtype());
            }
        }
    }
}

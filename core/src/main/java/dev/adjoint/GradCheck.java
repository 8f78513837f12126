package dev.adjoint;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradients that a backward pass computes with numeric ones, in {@code FLOAT64}.
 *
 * <pre>{@code
 * GradCheck.assertGradients(x -> x.get(0).matmul(x.get(1)), a, b);
 * }</pre>
 *
 * <p>Numeric derivatives are finite differences over five points around each value, so the function must be smooth
 * there: keep inputs away from kinks by more than two steps. If outputs times inputs are few, every entry of the
 * Jacobian is compared; if they are many, one random projection of it per input: {@code uᵀ J v} for random u and v. A
 * check of order 2 then does the same with the gradients themselves, as functions of the inputs and of the upstream
 * gradient, computed with {@link GraphOption#CREATE_GRAPH}.
 *
 * <p>The function gets the inputs as leaves with the elements and layouts of the given tensors, and may use any other
 * tensors, such as indices, that it captures. It must give the same output whenever it is called.
 *
 * <p>The idea of checking by one random projection, and of a second order as a check of the first-order gradient
 * function, is that of HIPS/autograd's {@code check_grads}.
 */
public final class GradCheck {
    private GradCheck() {}

    /**
     * How to check.
     *
     * @param order 1 for gradients, 2 for gradients of gradients as well
     * @param step the distance between the points of the finite differences, times max(1, |x|)
     * @param relativeTolerance the difference allowed, as a part of the larger magnitude of the two values
     * @param absoluteTolerance the difference allowed in addition
     * @param maxEntries the largest Jacobian to compare in full; larger ones are projected
     */
    public record Options(int order, double step, double relativeTolerance, double absoluteTolerance, int maxEntries) {
        /** First order, step 10⁻³, tolerances 10⁻⁶ and 10⁻⁸, up to 4096 entries in full. */
        public static final Options DEFAULT = new Options(1, 1e-3, 1e-6, 1e-8, 4096);

        /** Checks the numbers. */
        public Options {
            if (order < 1 || !(step > 0) || !(relativeTolerance >= 0) || !(absoluteTolerance >= 0) || maxEntries < 0) {
                throw new IllegalArgumentException("gradCheck: expects order >= 1, step > 0, tolerances >= 0 and "
                        + "maxEntries >= 0, got order " + order + ", step " + step + ", tolerances " + relativeTolerance
                        + " and " + absoluteTolerance + ", maxEntries " + maxEntries);
            }
        }

        /** Returns these options for another order. */
        public Options withOrder(int other) {
            return new Options(other, step, relativeTolerance, absoluteTolerance, maxEntries);
        }

        /** Returns these options for another step. */
        public Options withStep(double other) {
            return new Options(order, other, relativeTolerance, absoluteTolerance, maxEntries);
        }

        /** Returns these options with other tolerances. */
        public Options withTolerances(double relative, double absolute) {
            return new Options(order, step, relative, absolute, maxEntries);
        }

        /** Returns these options for another largest full Jacobian; 0 projects always. */
        public Options withMaxEntries(int other) {
            return new Options(order, step, relativeTolerance, absoluteTolerance, other);
        }
    }

    /**
     * One derivative, computed in both ways.
     *
     * @param order 1 for a gradient, 2 for a gradient of a gradient
     * @param output the number of the output: 0, or at order 2 the number of the input whose gradient it is
     * @param outputIndex the element of the output; empty for a scalar, null for a projection
     * @param input the number of the input; at order 2 the one after the last is the upstream gradient
     * @param inputIndex the element of the input; empty for a scalar, null for a projection
     * @param analytic the value from the backward pass
     * @param numeric the value from finite differences
     */
    public record Entry(
            int order,
            int output,
            @Nullable List<Integer> outputIndex,
            int input,
            @Nullable List<Integer> inputIndex,
            double analytic,
            double numeric) {
        /** Returns {@code |analytic − numeric|}. */
        public double absoluteError() {
            return analytic == numeric ? 0 : Math.abs(analytic - numeric);
        }

        /** Returns the absolute error as a part of the larger magnitude of the two values. */
        public double relativeError() {
            double error = absoluteError();
            return error == 0 ? 0 : error / Math.max(Math.abs(analytic), Math.abs(numeric));
        }

        private String place() {
            String of = order == 1 ? "output" : "gradient by input " + output;
            return outputIndex == null || inputIndex == null
                    ? "random projection for input " + input
                    : of + " at " + outputIndex + " by input " + input + " at " + inputIndex;
        }
    }

    /**
     * What a check found.
     *
     * @param op the ops of the function, the last one first
     * @param passed whether every entry is within the tolerances
     * @param entries how many derivatives were compared
     * @param worst the entry with the largest error for its tolerance, null if there was none to compare
     * @param options how it was checked
     */
    public record Report(
            String op,
            boolean passed,
            int entries,
            @Nullable Entry worst,
            Options options) {
        /** Returns op, place, both values and both errors, in a few lines. */
        @Override
        public String toString() {
            String head = "gradient check " + (passed ? "passed" : "failed") + " for " + op + ", " + entries
                    + (entries == 1 ? " entry" : " entries") + " compared";
            if (worst == null) {
                return head;
            }
            return head + "\n  worst entry: order " + worst.order + ", " + worst.place() + "\n  analytic "
                    + worst.analytic + ", numeric " + worst.numeric + "\n  absolute error " + worst.absoluteError()
                    + ", relative error " + worst.relativeError() + "; allowed " + options.absoluteTolerance + " + "
                    + options.relativeTolerance + " · the larger magnitude";
        }
    }

    /** Checks first-order gradients; see {@link #check(Options, Function, Tensor...)}. */
    public static Report check(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        return check(Options.DEFAULT, f, inputs);
    }

    /**
     * Compares analytic with numeric gradients of a function at the given inputs.
     *
     * @param f the function; its list has the inputs in their order
     * @param inputs {@code FLOAT64} leaves; they are not changed and get no {@code grad}
     * @throws IllegalArgumentException if an input, or the output of f, is not {@code FLOAT64}, or an input is no leaf
     */
    public static Report check(Options options, Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            checkInput(i, inputs[i]);
        }
        try (Autograd.Scope recording = Autograd.enableGrad()) {
            List<Tensor> leaves = GradientFunction.leaves(List.of(inputs));
            Tensor output = f.apply(leaves);
            if (output.dtype() != DType.FLOAT64) {
                throw new IllegalArgumentException("gradCheck: the output must be FLOAT64, got " + output.dtype());
            }
            GradientFunction function = arguments -> List.of(f.apply(arguments));
            JacobianCheck jacobian = new JacobianCheck(options);
            jacobian.run(1, function, leaves);
            for (int order = 2; order <= options.order && jacobian.passed(); order++) {
                List<Tensor> upstreams = GradientFunction.randomLike(function.apply(leaves));
                function = function.gradients(leaves.size());
                leaves = Stream.concat(leaves.stream(), upstreams.stream()).toList();
                jacobian.run(order, function, leaves);
            }
            return jacobian.report(OpNames.of(output));
        }
    }

    private static void checkInput(int i, Tensor input) {
        if (input.dtype() != DType.FLOAT64) {
            throw new IllegalArgumentException("gradCheck: input " + i + " must be FLOAT64, got " + input.dtype()
                    + "; convert it with to(DType.FLOAT64), or let the function capture it if no gradient is wanted");
        }
        if (!input.isLeaf()) {
            throw new IllegalArgumentException("gradCheck: input " + i + " must be a leaf, it was made by " + input.op()
                    + "; pass detach() of it");
        }
    }

    /** Checks first-order gradients and throws if they are wrong; see {@link #check(Options, Function, Tensor...)}. */
    public static void assertGradients(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        assertGradients(Options.DEFAULT, f, inputs);
    }

    /**
     * As {@link #check(Options, Function, Tensor...)}, but throws if the gradients are wrong.
     *
     * @throws IllegalArgumentException if there is nothing to compare
     * @throws AssertionError with the text of the report
     */
    public static void assertGradients(Options options, Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        Report report = check(options, f, inputs);
        if (report.entries == 0) {
            throw new IllegalArgumentException("gradient check: no input has elements, so nothing was compared");
        }
        if (!report.passed) {
            throw new AssertionError(report.toString());
        }
    }
}

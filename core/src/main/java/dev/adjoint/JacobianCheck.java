package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison behind {@link GradCheck}: entries of a Jacobian, analytic against numeric, and the worst so far. */
final class JacobianCheck {
    private final GradCheck.Options options;
    private boolean passed = true;
    private int entries;
    private double worstExcess = -1;
    private GradCheck.@Nullable Entry worst;

    JacobianCheck(GradCheck.Options options) {
        this.options = options;
    }

    boolean passed() {
        return passed;
    }

    GradCheck.Report report(String op) {
        return new GradCheck.Report(op, passed, entries, worst, options);
    }

    /** Compares the Jacobian of f at the leaves, in full if it is small. */
    void run(int order, GradientFunction f, List<Tensor> leaves) {
        List<Tensor> outputs = f.apply(leaves);
        if ((double) count(outputs) * count(leaves) <= options.maxEntries()) {
            full(order, f, leaves, outputs);
        } else {
            projected(order, f, leaves, outputs);
        }
    }

    private static long count(List<Tensor> tensors) {
        return tensors.stream().mapToLong(Tensor::size).sum();
    }

    private void full(int order, GradientFunction f, List<Tensor> leaves, List<Tensor> outputs) {
        double[][][] rows = analyticRows(leaves, outputs);
        for (int input = 0; input < leaves.size(); input++) {
            Shape shape = leaves.get(input).shape();
            for (int j = 0; j < shape.size(); j++) {
                double[] column = numericColumn(f, leaves, input, j);
                int row = 0;
                for (int output = 0; output < outputs.size(); output++) {
                    Shape outputShape = outputs.get(output).shape();
                    for (int i = 0; i < outputShape.size(); i++, row++) {
                        compare(new GradCheck.Entry(
                                order,
                                output,
                                index(outputShape, i),
                                input,
                                index(shape, j),
                                rows[row][input][j],
                                column[row]));
                    }
                }
            }
        }
    }

    /** Returns, for each element of the outputs and each input, the gradients: one backward pass per element. */
    private static double[][][] analyticRows(List<Tensor> leaves, List<Tensor> outputs) {
        List<double[][]> rows = new ArrayList<>();
        for (Tensor output : outputs) {
            for (int i = 0; i < output.size(); i++) {
                double[] one = new double[output.size()];
                one[i] = 1;
                List<Tensor> gradients = GradientFunction.gradients(
                        List.of(output), leaves, List.of(Tensor.wrap(one, output.shape())), GraphOption.RETAIN_GRAPH);
                rows.add(gradients.stream().map(Tensor::toDoubleArray).toArray(double[][]::new));
            }
        }
        return rows.toArray(double[][][]::new);
    }

    private double[] numericColumn(GradientFunction f, List<Tensor> leaves, int input, int place) {
        double[] x = leaves.get(input).toDoubleArray();
        double step = options.step() * Math.max(1, Math.abs(x[place]));
        return FiniteDifferences.derivative(
                t -> {
                    double[] moved = x.clone();
                    moved[place] += t;
                    return flat(f.apply(replaced(leaves, input, moved)));
                },
                step);
    }

    /** Compares {@code uᵀ J v} for fixed random u, v: for each input one number, with one backward pass in all. */
    private void projected(int order, GradientFunction f, List<Tensor> leaves, List<Tensor> outputs) {
        List<Tensor> upstreams = GradientFunction.randomLike(outputs);
        List<Tensor> directions = GradientFunction.randomLike(leaves);
        List<Tensor> gradients = GradientFunction.gradients(outputs, leaves, upstreams, GraphOption.RETAIN_GRAPH);
        double[] weights = flat(upstreams);
        for (int k = 0; k < leaves.size(); k++) {
            int input = k;
            double[] x = leaves.get(input).toDoubleArray();
            double[] direction = directions.get(input).toDoubleArray();
            double[] numeric = FiniteDifferences.derivative(
                    t -> {
                        double[] moved = x.clone();
                        Arrays.setAll(moved, j -> x[j] + t * direction[j]);
                        double[] y = flat(f.apply(replaced(leaves, input, moved)));
                        return new double[] {dot(weights, y)};
                    },
                    options.step());
            double analytic = dot(direction, gradients.get(input).toDoubleArray());
            compare(new GradCheck.Entry(order, 0, null, input, null, analytic, numeric[0]));
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Returns fresh leaves, one of them with other elements. */
    private static List<Tensor> replaced(List<Tensor> leaves, int input, double[] elements) {
        List<Tensor> changed = new ArrayList<>(GradientFunction.leaves(leaves));
        changed.set(input, Tensor.wrap(elements, leaves.get(input).shape()).requiresGrad(true));
        return changed;
    }

    private static double[] flat(List<Tensor> tensors) {
        return tensors.stream()
                .flatMapToDouble(x -> Arrays.stream(x.toDoubleArray()))
                .toArray();
    }

    private static List<Integer> index(Shape shape, int place) {
        Integer[] index = new Integer[shape.rank()];
        int rest = place;
        for (int i = index.length - 1; i >= 0; i--) {
            index[i] = rest % shape.dim(i);
            rest /= shape.dim(i);
        }
        return List.of(index);
    }

    private void compare(GradCheck.Entry entry) {
        entries++;
        double scale = Math.max(Math.abs(entry.analytic()), Math.abs(entry.numeric()));
        double allowed = options.absoluteTolerance() + options.relativeTolerance() * scale;
        double error = entry.absoluteError();
        double excess = error == 0 ? 0 : !Double.isFinite(error) ? Double.POSITIVE_INFINITY : error / allowed;
        passed &= excess <= 1;
        if (excess > worstExcess) {
            worstExcess = excess;
            worst = entry;
        }
    }
}

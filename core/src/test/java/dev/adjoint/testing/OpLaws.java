package dev.adjoint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.GraphOption;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What holds for every op. {@link #assertAll} puts an op of your own through all of it. */
public final class OpLaws {
    private OpLaws() {}

    /** Asserts every law. */
    public static void assertAll(OpCase op) {
        for (int order = 1; order <= op.order(); order++) {
            assertGradients(op, order);
        }
        assertGradientsFit(op);
        assertRecordingChangesNothing(op);
        assertFloat32LikeFloat64(op);
        assertViewsLikeCopies(op);
        assertErrorsAreInWords(op);
    }

    /**
     * The gradients are those that finite differences give; and of order 2, the gradients of the gradients.
     *
     * @return the number of derivatives compared
     */
    public static int assertGradients(OpCase op, int order) {
        int entries = 0;
        for (List<OpCase.Input> sample : op.samples()) {
            Tensor[] inputs = op.tensors(sample, DType.FLOAT64).toArray(Tensor[]::new);
            GradCheck.Report report =
                    GradCheck.check(GradCheck.Options.DEFAULT.withOrder(order), op.function(), inputs);
            assertThat(report.passed()).as("%s%n%s", op.on(sample), report).isTrue();
            entries += report.entries();
        }
        return entries;
    }

    /** Each input gets a gradient of its own shape and type, also where it was broadcast. */
    public static void assertGradientsFit(OpCase op) {
        for (List<OpCase.Input> sample : op.samples()) {
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                List<Tensor> inputs = op.tensors(sample, dtype);
                List<Tensor> gradients = run(op, inputs).gradients();
                for (int i = 0; i < inputs.size(); i++) {
                    assertThat(gradients.get(i).shape())
                            .as(op.on(sample))
                            .isEqualTo(inputs.get(i).shape());
                    assertThat(gradients.get(i).dtype()).as(op.on(sample)).isEqualTo(dtype);
                }
            }
        }
    }

    /**
     * The output does not depend on recording, nor do the gradients on whether they are recorded; inputs stay as they
     * are.
     */
    public static void assertRecordingChangesNothing(OpCase op) {
        for (List<OpCase.Input> sample : op.samples()) {
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                List<Tensor> inputs = op.tensors(sample, dtype);
                Result recorded = run(op, inputs);
                assertBits(op.on(sample) + " without recording", op.apply(inputs), recorded.output);
                if (op.order() > 1) {
                    Result again = run(op, inputs, GraphOption.CREATE_GRAPH);
                    double tolerance = dtype == DType.FLOAT32 ? 1e-5 : 1e-13;
                    assertClose(op.on(sample) + " with createGraph", again, recorded, tolerance);
                }
                List<Tensor> fresh = op.tensors(sample, dtype);
                for (int i = 0; i < inputs.size(); i++) {
                    assertBits(op.on(sample) + " input " + i + " afterwards", inputs.get(i), fresh.get(i));
                }
            }
        }
    }

    /** Output and gradients in {@code FLOAT32} are those in {@code FLOAT64}, to rounding. */
    public static void assertFloat32LikeFloat64(OpCase op) {
        for (List<OpCase.Input> sample : op.samples()) {
            Result exact = run(op, op.tensors(sample, DType.FLOAT64)).to(DType.FLOAT32);
            Result rounded = run(op, op.tensors(sample, DType.FLOAT32));
            assertClose(op.on(sample), rounded, exact, 1e-5);
        }
    }

    /** Output and gradients have the same bits however the elements lie in memory. */
    public static void assertViewsLikeCopies(OpCase op) {
        for (List<OpCase.Input> sample : op.samples()) {
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                for (Arrangement arrangement : Arrangement.values()) {
                    List<Tensor> views = op.tensors(sample, dtype).stream()
                            .map(arrangement::of)
                            .toList();
                    List<Tensor> copies = views.stream().map(Tensor::copy).toList();
                    Result got = run(op, views);
                    Result want = run(op, copies);
                    String what = op.on(sample) + " " + arrangement + " " + dtype;
                    assertBits(what, got.output, want.output);
                    for (int i = 0; i < views.size(); i++) {
                        assertBits(what + ", gradient " + i, got.gradients.get(i), want.gradients.get(i));
                    }
                }
            }
        }
    }

    /**
     * An input of another type or shape is taken, or refused by an {@link IllegalArgumentException} that names the op
     * and what came.
     */
    public static void assertErrorsAreInWords(OpCase op) {
        for (List<OpCase.Input> sample : op.samples()) {
            for (int i = 0; i < sample.size(); i++) {
                List<Tensor> inputs = op.tensors(sample, DType.FLOAT32);
                assertTakenOrRefused(
                        op, inputs, i, Tensor.zeros(DType.BOOL, inputs.get(i).shape()));
                assertTakenOrRefused(op, inputs, i, inputs.get(i).to(DType.FLOAT64));
                assertTakenOrRefused(op, inputs, i, Tensor.zeros(7, 11));
                assertTakenOrRefused(op, inputs, i, Tensor.zeros(13));
                assertTakenOrRefused(op, inputs, i, Tensor.zeros(3, 0, 2));
                assertTakenOrRefused(op, inputs, i, Tensor.zeros(2, 3, 1, 5, 4));
            }
        }
    }

    private static void assertTakenOrRefused(OpCase op, List<Tensor> inputs, int i, Tensor other) {
        List<Tensor> changed = new ArrayList<>(inputs);
        changed.set(i, other);
        try {
            op.apply(changed);
        } catch (RuntimeException e) {
            String what = op + " with input " + i + " of type " + other.dtype() + " and shape " + other.shape();
            assertThat(e).as(what).isInstanceOf(IllegalArgumentException.class);
            assertThat(e.getMessage()).as(what).matches("(?s)[a-zA-Z][\\w ]*: .*");
            String sizes = other.shape().toString().replaceAll("[\\[\\]]", "");
            assertThat(e.getMessage())
                    .as(what)
                    .containsPattern(other.dtype() + "|\\b(" + sizes.replace(", ", "|") + ")\\b");
        }
    }

    /**
     * Returns a number that all bits of outputs and gradients of an op enter, in both types: equal on every machine and
     * with every setting.
     */
    public static long bits(OpCase op) {
        long bits = 0;
        for (List<OpCase.Input> sample : op.samples()) {
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                Result result = run(op, op.tensors(sample, dtype));
                bits = 31 * bits + bits(result.output);
                for (Tensor gradient : result.gradients) {
                    bits = 31 * bits + bits(gradient);
                }
            }
        }
        return bits;
    }

    private static long bits(Tensor x) {
        long bits = 0;
        for (double value : x.toDoubleArray()) {
            long next = Double.doubleToLongBits(value);
            bits = 1_000_003 * bits + (next ^ next >>> 29);
        }
        return bits;
    }

    private record Result(Tensor output, List<Tensor> gradients) {
        Result to(DType dtype) {
            return new Result(
                    output.to(dtype), gradients.stream().map(g -> g.to(dtype)).toList());
        }
    }

    private static Result run(OpCase op, List<Tensor> inputs, GraphOption... options) {
        List<Tensor> leaves =
                inputs.stream().map(x -> x.detach().requiresGrad(true)).toList();
        Tensor output = op.apply(leaves);
        List<Tensor> gradients = Autograd.grad(List.of(output), leaves, List.of(OpCase.upstream(output)), options);
        return new Result(
                output.detach(), gradients.stream().map(Tensor::detach).toList());
    }

    private static void assertClose(String what, Result got, Result want, double tolerance) {
        List<Tensor> left = new ArrayList<>(got.gradients);
        List<Tensor> right = new ArrayList<>(want.gradients);
        left.add(got.output);
        right.add(want.output);
        for (int i = 0; i < left.size(); i++) {
            assertThat(left.get(i).allClose(right.get(i), tolerance, tolerance))
                    .as(
                            "%s, %s:%n%s%n%s",
                            what, i + 1 == left.size() ? "output" : "gradient " + i, left.get(i), right.get(i))
                    .isTrue();
        }
    }

    private static void assertBits(String what, Tensor got, Tensor want) {
        assertThat(got.bitEquals(want)).as("%s:%n%s%n%s", what, got, want).isTrue();
    }
}

package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.op.SliceOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of a tensor of which slices were taken: what a recorded pass sums up step by step. */
class UnslicedTest {
    private static Stream<Arguments> slices() {
        return Stream.of(
                Arguments.of("side by side", parts(x -> x.chunk(1, 3))),
                Arguments.of("side by side, not of one length", parts(x -> x.split(1, 40, 40, 16))),
                Arguments.of("one alone", parts(x -> List.of(x.narrow(1, 16, 40)))),
                Arguments.of("with gaps", parts(x -> List.of(x.narrow(1, 8, 16), x.narrow(1, 64, 8)))),
                Arguments.of(
                        "over each other",
                        parts(x -> List.of(x.narrow(1, 0, 56), x.narrow(1, 24, 72), x.slice(1, 0, 96, 1)))),
                Arguments.of("the same twice", parts(x -> List.of(x.narrow(1, 8, 30), x.narrow(1, 8, 30)))),
                Arguments.of(
                        "the same twice, later",
                        parts(x -> List.of(x.narrow(1, 0, 8), x.narrow(1, 8, 30), x.narrow(1, 8, 30)))),
                Arguments.of("with steps", parts(x -> List.of(x.slice(1, 0, 96, 2), x.slice(1, 1, 96, 3)))),
                Arguments.of("along the first", parts(x -> List.of(x.select(0, 5), x.select(0, 0), x.select(0, 5)))),
                Arguments.of("along the last", parts(x -> List.of(x.select(-1, 3), x.select(-1, 0)))),
                Arguments.of(
                        "along two", parts(x -> List.of(x.narrow(0, 1, 2), x.narrow(1, 8, 16), x.narrow(0, 0, 2)))),
                Arguments.of("with none", parts(x -> List.of(x.narrow(1, 32, 0), x.narrow(1, 32, 16)))),
                Arguments.of(
                        "transposed", parts(x -> List.of(x.narrow(1, 0, 48).transpose(0, 1), x.narrow(1, 48, 48)))),
                Arguments.of("with the whole", parts(x -> List.of(x.narrow(1, 0, 48), x, x.narrow(1, 48, 48)))));
    }

    private static Function<Tensor, List<Tensor>> parts(Function<Tensor, List<Tensor>> parts) {
        return parts;
    }

    private static final double[] ODD = {-0.0, 0, 0.1, Double.POSITIVE_INFINITY, -1e-3, Double.NaN, 1e30, 3};

    /** The sum of all parts, each times numbers that come in turn. */
    private static Tensor loss(List<Tensor> parts, double... odd) {
        Tensor sum = Tensor.zeros(parts.get(0).dtype());
        for (int k = 0; k < parts.size(); k++) {
            Tensor part = parts.get(k);
            double[] factors = new double[part.size()];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = odd[(i * (k + 3) + k) % odd.length];
            }
            sum = sum.add(part.mul(Tensor.of(factors).to(part.dtype()).reshape(part.shape()))
                    .sum());
        }
        return sum;
    }

    private static long[] bits(Tensor x) {
        return Arrays.stream(x.to(DType.FLOAT64).toDoubleArray())
                .mapToLong(Double::doubleToLongBits)
                .toArray();
    }

    private static Tensor leaf(DType dtype) {
        Rng.seed(1);
        return Tensor.randn(7, 96).to(dtype).requiresGrad(true);
    }

    private static long[] gradient(
            Function<Tensor, List<Tensor>> parts, DType dtype, boolean below, double[] odd, GraphOption... options) {
        Tensor x = leaf(dtype);
        Tensor loss = loss(parts.apply(below ? x.mul(1) : x), odd);
        return bits(Autograd.grad(loss, List.of(x), options).get(0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slices")
    void theElementsAreThoseOfARecordedPass(String name, Function<Tensor, List<Tensor>> parts) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (double[] odd : new double[][] {ODD, {-0.0}}) {
                for (boolean below : new boolean[] {false, true}) {
                    long[] recorded = gradient(parts, dtype, below, odd, GraphOption.CREATE_GRAPH);
                    assertThat(gradient(parts, dtype, below, odd)).isEqualTo(recorded);
                    assertThat(inAWorkspace(parts, dtype, below, odd)).isEqualTo(recorded);
                    try (Fusion fusion = Autograd.fuse()) {
                        assertThat(gradient(parts, dtype, below, odd)).isEqualTo(recorded);
                    }
                }
            }
        }
    }

    private static long[] inAWorkspace(Function<Tensor, List<Tensor>> parts, DType dtype, boolean below, double[] odd) {
        Workspace workspace = new Workspace(true);
        Tensor x = leaf(dtype);
        long[] bits = {};
        for (int i = 0; i < 2; i++) { // the second time with arrays that are poisoned
            try (Workspace.Step step = workspace.step()) {
                x.zeroGrad();
                loss(parts.apply(below ? x.mul(1) : x), odd).backward();
                bits = bits(x.grad());
            }
        }
        return bits;
    }

    @Test
    void whoReadsAPartOnItsWayChangesNothing() {
        List<Function<Tensor, List<Tensor>>> some = new ArrayList<>();
        some.add(x -> x.chunk(1, 3));
        some.add(x -> List.of(x.narrow(1, 0, 56), x.narrow(1, 60, 9), x.narrow(1, 1, 80)));
        for (Function<Tensor, List<Tensor>> parts : some) {
            Tensor x = leaf(DType.FLOAT32);
            Tensor y = x.mul(1);
            try (BackwardSteps steps = loss(parts.apply(y), ODD).backwardSteps()) {
                while (steps.hasNext()) {
                    for (BackwardStep.ToInput to : steps.next().inputs()) {
                        if (to.soFar() != null) {
                            bits(to.soFar());
                        }
                    }
                }
            }
            assertThat(bits(x.grad())).isEqualTo(gradient(parts, DType.FLOAT32, true, ODD));
        }
    }

    @Test
    void anUpstreamThatIsChangedInPlaceIsNoticed() {
        Tensor mine = Tensor.full(2, 7, 32);
        List<Tensor> parts = leaf(DType.FLOAT32).mul(1).chunk(1, 3);
        boolean[] given = {false};
        GradientHook hook = gradient -> {
            if (given[0]) {
                mine.update(v -> v + 1);
            }
            given[0] = true;
            return mine;
        };
        parts.get(0).registerHook(hook);
        parts.get(2).registerHook(hook);
        Tensor loss = parts.get(0).sum().add(parts.get(2).sum());
        assertThatIllegalStateException()
                .isThrownBy(loss::backward)
                .withMessage("slice: the upstream gradient of shape [7, 32] was changed in place before the gradient of"
                        + " the input was computed; change a copy");
    }

    @Test
    void anUpstreamThatDoesNotFitIsRefused() {
        SliceOp op = new SliceOp(1, 0, 1, 6);
        op.apply(leaf(DType.FLOAT32));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> op.backward(Tensor.zeros(7, 5)))
                .withMessage("slice: the upstream gradient has shape [7, 5] and type FLOAT32, the output [7, 6] and"
                        + " FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> op.backward(Tensor.zeros(DType.FLOAT64, 7, 6)))
                .withMessage("slice: the upstream gradient has shape [7, 6] and type FLOAT64, the output [7, 6] and"
                        + " FLOAT32");
    }

    @Test
    void hooksAndRetainedGradientsGetTheSum() {
        for (boolean hooked : new boolean[] {false, true}) {
            Tensor x = leaf(DType.FLOAT32);
            Tensor y = x.mul(1);
            y.retainGrad();
            List<long[]> seen = new ArrayList<>();
            if (hooked) {
                x.registerHook(gradient -> {
                    seen.add(bits(gradient));
                    return gradient;
                });
            }
            List<Tensor> parts = new ArrayList<>(y.chunk(1, 3));
            parts.addAll(x.chunk(1, 2));
            loss(parts, ODD).backward();
            Tensor again = leaf(DType.FLOAT32);
            List<Tensor> others = new ArrayList<>(again.mul(1).chunk(1, 3));
            others.addAll(again.chunk(1, 2));
            Tensor recorded = Autograd.grad(loss(others, ODD), again, GraphOption.CREATE_GRAPH);
            assertThat(bits(x.grad())).isEqualTo(bits(recorded));
            assertThat(bits(y.grad())).isEqualTo(gradient(z -> z.chunk(1, 3), DType.FLOAT32, true, ODD));
            if (hooked) {
                assertThat(seen).hasSize(1);
                assertThat(seen.get(0)).isEqualTo(bits(recorded));
            }
        }
    }

    @Test
    void chainsMayBeDeeperThanAStack() {
        for (boolean fused : new boolean[] {false, true}) {
            Tensor x = leaf(DType.FLOAT32);
            try (Fusion fusion = fused ? Autograd.fuse() : null) {
                Tensor y = x;
                for (int i = 0; i < 10_000; i++) {
                    y = y.narrow(0, 0, 7);
                    y = i % 10 == 0 ? y.mul(1) : y;
                }
                y.sum().backward();
            }
            assertThat(x.grad().toFloatArray()).containsOnly(1);
        }
    }
}

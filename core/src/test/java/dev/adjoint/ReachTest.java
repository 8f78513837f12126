package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No path is more than a gradient of 0: what a mask leaves out does not turn into NaN. */
class ReachTest {
    private static final Tensor ZERO = Tensor.scalar(DType.FLOAT64, 0);

    private final Tensor x = Tensor.of(0.0, 4.0, 9.0).requiresGrad(true);

    static Stream<Arguments> badAtZero() {
        return Stream.of(
                branch("sqrt", Tensor::sqrt),
                branch("rsqrt", Tensor::rsqrt),
                branch("log", Tensor::log),
                branch("a chain", t -> t.neg().neg().log().mul(3).exp().log()),
                branch("division", t -> t.rdiv(1)),
                branch("division of two", t -> t.div(t)),
                branch("pow", t -> t.pow(0.3)),
                branch("pow of two", t -> t.pow(t.rdiv(1))),
                branch("atan2", t -> t.atan2(t)),
                branch("conversion", t -> t.to(DType.FLOAT32).sqrt().to(DType.FLOAT64)),
                branch(
                        "function of one's own",
                        t -> t.map(Math::sqrt, v -> 0.5 / Math.sqrt(v), v -> -0.25 * Math.pow(v, -1.5))),
                branch("an inner mask", t -> t.gt(100).where(t.log(), t.sqrt())));
    }

    private static Arguments branch(String name, UnaryOperator<Tensor> f) {
        return Arguments.of(name, f);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAtZero")
    void aMaskedBranchGetsZero(String name, UnaryOperator<Tensor> f) {
        List<Tensor> masked = derivatives(x, x.gt(0).where(f.apply(x), ZERO));
        List<Tensor> filled = derivatives(x, f.apply(x).maskedFill(x.le(0), 0));
        Tensor positive = Tensor.of(4.0, 9.0).requiresGrad(true);
        List<Tensor> alone = derivatives(positive, f.apply(positive));

        for (int order = 0; order < 2; order++) {
            Tensor want = Tensor.concat(0, Tensor.of(0.0), alone.get(order));
            assertThat(masked.get(order).toDoubleArray())
                    .as("where, order %d", order + 1)
                    .isEqualTo(want.toDoubleArray());
            assertThat(filled.get(order).toDoubleArray())
                    .as("fill, order %d", order + 1)
                    .isEqualTo(want.toDoubleArray());
        }
    }

    private static List<Tensor> derivatives(Tensor x, Tensor y) {
        Tensor first = Autograd.grad(y.sum(), x, GraphOption.CREATE_GRAPH);
        return List.of(first.detach(), Autograd.grad(first.sum(), x));
    }

    @Test
    void theOtherBranchIsMaskedToo() {
        x.le(0).where(ZERO, x.sqrt()).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(0, 0.25, 1.0 / 6);
    }

    @Test
    void anElementThatWasBroadcastIsReachedByAnyOfItsUses() {
        Tensor mask = Tensor.of(new boolean[] {false, true, false, false, true, true}, 2, 3);
        mask.where(x.sqrt(), ZERO).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(0, 0.5, 1.0 / 6);
    }

    @Test
    void aUseWithoutMaskCounts() {
        Tensor root = x.sqrt();
        x.gt(0).where(root, ZERO).add(root).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(Double.POSITIVE_INFINITY, 0.5, 1.0 / 3);
    }

    @Test
    void theUnionOfTwoMasksCounts() {
        Tensor root = x.sqrt();
        Tensor low = x.gt(0).where(root, ZERO);
        Tensor high = x.gt(5).where(root, ZERO);
        low.add(high).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(0, 0.25, 1.0 / 3);
    }

    @Test
    void aProductWithZeroIsNoMask() {
        x.sqrt().mul(x.gt(0).to(DType.FLOAT64)).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(Double.NaN, 0.25, 1.0 / 6);
    }

    @Test
    void aReductionInBetweenEndsIt() {
        Tensor roots = x.unsqueeze(1).sqrt().sum(1);
        x.gt(0).where(roots, ZERO).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsExactly(Double.NaN, 0.25, 1.0 / 6);
    }

    @Test
    void nanThatAPathLeadsToStays() {
        x.ge(0).where(x.mul(Double.NaN), ZERO).sum().backward();
        assertThat(x.grad().toDoubleArray()).containsOnly(Double.NaN);
    }

    @Test
    void aGradientThatIsKeptIsMasked() {
        Tensor root = x.sqrt().retainGrad();
        x.gt(0).where(root, ZERO).sum().backward();
        assertThat(root.grad().toDoubleArray()).containsExactly(0, 1, 1);
        assertThat(x.grad().toDoubleArray()).containsExactly(0, 0.25, 1.0 / 6);
    }
}

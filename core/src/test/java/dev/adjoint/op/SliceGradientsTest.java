package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of slices that are joined in one go have the bits of those that are filled up with zeros and added. */
class SliceGradientsTest {
    private static final long SEED = 23;

    /** Parts of a tensor {@code [6, 5, 4]}, whose elements are weighed and summed. */
    private record Use(String name, Function<Tensor, List<Tensor>> parts) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Use> uses() {
        return Stream.of(
                new Use("chunks", x -> x.chunk(-1, 2)),
                new Use("chunks of rows", x -> x.chunk(0, 4)),
                new Use("chunks in between", x -> x.chunk(1, 3)),
                new Use("in any order", x -> List.of(x.narrow(1, 3, 2), x.narrow(1, 0, 2), x.narrow(1, 2, 1))),
                new Use("with gaps", x -> List.of(x.narrow(0, 4, 1), x.narrow(0, 1, 2))),
                new Use("one", x -> List.of(x.narrow(2, 1, 2))),
                new Use("empty ones", x -> List.of(x.narrow(2, 1, 0), x.narrow(2, 3, 1), x.narrow(2, 3, 0))),
                new Use("overlapping", x -> List.of(x.narrow(2, 0, 3), x.narrow(2, 2, 2), x.narrow(2, 3, 1))),
                new Use("of two dimensions", x -> List.of(x.narrow(0, 0, 3), x.narrow(1, 0, 2), x.narrow(0, 3, 3))),
                new Use("every other", x -> List.of(x.slice(0, 0, 6, 2), x.slice(0, 1, 6, 2))),
                new Use("selected", x -> List.of(x.select(0, 2), x.select(0, 0), x.select(0, 2), x.select(0, 5))),
                new Use("transposed", x -> x.transpose(0, 2).chunk(1, 5)),
                new Use("and the whole", x -> List.of(x.narrow(0, 0, 3), x, x.narrow(0, 3, 3))),
                new Use("the whole first", x -> List.of(x, x.narrow(0, 3, 3), x.narrow(0, 0, 3))),
                new Use(
                        "negated",
                        x -> List.of(
                                x.narrow(0, 0, 3).neg(),
                                x.neg(),
                                x.narrow(0, 3, 3).neg())));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void areThoseOfTheSum(Use use) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor joined = leaf(dtype);
            loss(use, joined).backward();
            Tensor summed = leaf(dtype);
            loss(use, summed).backward(GraphOption.CREATE_GRAPH);
            assertSameBits(gradient(joined), gradient(summed));
            assertSameBits(Autograd.grad(loss(use, joined), joined), gradient(summed));
        }
    }

    @Test
    void hooksOfSlicesAndOfTheTensorSeeTheirGradients() {
        Tensor leaf = leaf(DType.FLOAT32);
        Tensor x = leaf.mul(1);
        List<Tensor> seen = new ArrayList<>();
        x.registerHook(gradient -> {
            seen.add(gradient);
            return null;
        });
        List<Tensor> parts = x.chunk(0, 2);
        parts.get(0).registerHook(gradient -> gradient.mul(2));
        parts.get(0).sum().add(parts.get(1).sum()).backward();

        Tensor expected = Tensor.concat(0, Tensor.full(2, 3, 5, 4), Tensor.ones(3, 5, 4));
        assertSameBits(gradient(leaf), expected);
        assertThat(seen).hasSize(1);
        assertSameBits(seen.get(0), expected);
    }

    @Test
    void aRetainedGraphGivesThemAgain() {
        Tensor leaf = leaf(DType.FLOAT32);
        Tensor loss = loss(new Use("chunks", x -> x.chunk(-1, 2)), leaf);
        loss.backward(GraphOption.RETAIN_GRAPH);
        Tensor once = gradient(leaf).copy();
        leaf.zeroGrad();
        loss.backward();
        assertSameBits(gradient(leaf), once);
    }

    @Test
    void threadsShareLargeOnes() {
        Tensor leaf = Tensor.zeros(1000, 600).requiresGrad(true);
        Tensor weights = Tensor.randn(1000, 600);
        List<Tensor> parts = leaf.mul(1).chunk(1, 3);
        Tensor loss =
                Tensor.concat(1, parts.toArray(Tensor[]::new)).mul(weights).sum();
        loss.backward();
        assertSameBits(gradient(leaf), weights);
    }

    private static Tensor leaf(DType dtype) {
        return Tensor.zeros(dtype, 6, 5, 4).requiresGrad(true);
    }

    /** Weighs all elements differently, some with what the sum with zeros changes or must not change. */
    private static Tensor loss(Use use, Tensor leaf) {
        Rng.seed(SEED);
        Tensor loss = Tensor.scalar(leaf.dtype(), 0);
        for (Tensor part : use.parts().apply(leaf.mul(1))) {
            Tensor weights = Tensor.randn(part.shape().dims()).to(part.dtype());
            Tensor special = weights.gt(1).where(Tensor.scalar(part.dtype(), -0.0), weights);
            special = weights.lt(-2).where(Tensor.scalar(part.dtype(), Double.NaN), special);
            loss = loss.add(part.mul(special).sum());
        }
        return loss;
    }

    private static Tensor gradient(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad());
    }

    private static void assertSameBits(Tensor got, Tensor expected) {
        assertThat(got.shape()).isEqualTo(expected.shape());
        assertThat(got.to(DType.FLOAT64).toDoubleArray())
                .isEqualTo(expected.to(DType.FLOAT64).toDoubleArray());
    }
}

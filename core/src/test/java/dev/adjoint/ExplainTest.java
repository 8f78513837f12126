package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private final Tensor x = Tensor.scalar(DType.FLOAT64, 3).requiresGrad(true);

    @Test
    void eachUseIsAPathLargestFirst() {
        Explain explain = Explain.of(x.mul(2).sub(x.mul(x)), x);

        assertThat(explain.gradient()).isEqualTo(-4);
        assertThat(contributions(explain)).containsExactly(-3.0, -3.0, 2.0);
        assertThat(explain.isComplete()).isTrue();
        assertThat(explain.other()).isZero();
        assertThat(x.grad()).isNull();
    }

    @Test
    void aPathShowsValuesAndWhatFlowsAlongIt() {
        Explain explain = Explain.of(x.square().add(x.mul(2)), x);

        assertThat(explain).hasToString("""
                d loss / d w = 8, by 2 paths
                1) 6, 75 %
                     loss = add []: 15; gradient 1
                     pow [], input 0: 9; gradient 1
                     w [], input 0: 3; gradient 6
                2) 2, 25 %
                     loss = add []: 15; gradient 1
                     mul [], input 1: 6; gradient 1
                     w [], input 0: 3; gradient 2""");
    }

    @Test
    void thePathsOfANetworkWithSharedWeightsSumToTheGradient() {
        Rng rng = new Rng(1);
        Tensor w = Tensor.randn(rng, DType.FLOAT64, 4, 4).requiresGrad(true);
        Tensor in = Tensor.randn(rng, DType.FLOAT64, 5, 4);
        Tensor h = in.linear(w, null).tanh();
        Tensor out = h.linear(w, null).add(h).sigmoid();
        Tensor loss = out.square().mean();
        loss.backward(GraphOption.RETAIN_GRAPH);

        for (int row = 0; row < 4; row++) {
            Explain explain = Explain.of(loss, w, row, -1);
            assertThat(explain.gradient())
                    .isEqualTo(Objects.requireNonNull(w.grad()).get(row, -1));
            assertThat(explain.paths()).hasSize(3);
            assertThat(sum(explain)).isCloseTo(explain.gradient(), within(1e-12));
        }
    }

    @Test
    void ofTooManyPathsTheRestIsSummed() {
        Tensor z = x;
        for (int i = 0; i < 60; i++) {
            z = z.mul(0.25).add(z.mul(0.75));
        }
        Explain explain = Explain.of(z, x);

        assertThat(explain.isComplete()).isFalse();
        assertThat(explain.paths()).hasSize(20);
        assertThat(explain.paths().get(0).contribution()).isCloseTo(Math.pow(0.75, 60), within(1e-12));
        assertThat(sum(explain)).isCloseTo(1, within(1e-12));
        assertThat(explain.toString()).contains("by 20 paths and others").contains("other paths, summed) 1, 100 %");
    }

    @Test
    void aLongChainIsOnePath() {
        Tensor z = x;
        for (int i = 0; i < 10_000; i++) {
            z = z.neg();
        }
        Explain explain = Explain.of(z, x);

        assertThat(explain.paths()).hasSize(1);
        assertThat(explain.paths().get(0).links()).hasSize(10_001);
        assertThat(contributions(explain)).containsExactly(1.0);
    }

    @Test
    void explainsResultsOfOpsAndTheLossItself() {
        Tensor y = x.square();
        Tensor loss = y.mul(y);
        assertThat(contributions(Explain.of(loss, y))).containsExactly(9.0, 9.0);
        assertThat(contributions(Explain.of(loss, loss))).containsExactly(1.0);
    }

    @Test
    void elementsThatNoPathLeadsToStayZero() {
        Tensor v = Tensor.of(0.0, 4).requiresGrad(true);
        Tensor roots = v.gt(1).where(v.sqrt(), Tensor.of(0.0, 0));
        Explain explain = Explain.of(roots.add(v).sum(), v, 0);

        assertThat(explain.gradient()).isEqualTo(1);
        assertThat(contributions(explain)).containsExactly(1.0, 0.0);
    }

    @Test
    void hooksAreNotCalled() {
        List<Tensor> seen = new ArrayList<>();
        GradientHook hook = gradient -> {
            seen.add(gradient);
            return gradient.mul(7);
        };
        Tensor y = x.square();
        y.registerHook(hook);
        x.registerHook(hook);
        Explain explain = Explain.of(y, x);

        assertThat(explain.gradient()).isEqualTo(6);
        assertThat(seen).isEmpty();
    }

    @Test
    void refusesWhatHasNoAnswer() {
        Tensor other = Tensor.of(1.0).requiresGrad(true);
        assertThatIllegalStateException()
                .isThrownBy(() -> Explain.of(x.square(), other, 0))
                .withMessage("explain: the result of pow of shape [] does not depend on the leaf of shape [1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Explain.of(x.square(), Tensor.of(1.0), 0))
                .withMessageContaining("does not require gradients");
        assertThatIllegalArgumentException().isThrownBy(() -> Explain.of(x.square(), x, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Explain.of(Tensor.of(1.0, 2), x));
    }

    private static List<Double> contributions(Explain explain) {
        return explain.paths().stream().map(Explain.Path::contribution).toList();
    }

    private static double sum(Explain explain) {
        return contributions(explain).stream().mapToDouble(d -> d).sum() + explain.other();
    }
}

package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class KlDivLossTest {
    private final Tensor p = Tensor.of(new double[] {0.5, 0.5, 0.9, 0.1}, 2, 2);
    private final Tensor q = Tensor.of(new double[] {0.25, 0.75, 0.9, 0.1}, 2, 2);

    @Test
    void theBatchMeanIsTheDivergence() {
        double divergence = 0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75);
        KlDivLoss loss = new KlDivLoss().withReduction(Reduction.BATCH_MEAN);

        assertThat(loss.apply(q.log(), p).item()).isEqualTo(divergence / 2, within(1e-15));
        assertThat(loss.withLogTarget(true).apply(q.log(), p.log()).item()).isEqualTo(divergence / 2, within(1e-15));
    }

    @Test
    void aTargetOfZeroCostsNothing() {
        Tensor losses = new KlDivLoss().withReduction(Reduction.NONE).apply(Tensor.of(-1.0, -2), Tensor.of(0.0, 1));

        assertThat(losses.toDoubleArray()).containsExactly(new double[] {0, 2}, within(0.0));
    }

    @Test
    void withoutABatchTheBatchMeanIsTheSum() {
        KlDivLoss loss = new KlDivLoss().withReduction(Reduction.BATCH_MEAN);

        assertThat(loss.apply(Tensor.scalar(-3), Tensor.scalar(1)).item()).isEqualTo(3);
    }
}

package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Momenta and groups; the rates are those of the conformance cases. */
class CyclicLrTest {
    /** The numbers are PyTorch's. */
    @Test
    void theMomentumGoesDownWhileTheRateGoesUp() {
        Sgd optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1).momentum(0.5);
        LrScheduler scheduler =
                new CyclicLr(optimizer, 0.1, 0.5).stepSizes(2, 3).mode(CyclicLr.Mode.TRIANGULAR2);
        double[][] expected = {
            {0.1, 0.9},
            {0.29999999999999993, 0.8500000000000001},
            {0.4999999999999999, 0.8},
            {0.3666666666666666, 0.8333333333333334},
            {0.2333333333333333, 0.8666666666666667},
            {0.1, 0.9},
            {0.2000000000000001, 0.875},
            {0.29999999999999993, 0.8500000000000001},
            {0.2333333333333333, 0.8666666666666667},
            {0.16666666666666674, 0.8833333333333333},
            {0.1, 0.9},
            {0.15000000000000005, 0.8875000000000001}
        };
        for (double[] row : expected) {
            ParameterGroup group = optimizer.groups().get(0);
            assertThat(group.lr()).isEqualTo(row[0], within(1e-14));
            assertThat(group.get(Setting.MOMENTUM)).isEqualTo(row[1], within(1e-14));
            scheduler.step();
        }
    }

    @Test
    void aMomentumThatIsRefusedLeavesTheRatesToo() {
        Sgd optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1).momentum(0.5);
        LrScheduler scheduler = new CyclicLr(optimizer, 0.1, 0.5)
                .stepSizes(1, 1)
                .mode(CyclicLr.Mode.EXP_RANGE)
                .gamma(10);
        assertThatIllegalArgumentException()
                .isThrownBy(scheduler::step)
                .withMessageStartingWith("CyclicLr: momentum must be finite and >= 0, got -0.09");
        ParameterGroup group = optimizer.groups().get(0);
        assertThat(group.lr()).isEqualTo(0.1);
        assertThat(group.get(Setting.MOMENTUM)).isEqualTo(0.9);
        assertThat(scheduler.epoch()).isZero();
    }

    @Test
    void groupsHaveTheirOwnBoundsAndMomenta() {
        Optimizer optimizer = LrSchedulerTest.twoGroups(1, 1);
        LrScheduler scheduler = new CyclicLr(optimizer, new double[] {0, 0.5}, new double[] {1})
                .stepSizes(2, 2)
                .baseMomentum(0.5, 0.25)
                .maxMomentum(0.75);
        assertThat(optimizer.groups()).extracting(ParameterGroup::lr).containsExactly(0.0, 0.5);
        scheduler.step();
        scheduler.step();
        assertThat(optimizer.groups()).extracting(ParameterGroup::lr).containsExactly(1.0, 1.0);
        assertThat(optimizer.groups())
                .extracting(group -> group.get(Setting.MOMENTUM))
                .containsExactly(0.5, 0.25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CyclicLr(optimizer, 0, 1).baseMomentum(0.1, 0.2, 0.3))
                .withMessage("CyclicLr: baseMomentum must be one number or one for each of 2 groups, got 3");
    }
}

package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Momenta, groups and the end; the rates are those of the conformance cases. */
class OneCycleLrTest {
    private static final double CLOSE = 1e-14;

    /** The numbers are PyTorch's. */
    @Test
    void beta1GoesDownWhileTheRateGoesUp() {
        Optimizer optimizer = new Adam(List.of(LrSchedulerTest.parameter()));
        LrScheduler scheduler = new OneCycleLr(optimizer, 0.1, 10);
        double[][] expected = {
            {0.0040000000000000036, 0.95},
            {0.052000000000000005, 0.8999999999999999},
            {0.1, 0.85},
            {0.09504846320134738, 0.854951556604879},
            {0.0811745653949763, 0.8688255099070633},
            {0.06112620219362893, 0.8888739533021842},
            {0.03887419780637107, 0.9111260466978157},
            {0.0188258346050237, 0.9311744900929366},
            {0.004951936798652629, 0.945048443395121},
            {4e-07, 0.95}
        };
        for (int step = 0; step < expected.length; step++) {
            ParameterGroup group = optimizer.groups().get(0);
            assertThat(group.lr()).isEqualTo(expected[step][0], within(CLOSE));
            assertThat(group.get(Setting.BETA1)).isEqualTo(expected[step][1], within(CLOSE));
            scheduler.step();
        }
    }

    /** The numbers are PyTorch's. */
    @Test
    void groupsHaveTheirOwnPeaks() {
        Optimizer optimizer = LrSchedulerTest.twoGroups(1, 0.1);
        LrScheduler scheduler = new OneCycleLr(optimizer, new double[] {0.4, 0.2}, 6)
                .threePhase(true)
                .anneal(OneCycleLr.Anneal.LINEAR);
        double[][] expected = {
            {0.016, 0.95},
            {0.30399999999999994, 0.875},
            {0.014117835294117646, 0.95},
            {0.009412423529411764, 0.95},
            {0.0047070117647058825, 0.95},
            {1.6000000000009063e-06, 0.95}
        };
        for (double[] row : expected) {
            assertThat(optimizer.groups().get(0).lr()).isEqualTo(row[0], within(CLOSE));
            assertThat(optimizer.groups().get(1).lr()).isEqualTo(row[0] / 2, within(CLOSE));
            assertThat(optimizer.groups().get(1).get(Setting.MOMENTUM)).isEqualTo(row[1], within(CLOSE));
            scheduler.step();
        }
    }

    @Test
    void oneStepAfterTheLastKeepsTheRateAndAnotherIsAnError() {
        Optimizer optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1);
        LrScheduler scheduler = new OneCycleLr(optimizer, 0.1, 4).anneal(OneCycleLr.Anneal.LINEAR);
        for (int step = 0; step < 4; step++) {
            scheduler.step();
        }
        assertThat(optimizer.lr()).isEqualTo(0.1 / 25 / 1e4, within(1e-16));
        assertThatIllegalStateException()
                .isThrownBy(scheduler::step)
                .withMessage("OneCycleLr: the cycle of 4 steps is over, step 5 was asked for");
        assertThat(scheduler.epoch()).isEqualTo(4);
    }

    @Test
    void aRiseOfOneStepBeginsAtThePeak() {
        Optimizer optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1);
        new OneCycleLr(optimizer, 0.1, 4).pctStart(0.25);
        assertThat(optimizer.lr()).isEqualTo(0.1);
    }

    @Test
    void theMomentumComesBackIfItShallNotCycle() {
        Sgd optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1).momentum(0.3);
        OneCycleLr scheduler = new OneCycleLr(optimizer, 0.1, 4).maxMomentum(0.8);
        assertThat(optimizer.groups().get(0).get(Setting.MOMENTUM)).isEqualTo(0.8);
        scheduler.cycleMomentum(false).step();
        assertThat(optimizer.groups().get(0).get(Setting.MOMENTUM)).isEqualTo(0.3);
    }

    @Test
    void anOptimiserWithoutMomentumHasNoneToCycle() {
        Optimizer optimizer = new Adagrad(List.of(LrSchedulerTest.parameter()));
        OneCycleLr scheduler = new OneCycleLr(optimizer, 0.1, 4);
        scheduler.step();
        OneCycleLr other = new OneCycleLr(optimizer, 0.1, 4).cycleMomentum(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.cycleMomentum(true))
                .withMessage("OneCycleLr: cycleMomentum needs an optimiser with momentum or betas, not Adagrad");
    }

    @Test
    void aMomentumThatTheOptimiserMayNotHaveIsRefused() {
        OneCycleLr scheduler = new OneCycleLr(new Adam(List.of(LrSchedulerTest.parameter())), 0.1, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.maxMomentum(1))
                .withMessage("OneCycleLr: beta1 must be in [0, 1), got 1.0");
    }

    @Test
    void settingsChangeUntilTheFirstStep() {
        Optimizer optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1);
        OneCycleLr scheduler = new OneCycleLr(optimizer, 0.1, 4).divFactor(2).finalDivFactor(5);
        assertThat(optimizer.lr()).isEqualTo(0.05, within(CLOSE));
        scheduler.step();
        assertThatIllegalStateException()
                .isThrownBy(() -> scheduler.pctStart(0.5))
                .withMessage("OneCycleLr: settings can change until the first step, 1 were made");
    }
}

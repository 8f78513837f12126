package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialLrTest {
    private final Optimizer optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1);

    private List<Double> rates(LrScheduler scheduler, int steps) {
        List<Double> rates = new ArrayList<>(List.of(optimizer.lr()));
        for (int step = 0; step < steps; step++) {
            scheduler.step();
            rates.add(optimizer.lr());
        }
        return rates;
    }

    @Test
    void sequencesNest() {
        LrScheduler inner = new SequentialLr(
                optimizer, List.of(new ConstantLr(optimizer, 0.5, 9), new ExponentialLr(optimizer, 0.5)), List.of(2));
        LrScheduler outer = new SequentialLr(optimizer, List.of(new StepLr(optimizer, 1, 0.25), inner), List.of(2));
        assertThat(rates(outer, 6)).containsExactly(1.0, 0.25, 0.5, 0.5, 1.0, 0.5, 0.25);
    }

    @Test
    void aMilestoneAtTheStartSkipsTheFirst() {
        LrScheduler scheduler = new SequentialLr(
                optimizer, List.of(new ConstantLr(optimizer), new ExponentialLr(optimizer, 0.5)), List.of(0));
        assertThat(rates(scheduler, 2)).containsExactly(1.0, 0.5, 0.25);
    }

    @Test
    void argumentsAreChecked() {
        LrScheduler one = new StepLr(optimizer, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialLr(optimizer, List.of(one, one), List.of()))
                .withMessageContaining("got 2 schedulers and 0 milestones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialLr(optimizer, List.of(), List.of()))
                .withMessageContaining("got 0 schedulers and 0 milestones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialLr(optimizer, List.of(one, one, one), List.of(3, 2)))
                .withMessage("SequentialLr: milestones must be >= 0 and ascend, got [3, 2]");
        Optimizer other = new Sgd(List.of(LrSchedulerTest.parameter()), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialLr(other, List.of(one), List.of()))
                .withMessage("SequentialLr: a scheduler is for another optimiser");
    }
}

package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReduceLrOnPlateauTest {
    /** The numbers are PyTorch's. */
    @Test
    void groupsHaveTheirOwnLowestRate() {
        Optimizer optimizer = LrSchedulerTest.twoGroups(1, 0.1);
        ReduceLrOnPlateau scheduler =
                new ReduceLrOnPlateau(optimizer).patience(0).factor(0.5).minLr(0.3, 0);
        double[][] expected = {{1, 0.1}, {0.5, 0.05}, {0.3, 0.025}, {0.3, 0.0125}};
        for (double[] row : expected) {
            scheduler.step(1);
            assertThat(optimizer.groups()).extracting(ParameterGroup::lr).containsExactly(row[0], row[1]);
        }
    }

    @Test
    void notANumberIsABadEpoch() {
        Optimizer optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1);
        ReduceLrOnPlateau scheduler = new ReduceLrOnPlateau(optimizer).patience(1);
        scheduler.step(Double.NaN);
        assertThat(optimizer.lr()).isEqualTo(1);
        scheduler.step(Double.NaN);
        assertThat(optimizer.lr()).isEqualTo(0.1);
    }

    @Test
    void aLoadedStateGoesOn() {
        Optimizer whole = new Sgd(List.of(LrSchedulerTest.parameter()), 1);
        Optimizer resumed = new Sgd(List.of(LrSchedulerTest.parameter()), 7);
        ReduceLrOnPlateau first = make(whole);
        ReduceLrOnPlateau second = make(resumed);
        double[] metrics = {1, 2, 3, 2, 1, 4, 1, 1, 2, 1, 1, 5, 1, 1};
        for (int step = 0; step < 6; step++) {
            first.step(metrics[step]);
        }
        resumed.loadStateDict(whole.stateDict());
        second.loadStateDict(first.stateDict());
        assertThat(whole.lr()).isLessThan(1);
        for (int step = 6; step < metrics.length; step++) {
            first.step(metrics[step]);
            second.step(metrics[step]);
            assertThat(resumed.lr()).isEqualTo(whole.lr());
        }
    }

    private static ReduceLrOnPlateau make(Optimizer optimizer) {
        return new ReduceLrOnPlateau(optimizer)
                .mode(ReduceLrOnPlateau.Mode.MAX)
                .patience(1)
                .cooldown(2)
                .factor(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_epoch", "num_bad_epochs", "cooldown_counter"})
    void aStateThatDoesNotFitChangesNothing(String name) {
        ReduceLrOnPlateau scheduler =
                new ReduceLrOnPlateau(new Sgd(List.of(LrSchedulerTest.parameter()), 1)).patience(1);
        scheduler.step(3);
        Map<String, Tensor> faulty = new LinkedHashMap<>(scheduler.stateDict());
        faulty.replaceAll((other, number) -> Tensor.scalar(number.dtype(), 9));
        faulty.put(name, Tensor.scalar(DType.INT64, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.loadStateDict(faulty))
                .withMessage("ReduceLrOnPlateau: " + name + " must be >= 0, got -1");
        assertThat(scheduler.stateDict().values()).extracting(Tensor::item).containsExactly(1.0, 3.0, 0.0, 0.0);
    }

    @Test
    void argumentsAreChecked() {
        ReduceLrOnPlateau scheduler = new ReduceLrOnPlateau(LrSchedulerTest.twoGroups(1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.factor(1))
                .withMessage("ReduceLrOnPlateau: factor must be in [0, 1), got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.patience(-1))
                .withMessage("ReduceLrOnPlateau: patience must be >= 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.minLr(1, 2, 3))
                .withMessage("ReduceLrOnPlateau: minLr must be one number or one for each of 2 groups, got 3");
    }

    @Test
    void settingsCanChangeUntilTheFirstStep() {
        ReduceLrOnPlateau scheduler =
                new ReduceLrOnPlateau(new Sgd(List.of(LrSchedulerTest.parameter()), 1)).patience(1);
        scheduler.step(3);
        List<Runnable> setters = List.of(
                () -> scheduler.mode(ReduceLrOnPlateau.Mode.MAX),
                () -> scheduler.factor(0.5),
                () -> scheduler.patience(2),
                () -> scheduler.threshold(1),
                () -> scheduler.thresholdMode(ReduceLrOnPlateau.ThresholdMode.ABS),
                () -> scheduler.cooldown(1),
                () -> scheduler.minLr(0.1),
                () -> scheduler.eps(0));
        for (Runnable setter : setters) {
            assertThatIllegalStateException()
                    .isThrownBy(setter::run)
                    .withMessage("ReduceLrOnPlateau: settings can change until the first step, 1 were made");
        }
    }

    @Test
    void aGroupAddedLaterIsAnError() {
        Sgd optimizer = new Sgd(List.of(LrSchedulerTest.parameter()), 1);
        ReduceLrOnPlateau scheduler = new ReduceLrOnPlateau(optimizer);
        optimizer.addGroup(List.of(LrSchedulerTest.parameter()));
        assertThatIllegalStateException()
                .isThrownBy(() -> scheduler.step(1))
                .withMessage("ReduceLrOnPlateau: made for an optimiser of 1 groups, it has 2");
    }
}

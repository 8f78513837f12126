package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all schedules; their numbers are those of the conformance cases. */
class LrSchedulerTest {
    static Tensor parameter() {
        return Tensor.zeros(1).requiresGrad(true);
    }

    static Sgd twoGroups(double first, double second) {
        return new Sgd(List.of(parameter()), first)
                .addGroup(List.of(parameter()))
                .lr(second);
    }

    static Stream<Arguments> schedulers() {
        return Stream.of(
                row("StepLr", o -> new StepLr(o, 3, 0.7)),
                row("MultiStepLr", o -> new MultiStepLr(o, List.of(7, 2, 2), 0.7)),
                row("ExponentialLr", o -> new ExponentialLr(o, 0.9)),
                row("ConstantLr", o -> new ConstantLr(o, 0.3, 4)),
                row("LinearLr", o -> new LinearLr(o, 0.3, 0.9, 7)),
                row("PolynomialLr", o -> new PolynomialLr(o, 9, 1.5)),
                row("CosineAnnealingLr", o -> new CosineAnnealingLr(o, 4, 0.01)),
                row("CosineAnnealingWarmRestarts", o -> new CosineAnnealingWarmRestarts(o, 2, 2, 0.01)),
                row("LambdaLr", o -> new LambdaLr(o, epoch -> 1.0 / (1 + epoch))),
                row("OneCycleLr", o -> new OneCycleLr(o, 0.4, 12)),
                row("CyclicLr", o -> new CyclicLr(o, 0.1, 0.4).stepSizes(2, 3).mode(CyclicLr.Mode.TRIANGULAR2)),
                row(
                        "SequentialLr",
                        o -> new SequentialLr(
                                o,
                                List.of(new LinearLr(o), new OneCycleLr(o, 0.4, 9), new ExponentialLr(o, 0.9)),
                                List.of(3, 8))));
    }

    private static Arguments row(String name, Function<Optimizer, LrScheduler> scheduler) {
        return Arguments.of(name, scheduler);
    }

    private static String settings(Optimizer optimizer) {
        return optimizer.toString();
    }

    // ---- State ----

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedulers")
    void aLoadedStateGoesOnBitForBit(String name, Function<Optimizer, LrScheduler> make) {
        Optimizer whole = twoGroups(0.5, 0.25);
        LrScheduler scheduler = make.apply(whole);
        for (int step = 0; step < 5; step++) {
            scheduler.step();
        }
        Map<String, Tensor> savedOptimizer = whole.stateDict();
        Map<String, Tensor> saved = scheduler.stateDict();

        Optimizer resumed = twoGroups(3, 4);
        LrScheduler resumedScheduler = make.apply(resumed);
        resumed.loadStateDict(savedOptimizer);
        resumedScheduler.loadStateDict(saved);
        assertThat(resumedScheduler.epoch()).isEqualTo(5);
        for (int step = 5; step < 11; step++) {
            scheduler.step();
            resumedScheduler.step();
            assertThat(settings(resumed)).isEqualTo(settings(whole));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedulers")
    void aStateThatDoesNotFitChangesNothing(String name, Function<Optimizer, LrScheduler> make) {
        LrScheduler scheduler = make.apply(twoGroups(0.5, 0.25));
        scheduler.step();
        Map<String, Tensor> state = scheduler.stateDict();
        List<String> names = List.copyOf(state.keySet());
        for (String key : names) {
            boolean whole = key.endsWith("last_epoch");
            Map<String, Tensor> faulty = new LinkedHashMap<>(state);
            faulty.replaceAll((other, number) -> Tensor.scalar(number.dtype(), 3));
            faulty.put(key, Tensor.scalar(whole ? DType.INT64 : DType.FLOAT64, -1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scheduler.loadStateDict(faulty))
                    .withMessageContaining(key + " must be");
            faulty.remove(key);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scheduler.loadStateDict(faulty))
                    .withMessage(name + ": the state does not fit: " + key + " is missing");
            scheduler
                    .stateDict()
                    .forEach((other, number) -> assertThat(number.bitEquals(state.get(other)))
                            .as(other)
                            .isTrue());
        }
    }

    // ---- Rates of several origins ----

    /** The numbers are PyTorch's. */
    @Test
    void severalSchedulersAndChangesByHandActOnOneRate() {
        Optimizer optimizer = new Sgd(List.of(parameter()), 1);
        List<LrScheduler> all = List.of(
                new CosineAnnealingLr(optimizer, 5), new StepLr(optimizer, 3, 0.5), new LinearLr(optimizer, 0.5, 1, 4));
        double[] expected = {
            0.565317810742171,
            0.4908813728906052,
            0.30230506496096043,
            0.09549150281252629,
            0.0,
            0.04774575140626314,
            0.17274575140626322,
            0.32725424859373703
        };
        assertThat(optimizer.lr()).isEqualTo(0.5);
        for (int step = 0; step < expected.length; step++) {
            all.forEach(LrScheduler::step);
            if (step == 2) {
                optimizer.setLr(optimizer.lr() * 2);
            }
            assertThat(optimizer.lr()).isEqualTo(expected[step], within(1e-14));
        }
    }

    @Test
    void eachGroupFollowsFromItsOwnRate() {
        Optimizer optimizer = twoGroups(1, 0.5);
        LrScheduler scheduler = new LambdaLr(optimizer, List.of(epoch -> epoch, epoch -> 1.0 / (1 + epoch)));
        scheduler.step();
        scheduler.step();
        assertThat(optimizer.groups()).extracting(ParameterGroup::lr).containsExactly(2.0, 0.5 / 3);
        assertThat(scheduler.optimizer()).isSameAs(optimizer);
    }

    @Test
    void aRateThatIsNegativeIsRefusedAndNothingChanges() {
        Optimizer optimizer = twoGroups(1, 0.5);
        LrScheduler scheduler = new LambdaLr(optimizer, List.of(epoch -> 1 + epoch, epoch -> 1 - 2.0 * epoch));
        assertThatIllegalArgumentException()
                .isThrownBy(scheduler::step)
                .withMessage("LambdaLr: lr must be finite and >= 0, got -0.5");
        assertThat(optimizer.groups()).extracting(ParameterGroup::lr).containsExactly(1.0, 0.5);
        assertThat(scheduler.epoch()).isZero();
    }

    @Test
    void aScheduleThatCannotBeginAgainLeavesTheRate() {
        Optimizer optimizer = new Sgd(List.of(parameter()), 1);
        boolean[] failing = {false};
        LrScheduler first = new ConstantLr(optimizer, 0.5, 9);
        LrScheduler second = new LambdaLr(optimizer, epoch -> failing[0] ? -1 : 1);
        LrScheduler both = new SequentialLr(optimizer, List.of(first, second), List.of(1));
        assertThat(optimizer.lr()).isEqualTo(0.5);
        failing[0] = true;
        assertThatIllegalArgumentException()
                .isThrownBy(both::step)
                .withMessage("LambdaLr: lr must be finite and >= 0, got -1.0");
        assertThat(optimizer.lr()).isEqualTo(0.5);
        assertThat(both.epoch()).isZero();
        failing[0] = false;
        both.step();
        assertThat(optimizer.lr()).isEqualTo(1);
    }

    @Test
    void aGroupAddedUnderAScheduleIsAnError() {
        Sgd optimizer = new Sgd(List.of(parameter()), 1);
        LrScheduler scheduler = new StepLr(optimizer, 1);
        optimizer.addGroup(List.of(parameter()));
        assertThatIllegalStateException()
                .isThrownBy(scheduler::step)
                .withMessageContaining("StepLr: made for an optimiser of 1 groups, it has 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 49, 99})
    void roundingDoesNotMakeARateNegativeOnTheWayToZero(int totalIters) {
        Optimizer optimizer = new Sgd(List.of(parameter()), 0.1);
        LrScheduler scheduler = new LinearLr(optimizer, 1.0 / 3, 0, totalIters);
        for (int step = 0; step <= totalIters; step++) {
            scheduler.step();
        }
        assertThat(optimizer.lr()).isBetween(0.0, 1e-15);
    }

    /** A schedule without {@code start()}. */
    private static final class NotStarted extends LrFormula {
        NotStarted(Optimizer optimizer) {
            super(optimizer);
        }

        @Override
        protected double lr(int epoch, int group, double lr) {
            return baseLr(group);
        }
    }

    @Test
    void aScheduleOfOthersMustStart() {
        LrScheduler scheduler = new NotStarted(new Sgd(List.of(parameter()), 1));
        assertThatIllegalStateException()
                .isThrownBy(scheduler::step)
                .withMessageContaining("the constructor did not call start()");
    }

    // ---- Arguments ----

    static Stream<Arguments> wrongArguments() {
        Optimizer optimizer = twoGroups(1, 1);
        return Stream.of(
                wrong(() -> new StepLr(optimizer, 0), "StepLr: stepSize must be >= 1, got 0"),
                wrong(() -> new StepLr(optimizer, 1, -1), "StepLr: gamma must be finite and >= 0, got -1.0"),
                wrong(
                        () -> new MultiStepLr(optimizer, List.of(3, -1)),
                        "MultiStepLr: a milestone must be >= 0, got -1"),
                wrong(
                        () -> new ExponentialLr(optimizer, Double.NaN),
                        "ExponentialLr: gamma must be finite and >= 0, got NaN"),
                wrong(() -> new ConstantLr(optimizer, 0, 5), "ConstantLr: factor must be in (0, 1], got 0.0"),
                wrong(() -> new ConstantLr(optimizer, 1, 0), "ConstantLr: totalIters must be >= 1, got 0"),
                wrong(() -> new LinearLr(optimizer, 1.5, 1, 5), "LinearLr: startFactor must be in (0, 1], got 1.5"),
                wrong(() -> new LinearLr(optimizer, 1, -1, 5), "LinearLr: endFactor must be in [0, 1], got -1.0"),
                wrong(() -> new PolynomialLr(optimizer, 0), "PolynomialLr: totalIters must be >= 1, got 0"),
                wrong(() -> new CosineAnnealingLr(optimizer, 0), "CosineAnnealingLr: tMax must be >= 1, got 0"),
                wrong(
                        () -> new CosineAnnealingWarmRestarts(optimizer, 1, 0, 0),
                        "CosineAnnealingWarmRestarts: tMult must be >= 1, got 0"),
                wrong(
                        () -> new LambdaLr(optimizer, List.of(epoch -> 1)),
                        "LambdaLr: expected a function for each of 2 groups, got 1"),
                wrong(() -> new OneCycleLr(optimizer, 0.1, 0), "OneCycleLr: totalSteps must be >= 1, got 0"),
                wrong(() -> new OneCycleLr(optimizer, -1, 9), "OneCycleLr: maxLr must be finite and >= 0, got -1.0"),
                wrong(
                        () -> new OneCycleLr(optimizer, new double[3], 9),
                        "OneCycleLr: maxLr must be one number or one for each of 2 groups, got 3"),
                wrong(
                        () -> new OneCycleLr(optimizer, 1, 9).divFactor(0),
                        "OneCycleLr: divFactor must be finite and > 0, got 0.0"),
                wrong(() -> new CyclicLr(optimizer, 0.1, 1).stepSizes(0, 1), "CyclicLr: up must be >= 1, got 0"));
    }

    private static Arguments wrong(Supplier<LrScheduler> make, String message) {
        return Arguments.of(message, (ThrowingCallable) make::get);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongArguments")
    void argumentsAreChecked(String message, ThrowingCallable make) {
        assertThatIllegalArgumentException().isThrownBy(make).withMessage(message);
    }

    @Test
    void aWrongArgumentLeavesTheOptimiserAsItIs() {
        Optimizer optimizer = new Sgd(List.of(parameter()), 1);
        List<Map<String, Tensor>> states = new ArrayList<>();
        states.add(optimizer.stateDict());
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearLr(optimizer, 2, 1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new CyclicLr(optimizer, 0.1, -1));
        assertThat(optimizer.stateDict().keySet()).isEqualTo(states.get(0).keySet());
        assertThat(optimizer.lr()).isEqualTo(1);
    }
}

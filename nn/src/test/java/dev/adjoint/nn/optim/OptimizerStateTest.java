package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.io.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Saving an optimiser and going on from what was saved. */
class OptimizerStateTest {
    private static final int STEPS = 12;

    /** Three parameters; the last has no gradient before the middle, the second none in every third step. */
    private static List<Tensor> parameters() {
        Rng rng = new Rng(5);
        List<Tensor> parameters = List.of(
                Tensor.randn(rng, DType.FLOAT32, 3, 4),
                Tensor.randn(rng, DType.FLOAT64, 5),
                Tensor.randn(rng, DType.FLOAT32));
        parameters.forEach(parameter -> parameter.requiresGrad(true));
        return parameters;
    }

    private static void run(Optimizer optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            Rng rng = new Rng(step);
            List<Tensor> parameters = optimizer.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                Tensor parameter = parameters.get(i);
                Tensor gradient =
                        Tensor.randn(rng, parameter.dtype(), parameter.shape().dims());
                boolean without = i == 1 && step % 3 == 0 || i == 2 && step <= STEPS / 2;
                parameter.setGrad(without ? null : gradient);
            }
            optimizer.step();
        }
    }

    static Map<String, Tensor> copy(Map<String, Tensor> state) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        state.forEach((name, tensor) -> copy.put(name, tensor.copy()));
        return copy;
    }

    private static List<Tensor> copiesOf(List<Tensor> parameters) {
        List<Tensor> copies = new ArrayList<>();
        parameters.forEach(parameter -> copies.add(parameter.detach().copy().requiresGrad(true)));
        return copies;
    }

    static void assertSame(Map<String, Tensor> got, Map<String, Tensor> want) {
        assertThat(got.keySet()).containsExactlyElementsOf(want.keySet());
        got.forEach((name, tensor) ->
                assertThat(tensor.bitEquals(want.get(name))).as(name).isTrue());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.adjoint.nn.optim.OptimizerTest#optimizers")
    void aLoadedStateGoesOnBitForBit(String name, Function<List<Tensor>, Optimizer> make) {
        Optimizer whole = make.apply(parameters());
        run(whole, 0, STEPS / 2);
        whole.setLr(whole.lr() * 0.7);
        Map<String, Tensor> saved = copy(whole.stateDict());
        Optimizer resumed = make.apply(copiesOf(whole.parameters()));
        resumed.loadStateDict(saved);
        assertSame(resumed.stateDict(), saved);

        run(whole, STEPS / 2, STEPS);
        run(resumed, STEPS / 2, STEPS);
        for (int i = 0; i < 3; i++) {
            Tensor parameter = resumed.parameters().get(i).detach();
            assertThat(parameter.bitEquals(whole.parameters().get(i).detach())).isTrue();
        }
        assertSame(resumed.stateDict(), whole.stateDict());
    }

    @Test
    void namesAreThoseOfPyTorch() {
        Optimizer optimizer = new Adam(parameters()).amsgrad(true);
        run(optimizer, 0, 1);
        assertThat(optimizer.stateDict().keySet())
                .containsExactly(
                        "group.0.size",
                        "group.0.lr",
                        "group.0.beta1",
                        "group.0.beta2",
                        "group.0.eps",
                        "group.0.amsgrad",
                        "group.0.decoupled_weight_decay",
                        "group.0.weight_decay",
                        "group.0.maximize",
                        "state.0.step",
                        "state.0.exp_avg",
                        "state.0.exp_avg_sq",
                        "state.0.max_exp_avg_sq");
    }

    @Test
    void plainDescentKeepsNothing() {
        Optimizer optimizer = new Sgd(parameters(), 0.1);
        run(optimizer, 0, STEPS);
        assertThat(optimizer.stateDict().keySet()).allMatch(name -> name.startsWith("group.0."));
    }

    @Test
    void settingsAreLoadedToo() {
        Optimizer saved = new Sgd(parameters(), 0.3)
                .momentum(0.5)
                .nesterov(true)
                .addGroup(List.of(Tensor.zeros(1).requiresGrad(true)))
                .lr(0.01);
        Optimizer loaded =
                new Sgd(parameters(), 1).addGroup(List.of(Tensor.zeros(1).requiresGrad(true)));
        loaded.loadStateDict(saved.stateDict());
        assertThat(loaded).hasToString(saved.toString());
    }

    @Test
    void anOptionSwitchedOnInTheMiddleCanBeSavedBeforeTheNextStep() {
        Adam optimizer = new Adam(parameters());
        run(optimizer, 0, 3);
        optimizer.amsgrad(true);
        Map<String, Tensor> saved = copy(optimizer.stateDict());
        Adam resumed = new Adam(copiesOf(optimizer.parameters()));
        resumed.loadStateDict(saved);
        run(optimizer, 3, 5);
        run(resumed, 3, 5);
        assertSame(resumed.stateDict(), optimizer.stateDict());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.adjoint.nn.optim.OptimizerTest#optimizers")
    void aFreshStateForgetsAll(String name, Function<List<Tensor>, Optimizer> make) {
        Optimizer used = make.apply(parameters());
        Map<String, Tensor> fresh = copy(used.stateDict());
        run(used, 0, 3);
        used.loadStateDict(fresh);
        assertSame(used.stateDict(), fresh);

        Optimizer other = make.apply(copiesOf(used.parameters()));
        run(used, 0, 3);
        run(other, 0, 3);
        assertSame(used.stateDict(), other.stateDict());
        for (int i = 0; i < 3; i++) {
            Tensor parameter = used.parameters().get(i).detach();
            assertThat(parameter.bitEquals(other.parameters().get(i).detach())).isTrue();
        }
    }

    @Test
    void savingChangesNothing() {
        Adam optimizer = new Adam(parameters());
        run(optimizer, 0, 3);
        List<String> before = List.copyOf(optimizer.stateDict().keySet());
        optimizer.amsgrad(true);
        assertThat(optimizer.stateDict()).containsKey("state.0.max_exp_avg_sq");
        optimizer.amsgrad(false);
        assertThat(optimizer.stateDict().keySet()).containsExactlyElementsOf(before);
    }

    @ParameterizedTest
    @CsvSource({
        "group.0.lr, '', group.0.lr is missing",
        "group.0.centered, '', group.0.centered is missing",
        "state.0.square_avg, '', state.0.square_avg is missing",
        "state.0.grad_avg, '', state.0.grad_avg is missing",
        "state.0.step, '', state.0.square_avg is unknown",
        "state.7.step, 1, state.7.step is unknown",
        "group.1.lr, 1, group.1.lr is unknown",
        "group.0.lr, -1, 'RmsProp: lr must be finite and >= 0, got -1.0'",
        "group.0.alpha, 2, 'alpha must be in [0, 1], got 2.0'",
        "group.0.size, 4, 'the state is one of 4 parameters, group.0.size is 3'",
        "state.0.step, 0, 'state.0.step must be >= 1, got 0'",
        "state.0.grad_avg, 1, instead of FLOAT32 [3 4]",
    })
    void aStateThatDoesNotFitChangesNothing(String name, String value, String message) {
        Optimizer optimizer = new RmsProp(parameters()).centered(true);
        run(optimizer, 0, 2);
        Map<String, Tensor> before = copy(optimizer.stateDict());
        Map<String, Tensor> faulty = new LinkedHashMap<>(before);
        replace(faulty, name, value);
        faulty.put("group.0.eps", Tensor.scalar(DType.FLOAT64, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimizer.loadStateDict(faulty))
                .withMessageContaining(message.replace("[3 4]", "[3, 4]"));
        assertSame(optimizer.stateDict(), before);
    }

    private static void replace(Map<String, Tensor> state, String name, String value) {
        if (value.isEmpty()) {
            state.remove(name);
            return;
        }
        boolean whole = name.endsWith("step") || name.endsWith("size");
        state.put(name, Tensor.scalar(whole ? DType.INT64 : DType.FLOAT64, Double.parseDouble(value)));
    }

    @Test
    void optimiserAndSchedulerGoOnFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Optimizer optimizer = new NAdam(parameters());
        LrScheduler scheduler = new CosineAnnealingLr(optimizer, 7);
        run(optimizer, 0, 3);
        scheduler.step();
        Checkpoint.save(file, Map.of("optimizer", optimizer, "scheduler", scheduler));

        Optimizer resumed = new NAdam(parameters(), 1);
        LrScheduler resumedScheduler = new CosineAnnealingLr(resumed, 7);
        Checkpoint.load(file, Map.of("optimizer", resumed, "scheduler", resumedScheduler));
        assertSame(resumed.stateDict(), optimizer.stateDict());
        scheduler.step();
        resumedScheduler.step();
        assertThat(resumed.lr()).isEqualTo(optimizer.lr());
    }

    @Test
    void aStateWithoutSchedulersForgetsTheRateTheyStartFrom() {
        Optimizer scheduled = new Sgd(parameters(), 0.5);
        Map<String, Tensor> before = scheduled.stateDict();
        new StepLr(scheduled, 1);
        scheduled.loadStateDict(before);
        assertSame(scheduled.stateDict(), before);
    }

    @Test
    void aSavedStateIsNotSharedWithTheOneThatLoadsIt() {
        Optimizer first = new Adam(parameters());
        run(first, 0, 2);
        Map<String, Tensor> saved = first.stateDict();
        Map<String, Tensor> before = copy(saved);
        Optimizer second = new Adam(parameters());
        second.loadStateDict(saved);
        run(second, 2, 4);
        assertSame(saved, before);
    }

    @Test
    void theRateThatSchedulesStartFromIsPartOfTheState() {
        Optimizer scheduled = new Sgd(parameters(), 0.5);
        new LinearLr(scheduled, 0.1, 1, 5);
        Optimizer resumed = new Sgd(parameters(), 1);
        resumed.loadStateDict(scheduled.stateDict());
        new LinearLr(resumed, 0.5, 1, 5);
        assertThat(resumed.lr()).isEqualTo(0.5 * 0.1 * 0.5);
        assertThat(resumed.groups().get(0).initialLr()).isEqualTo(0.5);

        Consumer<Double> load = value -> {
            Map<String, Tensor> state = scheduled.stateDict();
            state.put("group.0.initial_lr", Tensor.scalar(DType.FLOAT64, value));
            resumed.loadStateDict(state);
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load.accept(-1.0))
                .withMessage("Sgd: initial_lr must be finite and >= 0, got -1.0");
    }
}

package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstOrderOptimizerTest {
    private final Tensor body = Tensor.of(1.0, 2).requiresGrad(true);
    private final Tensor head = Tensor.of(3.0).requiresGrad(true);

    private void setGradients() {
        body.setGrad(Tensor.of(1.0, -1));
        head.setGrad(Tensor.of(1.0));
    }

    // ---- Groups ----

    @Test
    void settingsActOnTheGroupAddedLastWhichStartsWithThoseOfTheOneBefore() {
        Sgd optimizer = new Sgd(List.of(body), 0.5)
                .weightDecay(0.25)
                .addGroup(List.of(head))
                .lr(2)
                .maximize(true);
        setGradients();
        optimizer.step();

        assertThat(body.toDoubleArray()).containsExactly(1 - 0.5 * (1 + 0.25), 2 - 0.5 * (-1 + 0.5));
        assertThat(head.toDoubleArray()).containsExactly(3 - 2 * (-1 + 0.75));
        assertThat(optimizer.parameters()).containsExactly(body, head);
        assertThat(optimizer.groups()).extracting(ParameterGroup::lr).containsExactly(0.5, 2.0);
        assertThat(optimizer.groups().get(1).parameters()).containsExactly(head);
        assertThat(optimizer.lr()).isEqualTo(0.5);
        optimizer.setLr(0.125);
        assertThat(optimizer.groups()).extracting(ParameterGroup::lr).containsExactly(0.125, 0.125);
    }

    @Test
    void aGroupAddedLaterHasItsOwnState() {
        Sgd optimizer = new Sgd(List.of(body), 1).momentum(0.5);
        setGradients();
        optimizer.step();
        optimizer.addGroup(List.of(head));
        setGradients();
        optimizer.step();
        assertThat(body.toDoubleArray()).containsExactly(1 - 1 - 1.5, 2 + 1 + 1.5);
        assertThat(head.toDoubleArray()).containsExactly(2);
    }

    @Test
    void aParameterCanBeInOneGroupOnly() {
        Sgd optimizer = new Sgd(List.of(body), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimizer.addGroup(List.of(head, body)))
                .withMessage("Sgd: the parameter of shape [2] is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimizer.addGroup(List.of()))
                .withMessage("Sgd: there are no parameters to optimise");
        assertThat(optimizer.groups()).hasSize(1);
        assertThat(optimizer.parameters()).containsExactly(body);
    }

    @Test
    void contradictingSettingsOfOneGroupLeaveAllParametersAsTheyAre() {
        Sgd optimizer = new Sgd(List.of(body), 1).addGroup(List.of(head)).nesterov(true);
        setGradients();
        assertThatIllegalStateException().isThrownBy(optimizer::step).withMessageContaining("nesterov");
        assertThat(body.toDoubleArray()).containsExactly(1, 2);
    }

    @Test
    void groupsKnowTheSettingsOfTheirOptimiserOnly() {
        ParameterGroup group = new Adam(List.of(body)).groups().get(0);
        assertThat(group.has(Setting.BETA1)).isTrue();
        assertThat(group.has(Setting.MOMENTUM)).isFalse();
        assertThat(group.is(Setting.MAXIMIZE)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group.get(Setting.MOMENTUM))
                .withMessage("Adam has no setting momentum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group.set(Setting.MOMENTUM, 0.5))
                .withMessage("Adam has no setting momentum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group.set(Setting.BETA1, 1))
                .withMessage("Adam: beta1 must be in [0, 1), got 1.0");
        group.set(Setting.MAXIMIZE, true);
        assertThat(group.is(Setting.MAXIMIZE)).isTrue();
    }

    @Test
    void betasAreChangedTogetherOrNotAtAll() {
        Adam optimizer = new Adam(List.of(body));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimizer.betas(0.5, -1))
                .withMessage("Adam: beta2 must be in [0, 1), got -1.0");
        assertThat(optimizer.groups().get(0).get(Setting.BETA1)).isEqualTo(0.9);
    }

    @Test
    void flagsAreOnOrOffAndCountsAreWhole() {
        ParameterGroup adam = new Adam(List.of(body)).groups().get(0);
        adam.set(Setting.MAXIMIZE, 1.0);
        assertThat(adam.is(Setting.MAXIMIZE)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.set(Setting.MAXIMIZE, 0.5))
                .withMessage("Adam: maximize must be 0 or 1, got 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.set(Setting.LR, true))
                .withMessage("Adam: lr is a number, got true");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.LR.of(true))
                .withMessage("setting: lr is a number, got true");
        assertThat(adam.lr()).isEqualTo(0.001);

        Setting count = Setting.count("count");
        for (double value : new double[] {1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> count.check("A", value))
                    .withMessage("A: count must be a whole number, got " + value);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> count.check("A", 0))
                .withMessage("A: count must be >= 1, got 0");
    }

    // ---- Steps ----

    @Test
    void stepWithAClosureReturnsTheLossBeforeIt() {
        Optimizer optimizer = new Sgd(List.of(head), 0.5);
        try (Autograd.Scope scope = Autograd.noGrad()) {
            Tensor loss = optimizer.step(() -> {
                optimizer.zeroGrad();
                Tensor square = head.square().sum();
                square.backward();
                return square;
            });
            assertThat(loss.item()).isEqualTo(9);
        }
        assertThat(head.item()).isZero();
    }

    @Test
    void anInfiniteParameterWithoutWeightDecayDoesNotSpoilTheState() {
        Tensor p = Tensor.of(Double.POSITIVE_INFINITY, 1).requiresGrad(true);
        Sgd optimizer = new Sgd(List.of(p), 1).momentum(0.5);
        p.setGrad(Tensor.of(2.0, 2));
        optimizer.step();
        assertThat(p.toDoubleArray()).containsExactly(Double.POSITIVE_INFINITY, -1);
        assertThat(optimizer.stateDict().get("state.0.momentum_buffer"))
                .extracting(Tensor::toDoubleArray)
                .isEqualTo(new double[] {2, 2});
    }

    @Test
    void viewsAreChangedInThePlaceTheyShow() {
        Tensor matrix = Tensor.of(new double[][] {{1, 2}, {3, 4}});
        Tensor column = matrix.select(1, 1).requiresGrad(true);
        column.setGrad(Tensor.of(1.0, 1));
        new Adam(List.of(column), 0.5).eps(0).step();
        assertThat(matrix.toDoubleArray()).containsExactly(1, 1.5, 3, 3.5);
    }

    // ---- Optimisers of others ----

    /** {@code p −= lr · sign(mean of d)}. */
    private static final class SignDescent extends FirstOrderOptimizer<SignDescent> {
        private static final Slot MEAN = Slot.tensor("mean");

        SignDescent(Collection<Tensor> parameters, double lr) {
            super(parameters, List.of(MEAN), Setting.LR.of(lr));
        }

        @Override
        protected Rule rule(ParameterGroup group) {
            double lr = group.lr();
            return (state, p, d) -> {
                double weight = 1.0 / state.nextStep();
                Tensor mean = state.get(MEAN);
                mean.update((m, x) -> m + weight * (x - m), d);
                p.update((x, m) -> x - lr * Math.signum(m), mean);
            };
        }
    }

    @Test
    void anOptimiserIsAFormulaAndWhatItKeeps() {
        SignDescent optimizer = new SignDescent(List.of(body), 0.5).weightDecay(1);
        setGradients();
        optimizer.step();
        setGradients();
        optimizer.step();
        assertThat(body.toDoubleArray()).containsExactly(0, 1);
        assertThat(optimizer.stateDict()).containsKeys("group.0.weight_decay", "state.0.step", "state.0.mean");
    }

    // ---- Printing ----

    @Test
    void groupsAndSettingsArePrinted() {
        Optimizer optimizer = new Sgd(List.of(body), 0.1)
                .momentum(0.9)
                .addGroup(List.of(head))
                .lr(1e-5)
                .maximize(true);
        assertThat(optimizer).hasToString("""
                        SGD (
                        Parameter Group 0
                            lr: 0.1
                            momentum: 0.9
                            dampening: 0.0
                            nesterov: False
                            weight_decay: 0.0
                            maximize: False
                        Parameter Group 1
                            lr: 1e-05
                            momentum: 0.9
                            dampening: 0.0
                            nesterov: False
                            weight_decay: 0.0
                            maximize: True
                        )""");
        assertThat(new Lbfgs(List.of(body)).toString()).startsWith("LBFGS (").contains("max_iter: 20\n");
        assertThat(new RmsProp(List.of(body)).toString()).startsWith("RMSprop (");
        assertThat(new AdamW(List.of(body)).toString()).startsWith("AdamW (").contains("weight_decay: 0.01\n");
    }
}

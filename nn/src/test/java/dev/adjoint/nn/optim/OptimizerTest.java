package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final double[][] GRADIENTS = {{0.5, -1, 0}, {-0.25, 2, 1.5}, {1, 0.125, -3}, {0.75, -0.5, 0.25}};

    private static Tensor start(DType dtype) {
        return Tensor.of(1.0, -2, 0.5).to(dtype).requiresGrad(true);
    }

    private static Arguments row(
            String name, Function<List<Tensor>, Optimizer> optimizer, double first, double second, double third) {
        return Arguments.of(name, optimizer, new double[] {first, second, third});
    }

    /** What PyTorch makes of {@link #start} in four steps with {@link #GRADIENTS}, in double precision. */
    static Stream<Arguments> trajectories() {
        return Stream.of(
                row("plain", p -> new Sgd(p, 0.1), 0.8, -2.0625, 0.625),
                row("decay", p -> new Sgd(p, 0.1).weightDecay(0.3), 0.69118166, -1.82962332, 0.567511405),
                row("momentum", p -> new Sgd(p, 0.1).momentum(0.9), 0.6308, -2.17185, 0.6385),
                row(
                        "dampening",
                        p -> new Sgd(p, 0.1).momentum(0.9).dampening(0.4).weightDecay(0.05),
                        0.677214437985,
                        -1.89917118597,
                        0.5666618733175),
                row(
                        "nesterov",
                        p -> new Sgd(p, 0.1).momentum(0.8).nesterov(true).weightDecay(0.05),
                        0.47930469757099997,
                        -2.089900765142,
                        0.7198778464804999),
                row(
                        "maximize",
                        p -> new Sgd(p, 0.1).momentum(0.9).weightDecay(0.05).maximize(true),
                        1.322023906875,
                        -1.7377065637499998,
                        0.3377037065625),
                row("adam", Adam::new, 0.9973061609588195, -1.9998119815641053, 0.4997836597243487),
                row(
                        "adam, all set",
                        p -> new Adam(p, 0.1).betas(0.8, 0.95).eps(1e-3).weightDecay(0.1),
                        0.6995279167428765,
                        -1.944607060559221,
                        0.3794939685268576),
                row(
                        "amsgrad",
                        p -> new Adam(p, 0.1).betas(0.5, 0.6).amsgrad(true),
                        0.7363097645836104,
                        -1.9893218459956121,
                        0.4930205332162405),
                row(
                        "adam, maximize",
                        p -> new Adam(p, 0.1).maximize(true),
                        1.2693839041180432,
                        -2.01880184358946,
                        0.5216340275651302));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trajectories")
    void followsPyTorch(String name, Function<List<Tensor>, Optimizer> make, double[] expected) {
        assertThat(run(make, DType.FLOAT64)).containsExactly(expected, within(1e-14));
        assertThat(run(make, DType.FLOAT32)).containsExactly(expected, within(5e-7));
    }

    private static double[] run(Function<List<Tensor>, Optimizer> make, DType dtype) {
        Tensor p = start(dtype);
        Optimizer optimizer = make.apply(List.of(p));
        for (double[] gradient : GRADIENTS) {
            p.setGrad(Tensor.of(gradient).to(dtype));
            optimizer.step();
        }
        return p.toDoubleArray();
    }

    /** Every optimiser, plain and with each setting that changes what is kept about a parameter. */
    static Stream<Arguments> optimizers() {
        return Stream.of(
                row("Sgd", p -> new Sgd(p, 0.1)),
                row("Sgd, momentum", p -> new Sgd(p, 0.1).momentum(0.9).dampening(0.2)),
                row("Sgd, nesterov", p -> new Sgd(p, 0.1).momentum(0.9).nesterov(true).weightDecay(0.1)),
                row("Adam", p -> new Adam(p, 0.1)),
                row("Adam, amsgrad", p -> new Adam(p, 0.1).amsgrad(true).betas(0.5, 0.6)),
                row("Adam, decoupled", p -> new Adam(p, 0.1).weightDecay(0.1).decoupledWeightDecay(true)),
                row("AdamW", AdamW::new),
                row("AdamW, amsgrad", p -> new AdamW(p, 0.1).amsgrad(true).betas(0.5, 0.6)),
                row("NAdam", NAdam::new),
                row("NAdam, decoupled", p -> new NAdam(p).weightDecay(0.1).decoupledWeightDecay(true)),
                row("RAdam", RAdam::new),
                row("RAdam, rectified", p -> new RAdam(p).betas(0.5, 0.6).maximize(true)),
                row("RmsProp", RmsProp::new),
                row("RmsProp, centered", p -> new RmsProp(p).centered(true)),
                row("RmsProp, momentum", p -> new RmsProp(p).momentum(0.9)),
                row("RmsProp, both", p -> new RmsProp(p).centered(true).momentum(0.9)),
                row("Adagrad", Adagrad::new),
                row("Adagrad, initial", p -> new Adagrad(p).initialAccumulatorValue(0.5).lrDecay(0.1)),
                row("Adadelta", Adadelta::new),
                row("Adamax", Adamax::new));
    }

    private static Arguments row(String name, Function<List<Tensor>, Optimizer> optimizer) {
        return Arguments.of(name, optimizer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void aParameterWithoutGradientStaysAndSoDoesItsState(String name, Function<List<Tensor>, Optimizer> make) {
        Tensor skipped = start(DType.FLOAT64);
        Tensor other = start(DType.FLOAT64);
        Optimizer optimizer = make.apply(List.of(skipped, other));
        for (int step = 0; step <= GRADIENTS.length; step++) {
            skipped.setGrad(step == 0 ? null : Tensor.of(GRADIENTS[step - 1]));
            other.setGrad(step == GRADIENTS.length ? null : Tensor.of(GRADIENTS[step]));
            optimizer.step();
            if (step == 0) {
                assertThat(skipped.toDoubleArray()).containsExactly(1, -2, 0.5);
            }
        }
        assertThat(skipped.detach().bitEquals(other.detach())).isTrue();
    }

    @Test
    void theLearningRateCanBeChanged() {
        Tensor p = start(DType.FLOAT64);
        Optimizer optimizer = new Sgd(List.of(p), 0.1);
        optimizer.setLr(2);
        p.setGrad(Tensor.of(1.0, 0, -1));
        optimizer.step();

        assertThat(optimizer.lr()).isEqualTo(2);
        assertThat(p.toDoubleArray()).containsExactly(-1, -2, 2.5);
    }

    @Test
    void zeroGradResetsGradientsAndKeepsNothing() {
        Tensor p = start(DType.FLOAT32);
        p.setGrad(Tensor.ones(3));
        Optimizer optimizer = new Adam(List.of(p));
        optimizer.zeroGrad();
        optimizer.step();

        assertThat(p.grad()).isNull();
        assertThat(p.toFloatArray()).containsExactly(1, -2, 0.5f);
    }

    @Test
    void emptyAndScalarParametersAreChangedToo() {
        Tensor none = Tensor.zeros(0, 3).requiresGrad(true);
        Tensor scalar = Tensor.scalar(1).requiresGrad(true);
        none.setGrad(Tensor.zeros(0, 3));
        scalar.setGrad(Tensor.scalar(2));
        new Sgd(List.of(none, scalar), 0.25).momentum(0.5).step();
        assertThat(scalar.item()).isEqualTo(0.5);
    }

    @Test
    void aGraphOverOldValuesCannotBeRunBackwardAfterAStep() {
        Tensor p = start(DType.FLOAT64);
        Tensor loss = p.square().sum();
        p.setGrad(Tensor.of(1.0, 1, 1));
        new Sgd(List.of(p), 0.1).step();

        assertThatIllegalStateException().isThrownBy(loss::backward).withMessageContaining("changed in place");
    }

    @Test
    void argumentsAreChecked() {
        Tensor p = start(DType.FLOAT32);
        List<Tensor> one = List.of(p);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(List.of(), 0.1))
                .withMessage("Sgd: there are no parameters to optimise");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(List.of(p, p)))
                .withMessage("Adam: the parameter of shape [3] is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(List.of(Tensor.ones(2)), 0.1))
                .withMessageContaining("must be a leaf that requires gradients");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(List.of(p.mul(2)), 0.1))
                .withMessageContaining("must be a leaf that requires gradients");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(one, -1))
                .withMessage("Sgd: lr must be finite and >= 0, got -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(one, 1).momentum(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(one, 1).weightDecay(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(one).betas(0.9, 1))
                .withMessage("Adam: beta2 must be in [0, 1), got 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Adam(one).eps(-1));
    }

    @Test
    void nesterovNeedsMomentumAndNoDampening() {
        List<Tensor> one = List.of(start(DType.FLOAT32));
        assertThatIllegalStateException()
                .isThrownBy(() -> new Sgd(one, 1).nesterov(true).step())
                .withMessageContaining("nesterov needs a momentum > 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Sgd(one, 1)
                        .nesterov(true)
                        .momentum(0.9)
                        .dampening(0.1)
                        .step())
                .withMessageContaining("dampening 0.1");
    }
}

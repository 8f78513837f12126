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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
    /** {@code Σ 100·(x_{i+1} − x_i²)² + (1 − x_i)²}. */
    private static Tensor rosenbrock(Tensor x) {
        Tensor before = x.narrow(0, 0, x.size() - 1);
        Tensor after = x.narrow(0, 1, x.size() - 1);
        return after.sub(before.square())
                .square()
                .mul(100)
                .add(before.rsub(1).square())
                .sum();
    }

    /** {@code xᵀAx/2 − bᵀx}, lowest at (15/28, −8/7, 25/14). */
    private static Tensor quadratic(Tensor x) {
        Tensor a = Tensor.of(new double[][] {{4, 1, 0}, {1, 3, 0.5}, {0, 0.5, 2}});
        return x.dot(a.matmul(x)).mul(0.5).sub(Tensor.of(1.0, -2, 3).dot(x));
    }

    /** An optimiser of one parameter with its loss and a count of evaluations. */
    private static final class Problem {
        private final Tensor x;
        private final Lbfgs optimizer;
        private final Function<Tensor, Tensor> loss;
        private int evaluations;

        Problem(Function<Tensor, Tensor> loss, Function<List<Tensor>, Lbfgs> make, double... start) {
            this.x = Tensor.of(start).requiresGrad(true);
            this.optimizer = make.apply(List.of(x));
            this.loss = loss;
        }

        double step() {
            return optimizer
                    .step(() -> {
                        optimizer.zeroGrad();
                        Tensor value = loss.apply(x);
                        value.backward();
                        evaluations++;
                        return value;
                    })
                    .item();
        }

        /** Makes a step for each row and compares the loss before it, the evaluations so far and the parameters. */
        void follows(double[]... rows) {
            for (double[] row : rows) {
                assertThat(step()).isEqualTo(row[0], within(1e-7 * Math.abs(row[0])));
                assertThat(evaluations).isEqualTo((int) row[1]);
                for (int i = 0; i < x.size(); i++) {
                    assertThat(x.get(i)).isEqualTo(row[2 + i], within(1e-7));
                }
            }
        }
    }

    // ---- Against PyTorch: the loss before each step, evaluations up to its end, parameters after it ----

    @Test
    void walksTheRosenbrockValleyStepByStep() {
        Function<List<Tensor>, Lbfgs> make =
                p -> new Lbfgs(p).strongWolfe(true).maxIter(2).maxEval(25);
        new Problem(LbfgsTest::rosenbrock, make, -1.2, 1)
                .follows(
                        row(24.199999999999996, 4, -1.0284565745562346, 1.068187455748677),
                        row(4.125586713674038, 7, -1.0276177663827242, 1.0584120782656612),
                        row(4.111816451757751, 10, -0.9970310351680055, 0.9755913846740084),
                        row(4.02228214897995, 13, -0.8802131649658734, 0.7274772060719978),
                        row(3.758911717937623, 16, -0.6657084570888959, 0.41398308319536115),
                        row(2.859759140731463, 19, -0.34877876200144664, 0.12519507039453415),
                        row(1.8204632954233833, 24, -0.17113560906029426, -0.006111200392020753),
                        row(1.4968646823354919, 27, 0.06629731136778556, -0.017627359722663875),
                        row(0.9203006124131852, 32, 0.34184236067537654, 0.09925827373850052),
                        row(0.4641401774955063, 35, 0.5136224431368508, 0.2558152810317753),
                        row(0.24295150600035212, 38, 0.6803460312870351, 0.46120580018830387),
                        row(0.10245585627376125, 42, 0.7887038200403467, 0.6122685417325051),
                        row(0.05422103871344081, 46, 0.8926077474569865, 0.7909177737724866),
                        row(0.014932938650694064, 49, 0.9452890215102754, 0.8950994053215234));
    }

    @Test
    void takesStepsOfTheLearningRateWithoutASearch() {
        new Problem(LbfgsTest::rosenbrock, p -> new Lbfgs(p, 1e-3).maxIter(4), -1.2, 1)
                .follows(
                        row(24.199999999999996, 4, -1.1988724606313343, 1.0004946025355945),
                        row(23.914514271156058, 8, -1.198339839720919, 1.0008346006613886),
                        row(23.771189487759266, 12, -1.1978335026862539, 1.0012464793011828),
                        row(23.627779877423702, 16, -1.197352178827745, 1.0017253630321636));
    }

    @Test
    void forgetsOldChangesAndStopsAtTheLargestNumberOfEvaluations() {
        Function<List<Tensor>, Lbfgs> make =
                p -> new Lbfgs(p).strongWolfe(true).maxIter(3).maxEval(5).historySize(2);
        new Problem(LbfgsTest::rosenbrock, make, -1.2, 1, 0.5, -0.3)
                .follows(
                        row(79.7, 4, -0.7530908168368332, 0.5896075455158653, 0.3529081114805239, 0.13482897750544492),
                        row(
                                3.724286588136853,
                                8,
                                -0.7608346078468746,
                                0.5902161962662887,
                                0.3555546915131997,
                                0.12646382995676203),
                        row(
                                3.7018297695126914,
                                12,
                                -0.7610225886902241,
                                0.5907285317538999,
                                0.35533319804143887,
                                0.12624241743461587),
                        row(
                                3.7017543109200384,
                                16,
                                -0.7614798168078689,
                                0.5915680763660951,
                                0.35639052570119745,
                                0.12675780205676765),
                        row(
                                3.701739745873654,
                                21,
                                -0.7708449693622169,
                                0.6054198949699511,
                                0.37261552584054425,
                                0.13799653695858866));
    }

    @Test
    void aSearchCutShortTakesTheBestPointSeen() {
        Function<List<Tensor>, Lbfgs> make =
                p -> new Lbfgs(p).strongWolfe(true).maxIter(5).maxEval(2);
        new Problem(LbfgsTest::rosenbrock, make, -1.2, 1)
                .follows(
                        row(24.199999999999996, 3, -1.0245319303460325, 1.0716196202669255),
                        row(4.146927102567213, 5, -1.0284565745562346, 1.068187455748677),
                        row(4.125586713674038, 7, -1.0288795348319695, 1.0655029516848564),
                        row(4.121126775765638, 9, -1.0276177663827242, 1.0584120782656612));
    }

    @Test
    void approachesTheMinimumOfAQuadratic() {
        new Problem(LbfgsTest::quadratic, p -> new Lbfgs(p, 0.5).maxIter(2), 0, 0, 0)
                .follows(
                        row(0, 2, 0.08333333333333333, -0.16666666666666666, 0.25),
                        row(-1.0833333333333335, 4, 0.2856060606060605, -0.6560606060606062, 1.026515151515151),
                        row(-3.338877410468319, 6, 0.4433361215009362, -0.8876318952857539, 1.4060639399072823),
                        row(-3.9023994048517845, 8, 0.4494860393817816, -1.0473067123750233, 1.6034395760010205),
                        row(-4.044443555951865, 10, 0.5253762572806016, -1.0882407803783392, 1.716764274724663));
    }

    @Test
    void stopsAtTheMinimumAndStaysThere() {
        Problem problem = new Problem(LbfgsTest::quadratic, Lbfgs::new, 0, 0, 0);
        problem.follows(
                row(0, 7, 0.5357141183835262, -1.1428569813600986, 1.7857140099924176),
                row(-4.089285714285593, 8, 0.5357141183835262, -1.1428569813600986, 1.7857140099924176));
        assertThat(problem.x.toDoubleArray())
                .containsExactly(new double[] {15 / 28.0, -8 / 7.0, 25 / 14.0}, within(1e-6));
    }

    private static double[] row(double... numbers) {
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64"})
    void severalParametersAreOneVectorAndThoseWithoutGradientStay(DType dtype) {
        Tensor a = Tensor.of(new double[][] {{1, -2}, {0.5, 3}}).to(dtype).requiresGrad(true);
        Tensor b = Tensor.scalar(dtype, 0.7).requiresGrad(true);
        Tensor c = Tensor.ones(dtype, 2).requiresGrad(true);
        Lbfgs optimizer = new Lbfgs(List.of(a, b, c)).maxIter(5).strongWolfe(true);
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            losses.add(optimizer
                    .step(() -> {
                        optimizer.zeroGrad();
                        Tensor first = a.square().sum().sub(1).square();
                        Tensor second =
                                b.sub(a.select(0, 0).select(0, 0)).square().mul(3);
                        Tensor loss = first.add(second).add(b.mul(0.3).exp());
                        loss.backward();
                        return loss;
                    })
                    .item());
        }
        double tolerance = dtype == DType.FLOAT32 ? 2e-6 : 1e-9;
        assertThat(losses.get(0)).isEqualTo(177.06617805995674, within(100 * tolerance));
        assertThat(losses.get(1)).isEqualTo(1.5741519586641193, within(tolerance));
        assertThat(losses.get(2)).isEqualTo(1.0962283918659295, within(tolerance));
        assertThat(b.item()).isEqualTo(-0.4577360570704608, within(tolerance));
        assertThat(c.toDoubleArray()).containsExactly(1, 1);
    }

    // ---- State ----

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLoadedStateGoesOnBitForBit(boolean search) {
        Function<List<Tensor>, Lbfgs> make = p ->
                new Lbfgs(p, search ? 1 : 1e-3).strongWolfe(search).maxIter(3).historySize(4);
        Problem whole = new Problem(LbfgsTest::rosenbrock, make, -1.2, 1, 0.4);
        whole.step();
        whole.step();
        Problem resumed = new Problem(LbfgsTest::rosenbrock, Lbfgs::new, whole.x.toDoubleArray());
        Map<String, Tensor> saved = whole.optimizer.stateDict();
        resumed.optimizer.loadStateDict(saved);
        assertThat(saved).containsKeys("group.0.strong_wolfe", "state.0.d", "state.0.old_dirs.1", "state.0.ro.1");
        for (int step = 0; step < 3; step++) {
            assertThat(resumed.step()).isEqualTo(whole.step());
        }
        assertThat(resumed.x.detach().bitEquals(whole.x.detach())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "state.0.d, '', state.0.d is missing",
        "state.0.old_stps.0, '', state.0.old_stps.0 is missing",
        "state.0.n_iter, '', state.0.d is unknown",
        "state.0.n_iter, 0, 'Lbfgs: state.0.n_iter must be >= 1, got 0'",
        "group.0.max_iter, 0, 'Lbfgs: max_iter must be >= 1, got 0'",
    })
    void aStateThatDoesNotFitChangesNothing(String name, String value, String message) {
        Problem problem = new Problem(LbfgsTest::rosenbrock, p -> new Lbfgs(p).strongWolfe(true), -1.2, 1);
        problem.step();
        Map<String, Tensor> before = OptimizerStateTest.copy(problem.optimizer.stateDict());
        Map<String, Tensor> faulty = new LinkedHashMap<>(before);
        faulty.put("group.0.lr", Tensor.scalar(DType.FLOAT64, 7));
        if (value.isEmpty()) {
            faulty.remove(name);
        } else {
            faulty.put(name, Tensor.scalar(DType.INT64, Double.parseDouble(value)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.optimizer.loadStateDict(faulty))
                .withMessageContaining(message);
        OptimizerStateTest.assertSame(problem.optimizer.stateDict(), before);
    }

    @Test
    void aFreshStateForgetsAllThatIsKnownOfTheHessian() {
        Function<List<Tensor>, Lbfgs> make = p -> new Lbfgs(p).strongWolfe(true).maxIter(3);
        Problem used = new Problem(LbfgsTest::rosenbrock, make, -1.2, 1);
        Map<String, Tensor> fresh = used.optimizer.stateDict();
        used.step();
        used.optimizer.loadStateDict(fresh);
        OptimizerStateTest.assertSame(used.optimizer.stateDict(), fresh);

        Problem other = new Problem(LbfgsTest::rosenbrock, make, used.x.toDoubleArray());
        for (int step = 0; step < 2; step++) {
            assertThat(used.step()).isEqualTo(other.step());
        }
        OptimizerStateTest.assertSame(used.optimizer.stateDict(), other.optimizer.stateDict());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 5", "20, 25", "1717986918, 2147483647", "2147483647, 2147483647"})
    void theLargestNumberOfEvaluationsFollowsThatOfIterations(int maxIter, long maxEval) {
        Lbfgs optimizer = new Lbfgs(List.of(Tensor.zeros(2).requiresGrad(true))).maxIter(maxIter);
        assertThat(optimizer.stateDict().get("group.0.max_eval").toLongArray()).containsExactly(maxEval);
    }

    // ---- Errors ----

    @Test
    void aStepNeedsAClosure() {
        Problem problem = new Problem(LbfgsTest::rosenbrock, Lbfgs::new, 1, 2);
        assertThatIllegalStateException()
                .isThrownBy(problem.optimizer::step)
                .withMessage("Lbfgs: a step needs the loss more than once, call step(closure)");
    }

    @Test
    void argumentsAreChecked() {
        List<Tensor> one = List.of(Tensor.zeros(2).requiresGrad(true));
        List<Tensor> mixed = List.of(one.get(0), Tensor.zeros(DType.FLOAT64, 1).requiresGrad(true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lbfgs(mixed))
                .withMessage("Lbfgs: the parameters must be of one type, got FLOAT32 and FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lbfgs(List.of(Tensor.zeros(0).requiresGrad(true))))
                .withMessage("Lbfgs: the parameters have no elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lbfgs(one).historySize(0))
                .withMessage("Lbfgs: history_size must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lbfgs(one).maxIter(0))
                .withMessage("Lbfgs: max_iter must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lbfgs(one).toleranceGrad(-1))
                .withMessage("Lbfgs: tolerance_grad must be finite and >= 0, got -1.0");
    }

    @Test
    void anExceptionOfTheClosureInASearchLeavesTheParametersWhereTheSearchBegan() {
        Tensor x = Tensor.of(-1.2, 1).requiresGrad(true);
        Lbfgs optimizer = new Lbfgs(List.of(x)).strongWolfe(true);
        int[] calls = {0};
        assertThatIllegalStateException()
                .isThrownBy(() -> optimizer.step(() -> {
                    if (calls[0]++ > 0) {
                        throw new IllegalStateException("no more data");
                    }
                    Tensor loss = rosenbrock(x);
                    loss.backward();
                    return loss;
                }));
        assertThat(x.toDoubleArray()).containsExactly(-1.2, 1);
    }
}

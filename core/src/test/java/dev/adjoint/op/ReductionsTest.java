package dev.adjoint.op;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionsTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private final Tensor cube = Tensor.arange(24).to(DType.FLOAT64).reshape(2, 3, 4);

    @Test
    void sumsOverAnyDimensions() {
        assertThat(cube.sum().item()).isEqualTo(276);
        assertThat(cube.sum(1).toDoubleArray()).containsExactly(12, 15, 18, 21, 48, 51, 54, 57);
        assertThat(cube.sum(0, 2).toDoubleArray()).containsExactly(60, 92, 124);
        assertThat(cube.sum(-1, 1).toDoubleArray()).containsExactly(66, 210);
        assertThat(cube.sum(true, 1).shape()).isEqualTo(Shape.of(2, 1, 4));
        assertThat(cube.sum(true).shape()).isEqualTo(Shape.of(1, 1, 1));
        assertThat(cube.sum(1).shape()).isEqualTo(Shape.of(2, 4));
    }

    @Test
    void anEmptyArrayOfDimensionsMeansAllOfThem() {
        int[] none = {};
        List<Tensor> reduced = List.of(
                cube.sum(none),
                cube.mean(none),
                cube.prod(none),
                cube.amax(none),
                cube.amin(none),
                cube.logSumExp(none),
                cube.var(true, false, none),
                cube.std(false, false, none),
                cube.norm(2, false, none),
                cube.norm(-2, false, none));

        assertThat(reduced).extracting(Tensor::shape).containsOnly(Shape.scalar());
        assertThat(cube.var(true, true, none).shape()).isEqualTo(Shape.of(1, 1, 1));
        assertThat(cube.var(true, false, none).item()).isEqualTo(50);
        assertThat(cube.add(1).norm(-2, true, none).shape()).isEqualTo(Shape.of(1, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void butOfTruthValuesItReducesNone(boolean keepDim) {
        Tensor x = cube.gt(11);

        assertThat(x.all(keepDim, new int[0]).bitEquals(x)).isTrue();
        assertThat(x.any(keepDim, new int[0]).bitEquals(x)).isTrue();
        assertThat(x.all(keepDim).shape()).isEqualTo(keepDim ? Shape.of(1, 1, 1) : Shape.scalar());
        assertThat(x.all(keepDim).item()).isZero();
        assertThat(x.any(keepDim).item()).isOne();
        assertThat(x.all(false, 1, 2).toBooleanArray()).containsExactly(false, true);
        assertThat(x.any(false, 1, 2).toBooleanArray()).containsExactly(false, true);
    }

    @Test
    void anyOfNumbersTellsWhetherOneIsNotZero() {
        Tensor x = Tensor.of(new float[] {-1, 1, 0, 0}, 2, 2);

        assertThat(x.any(false).item()).isOne();
        assertThat(x.any(false, 1).toBooleanArray()).containsExactly(true, false);
        assertThat(x.any(false, new int[0]).toBooleanArray()).containsExactly(true, true, false, false);
    }

    @Test
    void allAndAnyOfNothing() {
        Tensor x = Tensor.zeros(DType.BOOL, 0, 2);

        assertThat(x.all(false).item()).isOne();
        assertThat(x.any(false).item()).isZero();
        assertThat(x.all(false, 0).toBooleanArray()).containsExactly(true, true);
        assertThat(x.any(false, 0).toBooleanArray()).containsExactly(false, false);
    }

    @Test
    void sumsOfIntegersAndTruthValuesAreIntegers() {
        assertThat(Tensor.arange(5).sum().dtype()).isEqualTo(DType.INT64);
        assertThat(Tensor.of(true, false, true).sum().toLongArray()).containsExactly(2);
        assertThat(Tensor.arange(6).reshape(2, 3).sum(0).toLongArray()).containsExactly(3, 5, 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 13, 207, 4098, 100_003})
    void sumsOfAnyLengthAreExactToRounding(int n) {
        Tensor x = Tensor.uniform(new Rng(n), DType.FLOAT64, -1, 1, n);
        double exact = 0;
        double rest = 0;
        for (double v : x.toDoubleArray()) {
            double next = exact + v;
            rest += Math.abs(exact) >= Math.abs(v) ? exact - next + v : v - next + exact;
            exact = next;
        }

        assertThat(x.sum().item()).isCloseTo(exact + rest, within(1e-15 * n));
        assertThat(x.reshape(1, n).sum(0).bitEquals(x)).isTrue();
        assertThat(x.to(DType.FLOAT32).sum().item()).isCloseTo(exact, within(1e-5 * Math.sqrt(n)));
    }

    @Test
    void means() {
        assertThat(cube.mean().item()).isEqualTo(11.5);
        assertThat(cube.mean(0, 2).toDoubleArray()).containsExactly(7.5, 11.5, 15.5);
        assertThat(cube.mean(true, 1).shape()).isEqualTo(Shape.of(2, 1, 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.arange(3).mean())
                .withMessage("mean: takes FLOAT32 or FLOAT64, got INT64; convert with to(DType.FLOAT32)");
    }

    @Test
    void theGradientOfTheMeanOfNothingHasNoInfluence() {
        Tensor none = Tensor.zeros(DType.FLOAT64, 0).requiresGrad(true);
        Tensor upstream = Tensor.scalar(DType.FLOAT64, 2).requiresGrad(true);
        Tensor mean = none.mean();
        Tensor gradient = Autograd.grad(List.of(mean), List.of(none), List.of(upstream), GraphOption.CREATE_GRAPH)
                .get(0);

        assertThat(mean.item()).isNaN();
        assertThat(Autograd.grad(gradient.sum(), upstream).item()).isZero();
    }

    @Test
    void normsOfNegativeOrderAreZeroWhereAnElementIs() {
        Tensor x = Tensor.of(new double[] {0, 3, 4, -4}, 2, 2).requiresGrad(true);
        Tensor norm = x.norm(-2, false, 1);
        norm.sum().backward();

        assertThat(norm.toDoubleArray()).containsExactly(new double[] {0, Math.sqrt(8)}, within(1e-15));
        double slope = Math.sqrt(0.125);
        assertThat(requireNonNull(x.grad()).toDoubleArray())
                .containsExactly(new double[] {0, 0, slope, -slope}, within(1e-15));
    }

    @Test
    void extremaAndWhereTheyAre() {
        Tensor x = Tensor.of(new double[] {3, 1, 3, 2, 9, 4}, 2, 3);

        assertThat(x.max().item()).isEqualTo(9);
        assertThat(x.min().item()).isEqualTo(1);
        assertThat(x.amax(0).toDoubleArray()).containsExactly(3, 9, 4);
        assertThat(x.amin(1).toDoubleArray()).containsExactly(1, 2);
        assertThat(x.argmax(1).toLongArray()).containsExactly(0, 1);
        assertThat(x.argmin(0).toLongArray()).containsExactly(1, 0, 0);
        assertThat(x.max(1).values().toDoubleArray()).containsExactly(3, 9);
        assertThat(x.max(1).indices().toLongArray()).containsExactly(0, 1);
        assertThat(x.min(-1).values().toDoubleArray()).containsExactly(1, 2);
        assertThat(Tensor.scalar(5).argmax(0).item()).isZero();
    }

    @Test
    void tiesShareOrTheFirstTakesAll() {
        Tensor x = Tensor.of(3.0, 1, 3).requiresGrad(true);

        assertThat(Autograd.grad(x.amax(), x).toDoubleArray()).containsExactly(0.5, 0, 0.5);
        assertThat(Autograd.grad(x.max(0).values(), x).toDoubleArray()).containsExactly(1, 0, 0);
    }

    @Test
    void nanIsTheExtreme() {
        Tensor x = Tensor.of(1, NAN, INF);

        assertThat(x.amax().item()).isNaN();
        assertThat(x.amin().item()).isNaN();
        assertThat(x.argmax(0).item()).isEqualTo(1);
        assertThat(x.argmin(0).item()).isEqualTo(1);
    }

    @Test
    void reductionsOverNothing() {
        Tensor empty = Tensor.zeros(DType.FLOAT64, 2, 0, 3);

        assertThat(empty.sum().item()).isZero();
        assertThat(empty.sum(1).toDoubleArray()).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(empty.sum(0).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(empty.mean().item()).isNaN();
        assertThat(empty.logSumExp(1).toDoubleArray()).containsOnly(-INF);
        assertThat(empty.amax(0).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(empty.argmax(2).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(empty.softmax(1).shape()).isEqualTo(empty.shape());
        assertThatIllegalArgumentException()
                .isThrownBy(empty::max)
                .withMessage("amax: no elements to choose from in shape [2, 0, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty.amin(-2))
                .withMessage("amin: no elements to choose from in shape [2, 0, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty.argmax(1))
                .withMessage("argmax: no elements to choose from in shape [2, 0, 3]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e4, -1e4, 1e300, -1e300})
    void softmaxFamilyIsStable(double large) {
        Tensor x = Tensor.of(large, large, large);

        assertThat(x.softmax(0).toDoubleArray())
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
        assertThat(x.logSoftmax(0).toDoubleArray())
                .containsExactly(new double[] {-Math.log(3), -Math.log(3), -Math.log(3)}, within(1e-15));
        assertThat(x.logSumExp().item()).isCloseTo(large + Math.log(3), within(Math.abs(large) * 1e-15));
    }

    @Test
    void softmaxOfInfinities() {
        assertThat(Tensor.of(0, -INF).softmax(0).toDoubleArray()).containsExactly(1, 0);
        assertThat(Tensor.of(0, -INF).logSoftmax(0).toDoubleArray()).containsExactly(0, -INF);
        assertThat(Tensor.of(-INF, -INF).logSumExp().item()).isEqualTo(-INF);
        assertThat(Tensor.of(0, INF).logSumExp().item()).isEqualTo(INF);
        assertThat(Tensor.of(0, NAN).logSumExp().item()).isNaN();
    }

    @Test
    void softmaxRowsSumToOne() {
        Tensor x = Tensor.uniform(new Rng(5), DType.FLOAT64, -5, 5, 4, 5, 6);

        for (int dim = 0; dim < 3; dim++) {
            Tensor sums = x.softmax(dim).sum(dim);
            assertThat(sums.allClose(Tensor.full(DType.FLOAT64, 1, sums.shape().dims()), 1e-14, 0))
                    .as("dim %d", dim)
                    .isTrue();
            assertThat(x.logSoftmax(dim).exp().allClose(x.softmax(dim), 1e-13, 0))
                    .as("dim %d", dim)
                    .isTrue();
        }
    }

    @Test
    void badDimensionsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cube.sum(3))
                .withMessage("sum: dim must be in [-3, 2] for shape [2, 3, 4], got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cube.logSumExp(0, -3))
                .withMessage("logSumExp: dim -3 is named twice in [0, -3], the shape is [2, 3, 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cube.softmax(5))
                .withMessage("softmax: dim must be in [-3, 2] for shape [2, 3, 4], got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cube.sumTo(Shape.of(5)))
                .withMessage("sumTo: shape [5] does not broadcast to [2, 3, 4]");
    }
}

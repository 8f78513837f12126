package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected numbers are scikit-learn's. */
class ScalerTest {
    private static final double NAN = Double.NaN;
    private static final Tensor X =
            Tensor.of(new double[][] {{1, 10, 7, NAN}, {2, -5, 7, 3}, {4, 0.25, 7, 5}, {NAN, 1e3, 7, 8}});

    static Stream<Scaler> scalers() {
        return Stream.of(new MinMaxScaler(), new MinMaxScaler(-1, 1), new StandardScaler());
    }

    private static void assertNumbers(Tensor x, double... expected) {
        double[] actual = x.toDoubleArray();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(actual[i]).isNaN();
            } else {
                assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(1e-8));
            }
        }
    }

    @Test
    void minMax() {
        assertNumbers(
                new MinMaxScaler(-1, 1).fitTransform(X),
                -1,
                -0.97014925,
                -1,
                NAN,
                -0.33333333,
                -1,
                -1,
                -1,
                1,
                -0.98955224,
                -1,
                -0.2,
                NAN,
                1,
                -1,
                1);
    }

    @Test
    void standard() {
        assertNumbers(
                new StandardScaler().fitTransform(X),
                -1.06904497,
                -0.55822104,
                0,
                NAN,
                -0.26726124,
                -0.59292009,
                0,
                -1.13554995,
                1.33630621,
                -0.58077542,
                0,
                -0.16222142,
                NAN,
                1.73191655,
                0,
                1.29777137);
    }

    @Test
    void minMaxHitsBothEndsExactly() {
        Tensor years = Tensor.of(new float[] {1999.1f, 2003.3f, 2024.7f}, 3, 1);
        assertThat(new MinMaxScaler(-0.3, 1.1).fitTransform(years).get(0, 0)).isEqualTo((float) -0.3);
        assertThat(new MinMaxScaler(-0.3, 1.1).fitTransform(years).get(2, 0)).isEqualTo((float) 1.1);
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void theInverseGivesTheDataBack(Scaler scaler) {
        assertNumbers(scaler.inverseTransform(scaler.fitTransform(X)), X.toDoubleArray());
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void aConstantIsShiftedOnlyAndComesBack(Scaler scaler) {
        Tensor tenths = Tensor.full(DType.FLOAT64, 0.1, 10, 1);
        Tensor scaled = scaler.fitTransform(tenths);
        double low = scaled.get(0, 0);
        assertThat(low).isBetween(-1.0, 1e-15);
        assertThat(scaler.inverseTransform(scaled).get(3, 0)).isEqualTo(0.1);
        double other = scaler.transform(Tensor.full(DType.FLOAT64, 0.6, 1, 1)).get(0, 0);
        double width = low == -1 ? 2 : 1;
        assertThat(other - low).isCloseTo(0.5 * width, within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void aFeatureWithoutValuesHasNoneAfterwards(Scaler scaler) {
        Tensor x = Tensor.of(new double[][] {{NAN, 1}, {NAN, 2}});
        Tensor scaled = scaler.fitTransform(x);
        Tensor other = scaler.transform(Tensor.ones(DType.FLOAT64, 1, 2));
        assertThat(scaled.get(0, 0)).isNaN();
        assertThat(scaled.get(1, 1)).isFinite();
        assertThat(other.get(0, 0)).isNaN();
        assertThat(scaler.inverseTransform(other.mul(-1)).get(0, 0)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void eachPlaceIsAFeature(Scaler scaler) {
        Tensor x = Tensor.randn(new Rng(1), DType.FLOAT64, 6, 2, 3);
        Tensor flat = scaler.fitTransform(x.reshape(6, 6));
        assertThat(scaler.fitTransform(x).reshape(6, 6).bitEquals(flat)).isTrue();
        Tensor column = scaler.fitTransform(x.select(2, 1).select(1, 1));
        assertThat(column.shape().dims()).containsExactly(6);
        assertNumbers(column, flat.select(1, 4).toDoubleArray());
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void floatsAreComputedInDoublePrecision(Scaler scaler) {
        Tensor x = Tensor.of(new float[][] {{1e6f, 0}, {1e6f + 0.0625f, 1}, {1e6f + 0.125f, 5}});
        Tensor exact = scaler.fitTransform(x.to(DType.FLOAT64));
        assertThat(scaler.fitTransform(x).bitEquals(exact.to(DType.FLOAT32))).isTrue();
        assertThat(scaler.inverseTransform(scaler.transform(x)).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void gradientsFlowThrough() {
        Scaler scaler = new StandardScaler().fit(Tensor.of(new float[][] {{0, 1}, {4, 3}}));
        Tensor x = Tensor.zeros(1, 2).requiresGrad(true);
        scaler.transform(x).sum().backward();
        assertThat(x.grad().toFloatArray()).containsExactly(0.5f, 1);
        Tensor leaf = Tensor.ones(2, 1).requiresGrad(true);
        assertThat(new StandardScaler().fit(leaf).stateDict().get("mean").requiresGrad())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void whatIsNotFittedTransformsNothing(Scaler scaler) {
        String message = scaler.getClass().getSimpleName() + ": not fitted; call fit or loadStateDict first";
        assertThatIllegalStateException().isThrownBy(() -> scaler.transform(X)).withMessage(message);
        assertThatIllegalStateException()
                .isThrownBy(() -> scaler.inverseTransform(X))
                .withMessage(message);
        scaler.fit(X).loadStateDict(Map.of());
        assertThat(scaler.stateDict()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> scaler.transform(X)).withMessage(message);
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void argumentsAreCheckedAndAnErrorChangesNothing(Scaler scaler) {
        scaler.fit(X);
        String state = scaler.stateDict().toString();
        String name = scaler.getClass().getSimpleName();
        for (Tensor bad : new Tensor[] {Tensor.ones(5, 3), Tensor.ones(4), Tensor.ones(5, 4, 1), Tensor.scalar(1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scaler.transform(bad))
                    .withMessage(name + ": expected samples of the fitted shape [4], got shape " + bad.shape());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scaler.transform(Tensor.arange(4)))
                .withMessage(name + ": expected FLOAT32 or FLOAT64, got INT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scaler.fit(Tensor.ones(0, 4)))
                .withMessage(name + ": fit takes at least 1 sample, got shape [0, 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scaler.fit(Tensor.of(1f, Float.NEGATIVE_INFINITY)))
                .withMessage(name + ": fit takes finite values and NaN, got an infinity");
        assertThat(scaler.stateDict().toString()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("scalers")
    void theStateIsTakenOver(Scaler scaler) {
        Map<String, Tensor> state = scaler.fit(X).stateDict();
        String before = scaler.transform(X).toString();
        scaler.fit(X.mul(2).slice(1, 0, 2));
        scaler.loadStateDict(state);
        assertThat(scaler.transform(X).toString()).isEqualTo(before);
    }

    @Test
    void theStateOfAnotherKindIsRefused() {
        Scaler scaler = new MinMaxScaler();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> scaler.loadStateDict(new StandardScaler().fit(X).stateDict()))
                .withMessageContaining("MinMaxScaler: the state does not fit: ")
                .withMessageContaining("min is missing")
                .withMessageContaining("mean is unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scaler.loadStateDict(
                        Map.of("min", Tensor.ones(DType.FLOAT64, 2), "range", Tensor.ones(DType.FLOAT64, 3))))
                .withMessageContaining("range is FLOAT64 [3] instead of FLOAT64 [2]");
    }

    @Test
    void lowIsBelowHigh() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MinMaxScaler(1, 1))
                .withMessage("MinMaxScaler: expected finite low < high, got low 1.0 and high 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new MinMaxScaler(0, NAN));
        assertThatIllegalArgumentException().isThrownBy(() -> new MinMaxScaler(0, Double.POSITIVE_INFINITY));
    }
}

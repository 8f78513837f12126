package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {
    private final Tolerance tolerance = new Tolerance(0.01, 0.5);

    @ParameterizedTest
    @CsvSource({
        "101.5, 100, true",
        "101.6, 100, false",
        "-98.5, -100, true",
        "-98.4, -100, false",
        "0.0, -0.0, true",
        "NaN, NaN, true",
        "NaN, 0, false",
        "0, NaN, false",
        "Infinity, Infinity, true",
        "Infinity, -Infinity, false",
        "1e308, Infinity, false",
        "Infinity, 1e308, false",
        "NaN, Infinity, false",
    })
    void acceptsNumbersThatAreClose(double got, double want, boolean accepted) {
        assertThat(tolerance.accepts(got, want)).isEqualTo(accepted);
    }

    @Test
    void namesTheElementThatIsFarthestOff() {
        assertThatThrownBy(() -> tolerance.check("it", Tensor.of(1f, 4f, 9f), Tensor.of(1f, 2f, 3f)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("it: 2 of 3 elements differ, most element 2: expected 3.0, got 9.0; rtol 0.01, atol 0.5");
    }

    @Test
    void countsNanAsFarthest() {
        assertThatThrownBy(() -> tolerance.check("it", Tensor.of(Double.NaN, 9.0), Tensor.of(1.0, 2.0)))
                .hasMessageContaining("2 of 2 elements differ, most element 0");
    }

    @Test
    void holdsIntegersAndTruthValuesToEquality() {
        assertThatThrownBy(() -> tolerance.check("it", Tensor.of(Long.MAX_VALUE - 1), Tensor.of(Long.MAX_VALUE)))
                .hasMessage("it: element 0: expected 9223372036854775807, got 9223372036854775806");
        assertThatThrownBy(() -> tolerance.check("it", Tensor.of(true, false), Tensor.of(true, true)))
                .hasMessage("it: element 1: expected true");
    }

    @Test
    void holdsShapeAndTypeToEquality() {
        assertThatThrownBy(() -> tolerance.check("it", Tensor.zeros(1), Tensor.zeros()))
                .hasMessage("it: expected FLOAT32 [], got FLOAT32 [1]");
        assertThatThrownBy(() -> tolerance.check("it", Tensor.zeros(DType.FLOAT64, 0), Tensor.zeros(0)))
                .hasMessage("it: expected FLOAT32 [0], got FLOAT64 [0]");
    }

    @Test
    void takesNoInfluenceForZeros() {
        Tensor zeros = Tensor.zeros(2);

        assertThatCode(() -> {
                    tolerance.checkGradient("it", null, null);
                    tolerance.checkGradient("it", zeros, null);
                    tolerance.checkGradient("it", null, zeros);
                })
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> tolerance.checkGradient("it", null, Tensor.ones(2)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> tolerance.checkGradient("it", Tensor.ones(2), null))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void holdsNamesToEquality() {
        assertThatThrownBy(() -> tolerance.check("it", Map.of("a", Tensor.ones(1)), Map.of("b", Tensor.ones(1))))
                .hasMessage("it: expected [b], got [a]");
        assertThatThrownBy(() -> tolerance.check("it", Map.of("a", Tensor.ones(1)), Map.of("a", Tensor.zeros(1))))
                .hasMessageStartingWith("it a: 1 of 1 elements differ");
    }
}

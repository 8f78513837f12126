package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 2, 0.00",
        "-0.001, 2, 0.00",
        "24.70408163265306, 4, 24.7041",
        "0.125, 2, 0.12",
        "0.375, 2, 0.38",
        "1.005, 2, 1.00",
        "2e-3, 7, 0.0020000",
        "1e22, 0, 10000000000000000000000",
        "NaN, 4, NaN",
        "-Infinity, 4, -Infinity"
    })
    void roundsTheExactValueHalfToEven(double number, int decimals, String text) {
        assertThat(Figures.fixed(number, decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 0",
        "1, 3, 1.00e+00",
        "9.996e-8, 3, 1.00e-07",
        "-2.5, 1, -2e+00",
        "1.5e100, 2, 1.5e+100",
        "4.9e-324, 2, 4.9e-324",
        "NaN, 2, NaN"
    })
    void writesPowersOfTen(double number, int digits, String text) {
        assertThat(Figures.scientific(number, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"351, 360, 97.50", "360, 360, 100.00", "0, 7, 0.00", "1, 3, 33.33", "0, 0, NaN"})
    void computesPercent(int part, int whole, String text) {
        assertThat(Figures.percent(part, whole)).isEqualTo(text);
    }
}

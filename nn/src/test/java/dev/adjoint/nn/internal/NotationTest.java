package dev.adjoint.nn.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {
    @ParameterizedTest
    @CsvSource({
        "0.01, 0.01",
        "1, 1.0",
        "-2.5, -2.5",
        "0, 0.0",
        "-0.0, -0.0",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-0.00001234, -1.234e-05",
        "1e-100, 1e-100",
        "123456789, 123456789.0",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "2.5e200, 2.5e+200"
    })
    void numbersAreWrittenAsPythonDoes(double value, String expected) {
        assertThat(Notation.of(value)).isEqualTo(expected);
    }
}

package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, '', 3", "'', abc, 3", "kitten, sitting, 3", "flaw, lawn, 2", "xor, xor, 0"})
    void countsEdits(String a, String b, int edits) {
        assertThat(Spelling.distance(a, b)).isEqualTo(edits);
    }

    @ParameterizedTest
    @CsvSource({
        "digits, digits, true",
        "DIGIT, digits, true",
        "digtis, digits, true",
        "dig, digits, true",
        "digits-cnn, digits, true",
        "xro, xor, false",
        "xo, xor, true",
        "micro, micrograd, true",
        "celcius, celsius, true",
        "mnist, digits, false",
        "'', xor, false"
    })
    void tellsMisspellings(String typed, String known, boolean close) {
        assertThat(Spelling.isClose(typed, known)).isEqualTo(close);
    }
}

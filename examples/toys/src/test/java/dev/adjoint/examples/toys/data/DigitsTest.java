package dev.adjoint.examples.toys.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    private static final String LINE = "0,".repeat(63) + "16,9";

    /** Counts of classes and the sum of all pixels, taken from the source of the resource. */
    @Test
    void loadsTheImagesOfTheSource() throws IOException {
        LabelledImages digits = Digits.load();

        assertThat(digits.images().shape().dims()).containsExactly(1797, 8, 8);
        int[] counts = new int[10];
        for (long label : digits.labels().toLongArray()) {
            counts[(int) label]++;
        }
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        double ink = 0;
        for (float pixel : digits.images().toFloatArray()) {
            assertThat(pixel).isBetween(0f, 1f);
            ink += 16 * pixel;
        }
        assertThat(ink).isEqualTo(561_718);
    }

    @Test
    void keepsTheOrderOfPixels() throws IOException {
        float[] first = Digits.load().select(Tensor.arange(1)).images().toFloatArray();
        assertThat(Arrays.copyOf(first, 16))
                .containsExactly(
                        0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0, 0, 0, 13 / 16f, 15 / 16f, 10 / 16f, 15 / 16f,
                        5 / 16f, 0);
    }

    @Test
    void splitsIntoDisjointPartsByTheSeed() throws IOException {
        LabelledImages digits = Digits.load();
        Rng.seed(7);
        TrainTest split = digits.split(1437);
        Rng.seed(7);
        TrainTest again = digits.split(1437);
        Rng.seed(8);
        TrainTest other = digits.split(1437);

        assertThat(split.train().count()).isEqualTo(1437);
        assertThat(split.test().count()).isEqualTo(360);
        List<String> all = rows(split.train());
        all.addAll(rows(split.test()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(rows(digits));
        assertThat(again.test().images().bitEquals(split.test().images())).isTrue();
        assertThat(other.test().images().bitEquals(split.test().images())).isFalse();
    }

    @Test
    void readsLines() throws IOException {
        LabelledImages images = Digits.read(new StringReader(LINE + "\n" + LINE + "\r\n"), "test", 2);
        assertThat(images.images().get(1, 7, 7)).isEqualTo(1);
        assertThat(images.labels().toLongArray()).containsExactly(9, 9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            17  | 9 | test, line 2, field 64: expected a whole number of 0..16, got "17"
            -1  | 9 | test, line 2, field 64: expected a whole number of 0..16, got "-1"
            0.5 | 9 | test, line 2, field 64: expected a whole number of 0..16, got "0.5"
            ''  | 9 | test, line 2, field 64: expected a whole number of 0..16, got ""
            999999999999 | 9 | test, line 2, field 64: expected a whole number of 0..16, got "999999999999"
            16  | 10 | test, line 2, field 65: expected a whole number of 0..9, got "10"
            16,16 | 9 | test, line 2: expected 65 fields, 64 pixels and the class, got 66
            """)
    void refusesOtherLines(String lastPixel, String label, String message) {
        String text = LINE + "\n" + "0,".repeat(63) + lastPixel + "," + label + "\n";
        assertThatIOException()
                .isThrownBy(() -> Digits.read(new StringReader(text), "test", 2))
                .withMessage(message);
    }

    @Test
    void refusesOtherCountsOfLines() {
        String two = LINE + "\n" + LINE + "\n";
        assertThatIOException()
                .isThrownBy(() -> Digits.read(new StringReader(two), "test", 3))
                .withMessage("test: expected 3 lines, got 2");
        assertThatIOException()
                .isThrownBy(() -> Digits.read(new StringReader(two), "test", 1))
                .withMessage("test, line 2: expected the end after 1 lines, got another");
        assertThatIOException()
                .isThrownBy(() -> Digits.read(new StringReader(LINE + "\n\n"), "test", 2))
                .withMessage("test, line 2: expected 65 fields, 64 pixels and the class, got 1");
    }

    private static List<String> rows(LabelledImages images) {
        float[] pixels = images.images().toFloatArray();
        long[] labels = images.labels().toLongArray();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            rows.add(labels[i] + Arrays.toString(Arrays.copyOfRange(pixels, 64 * i, 64 * (i + 1))));
        }
        Collections.sort(rows);
        return rows;
    }
}

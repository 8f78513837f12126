package dev.adjoint.examples.toys.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.data.TensorDataset;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DigitsTest {
    /** Counts of classes and the sum of all pixels, taken from the source of the resource. */
    @Test
    void loadsTheImagesOfTheSource() throws IOException {
        TensorDataset digits = Digits.load();

        assertThat(digits.inputs().shape().dims()).containsExactly(1797, 8, 8);
        int[] counts = new int[10];
        for (long label : digits.targets().toLongArray()) {
            counts[(int) label]++;
        }
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        double ink = 0;
        for (float pixel : digits.inputs().toFloatArray()) {
            assertThat(pixel).isBetween(0f, 1f);
            ink += 16 * pixel;
        }
        assertThat(ink).isEqualTo(561_718);
    }

    @Test
    void keepsTheOrderOfPixels() throws IOException {
        assertThat(Digits.load().get(0).input().slice(0, 0, 2).flatten().toFloatArray())
                .containsExactly(
                        0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0, 0, 0, 13 / 16f, 15 / 16f, 10 / 16f, 15 / 16f,
                        5 / 16f, 0);
    }
}

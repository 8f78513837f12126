package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Tensor;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HeatmapTest {
    @Test
    void shadesFromWhiteToDarkAndFramesTheMarked() {
        Tensor values = Tensor.of(new float[][] {{0, 1, 2}, {1, 0, -1}});
        Heatmap map = new Heatmap("", List.of("a", "b"), List.of("x", "y", "z"), values, 0, 2);

        Set<Integer> colours = coloursOf(Heatmap.draw("title", "columns", "rows", List.of(map, map)));

        assertThat(colours).contains(0xFFFFFF, 0x00243C, Pictures.COLOURS[1].getRGB() & 0xFFFFFF);
    }

    @Test
    void whatIsNoNumberIsGrey() {
        Heatmap map = new Heatmap("", List.of("a"), List.of("x"), Tensor.of(new float[][] {{Float.NaN}}));

        assertThat(coloursOf(Heatmap.draw("", "", "", List.of(map))))
                .contains(Pictures.NOT_A_NUMBER.getRGB() & 0xFFFFFF);
    }

    @Test
    void isAsWideAsTheTablesNeed() {
        Tensor values = Tensor.zeros(2, 3);
        Heatmap map = new Heatmap("", List.of("a", "b"), List.of("x", "y", "z"), values);
        int one = Heatmap.draw("", "", "", List.of(map)).getWidth();
        int two = Heatmap.draw("", "", "", List.of(map, map)).getWidth();
        int three = Heatmap.draw("", "", "", List.of(map, map, map)).getWidth();
        assertThat(three - two).isEqualTo(two - one).isPositive();
    }

    private static Set<Integer> coloursOf(BufferedImage image) {
        Set<Integer> colours = new TreeSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
        return colours;
    }
}

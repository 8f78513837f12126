package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

class PicturesTest {
    @TempDir
    private Path folder;

    @Test
    void writesAChartAsPngAndSvg() throws IOException {
        CapturedScreen screen = new CapturedScreen();
        XYChart chart = Pictures.lines("A line", "x", "y");
        chart.addSeries("y = x²", new double[] {0, 1, 2}, new double[] {0, 1, 4});

        new Pictures(folder.resolve("out"), screen.screen()).save(chart, "line");

        Path png = folder.resolve("out/line.png");
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1080);
        assertThat(Files.readString(folder.resolve("out/line.svg"))).contains("<svg", "<path");
        assertThat(screen.text()).isEqualTo("picture  " + folder.resolve("out/line") + ".png and .svg\n");
    }

    @Test
    void writesChartsSideBySide() throws IOException {
        XYChart chart = Pictures.lines("A line", "x", "y");
        chart.addSeries("y = x", new double[] {0, 1}, new double[] {0, 1});

        new Pictures(folder, new CapturedScreen().screen()).saveCharts(List.of(chart, chart, chart), 2, "three");

        BufferedImage image = ImageIO.read(folder.resolve("three.png").toFile());
        assertThat(image.getWidth()).isEqualTo(2 * chart.getWidth() * 3 / 2);
        assertThat(image.getHeight()).isEqualTo(2 * chart.getHeight() * 3 / 2);
        assertThat(image.getRGB(image.getWidth() - 10, image.getHeight() - 10) & 0xFFFFFF)
                .as("the place of the fourth is white")
                .isEqualTo(0xFFFFFF);
        assertThat(folder.resolve("three.svg")).isNotEmptyFile();
    }
}

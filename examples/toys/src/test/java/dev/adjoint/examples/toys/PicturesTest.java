package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}

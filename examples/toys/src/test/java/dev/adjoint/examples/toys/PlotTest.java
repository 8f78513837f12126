package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Tensor;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at pixels; where text is, depends on the fonts of the machine, and is not looked at. */
class PlotTest {
    /** Where the plane begins, with a legend and without titles of axes. */
    private static final int LEFT = 40;

    private static final int TOP = 52;

    @Test
    void regionsHaveTheColoursOfTheLikeliestClassAndPointsTheirOwn() {
        Plot plot = new Plot("", 0, 1, 0, 1)
                .regions(places -> places.slice(1, 0, 1))
                .dots(10)
                .line("", new double[] {0, 1}, new double[] {0.25, 0.25}, Color.GREEN);

        BufferedImage image = paint(plot);

        Color left = at(image, 0.05, 0.75);
        assertThat(left.getBlue()).isGreaterThan(left.getRed() + 50);
        Color right = at(image, 0.95, 0.75);
        assertThat(right.getRed()).isGreaterThan(right.getBlue() + 50);
        assertThat(at(image, 0.45, 0.75).getRed()).isGreaterThan(left.getRed());
        assertThat(at(image, 0.9, 0.25)).isEqualTo(Color.GREEN);
    }

    @Test
    void probabilitiesOfMoreClassesArePaintedAlike() {
        Tensor second = Tensor.of(0f, 1f, 0f);
        BufferedImage image = paint(new Plot("", 0, 1, 0, 1).regions(places -> second.expand(places.size(0), 3)));

        Color colour = at(image, 0.5, 0.5);
        Color full = Pictures.COLOURS[1];
        assertThat(colour.getRed()).isBetween(full.getRed(), 255);
        assertThat(colour.getBlue()).isBetween(full.getBlue() + 100, 160);
    }

    @Test
    void whereTheProbabilityIsNoNumberThereAreGreyStripesAndTheLegendSaysSo() {
        Plot plot = new Plot("", 0, 1, 0, 1).regions(places -> {
            Tensor x = places.slice(1, 0, 1);
            return x.maskedFill(x.gt(0.5), Double.NaN);
        });

        BufferedImage image = paint(plot);

        Set<Color> stripes = new HashSet<>();
        for (double y = 0.1; y < 0.9; y += 0.01) {
            stripes.add(at(image, 0.8, y));
        }
        assertThat(stripes).contains(Pictures.NOT_A_NUMBER);
        assertThat(stripes).hasSizeGreaterThan(1).allMatch(c -> c.getRed() == c.getBlue() && c.getRed() < 255);
        assertThat(at(image, 0.05, 0.75).getBlue())
                .isGreaterThan(at(image, 0.05, 0.75).getRed() + 50);
        assertThat(new Color(image.getRGB(LEFT + 4, TOP - 16))).as("legend").isEqualTo(Pictures.NOT_A_NUMBER);
    }

    @Test
    void aClassifierWithoutGapsHasNoLegend() {
        BufferedImage image = paint(new Plot("", 0, 1, 0, 1).regions(places -> places.slice(1, 0, 1)));

        for (int x = 0; x < image.getWidth(); x++) {
            assertThat(new Color(image.getRGB(x, TOP - 16))).isNotEqualTo(Pictures.NOT_A_NUMBER);
        }
    }

    @Test
    void bandsFillWhatIsBetweenTwoLines() {
        double[] x = {0, 1};
        Plot plot = new Plot("", 0, 1, 0, 1).band("", x, new double[] {0.4, 0.4}, new double[] {0.6, 0.6}, Color.RED);

        BufferedImage image = paint(plot);

        assertThat(at(image, 0.33, 0.5)).isEqualTo(Color.RED);
        assertThat(at(image, 0.33, 0.3)).isNotEqualTo(Color.RED);
    }

    @Test
    void severalPlotsAreOnePicture(@TempDir Path folder) throws IOException {
        Plot plot = new Plot("T", 0, 1, 0, 1)
                .regions(places -> places.slice(1, 0, 1))
                .points(Tensor.of(new float[][] {{0.5f, 0.5f}}), Tensor.of(1L), "a", "b");

        new Pictures(folder, new CapturedScreen().screen()).save(List.of(plot, plot, plot), 2, "three");

        BufferedImage png = ImageIO.read(folder.resolve("three.png").toFile());
        assertThat(png.getWidth()).isEqualTo(800);
        assertThat(png.getHeight()).isEqualTo(725);
        String svg = Files.readString(folder.resolve("three.svg")).replaceAll("base64,[^\"]*", "base64");
        assertThat(svg).contains("<circle", "data:image/png;base64", ">a</text");
    }

    @Test
    void tilesAreDarkWhereThereIsInk() {
        BufferedImage tiles = Pictures.tiles(Tensor.of(new float[] {1, 0, 0, 1}, 2, 1, 2), 1);

        assertThat(tiles.getWidth()).isEqualTo(32);
        assertThat(tiles.getHeight()).isEqualTo(40);
        assertThat(new Color(tiles.getRGB(12, 12))).isEqualTo(Color.BLACK);
        assertThat(new Color(tiles.getRGB(4, 4))).isEqualTo(Color.WHITE);
        assertThat(new Color(tiles.getRGB(12, 28)).getRed()).isBetween(200, 250);
    }

    private static BufferedImage paint(Plot plot) {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 300, 300);
        plot.paint(g, new Rectangle(300, 300));
        g.dispose();
        return image;
    }

    private static Color at(BufferedImage image, double x, double y) {
        int width = 300 - LEFT - 14;
        int height = 300 - TOP - 26;
        return new Color(image.getRGB((int) (LEFT + x * width), (int) (TOP + (1 - y) * height)));
    }
}

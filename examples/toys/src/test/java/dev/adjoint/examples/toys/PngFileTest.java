package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {
    @TempDir
    private Path folder;

    @Test
    void fewColoursStayAsTheyAre() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x123456);
        image.setRGB(2, 1, 0xFFFFFF);

        assertThat(pixels(written(image))).isEqualTo(pixels(image));
    }

    @Test
    void ofManyColoursTheFrequentStayAndTheOthersAreClose() throws IOException {
        BufferedImage image = new BufferedImage(16, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, i << 16 | i << 8 | i);
            image.setRGB(i % 16, 16 + i / 16, 0x0072B2);
        }

        int[] after = pixels(written(image));

        assertThat(after[300] & 0xFFFFFF).isEqualTo(0x0072B2);
        assertThat(Arrays.stream(after).distinct().count()).isLessThanOrEqualTo(64);
    }

    @Test
    void replacesALongerFile() throws IOException {
        Files.write(folder.resolve("a.png"), new byte[10_000]);

        written(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));

        assertThat(folder.resolve("a.png"))
                .satisfies(file -> assertThat(Files.size(file)).isLessThan(1000));
    }

    @Test
    void nothingElseIsLeftInTheFolder() throws IOException {
        written(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));

        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("a.png"));
    }

    private BufferedImage written(BufferedImage image) throws IOException {
        Path file = folder.resolve("a.png");
        PngFile.write(image, file);
        return ImageIO.read(file.toFile());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}

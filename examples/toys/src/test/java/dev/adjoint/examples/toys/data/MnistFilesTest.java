package dev.adjoint.examples.toys.data;

import static dev.adjoint.examples.toys.data.IdxFiles.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFilesTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        IdxFiles.writeMnist(directory, 30, 20);
    }

    @Test
    void readsPlainAndCompressedFiles() throws IOException {
        TrainTest data = MnistFiles.read(directory);
        Batch train = data.train().all();
        Batch test = data.test().all();

        assertThat(train.inputs().shape().dims()).containsExactly(30, 2, 1);
        assertThat(test.inputs().shape().dims()).containsExactly(20, 2, 1);
        assertThat(test.targets().get(13)).isEqualTo(3);
        assertThat(test.inputs().get(13, 0, 0)).isEqualTo(75 / 255f);
        assertThat(test.inputs().get(13, 1, 0)).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Files.delete(directory.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThatIOException()
                .isThrownBy(() -> MnistFiles.read(directory))
                .withMessage(directory
                        + ": expected a file t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz, got neither");
        Path nowhere = directory.resolve("nowhere");
        assertThatIOException()
                .isThrownBy(() -> MnistFiles.read(nowhere))
                .withMessage(nowhere + ": expected a directory with the files of MNIST, got none");
    }

    @Test
    void refusesFilesThatDoNotFitTogether() throws IOException {
        Path labels = directory.resolve("train-labels-idx1-ubyte");
        Files.write(labels, idx(8, new int[] {29}, new byte[29]));
        assertThatIOException()
                .isThrownBy(() -> MnistFiles.read(directory))
                .withMessage(labels + ": expected 30 labels, one an image, got 29");
    }

    @Test
    void refusesImagesOfTwoSizes() throws IOException {
        Files.write(directory.resolve("train-images-idx3-ubyte"), idx(8, new int[] {30, 1, 1}, new byte[30]));
        assertThatIOException()
                .isThrownBy(() -> MnistFiles.read(directory))
                .withMessage(directory + ": expected images of one size, got 1x1 to train on and 2x1 to test on");
    }

    @Test
    void refusesLabelsThatAreNoClass() throws IOException {
        Path labels = directory.resolve("train-labels-idx1-ubyte");
        byte[] classes = new byte[30];
        classes[7] = 10;
        Files.write(labels, idx(8, new int[] {30}, classes));
        assertThatIOException()
                .isThrownBy(() -> MnistFiles.read(directory))
                .withMessage(labels + ": label 7: expected a class of 0..9, got 10");
    }

    @Test
    void refusesNoImages() throws IOException {
        Path images = directory.resolve("train-images-idx3-ubyte");
        Files.write(images, idx(8, new int[] {0, 28, 28}));
        assertThatIOException()
                .isThrownBy(() -> MnistFiles.read(directory))
                .withMessage(images + ": expected images, got the shape [0, 28, 28]");
    }
}

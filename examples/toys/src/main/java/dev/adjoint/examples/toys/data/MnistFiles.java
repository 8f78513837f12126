package dev.adjoint.examples.toys.data;

import dev.adjoint.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the four IDX files of MNIST, or of a data set in its form such as Fashion-MNIST, from one directory.
 *
 * <p>The names are {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
 * {@code t10k-labels-idx1-ubyte}, each as it is or with {@code .gz}.
 */
public final class MnistFiles {
    private MnistFiles() {}

    /**
     * Returns the images and labels, pixels divided by 255.
     *
     * @throws IOException if a file is missing or malformed, or the files do not fit together
     */
    public static TrainTest read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": expected a directory with the files of MNIST, got none");
        }
        LabelledImages train = readPart(directory, "train");
        LabelledImages test = readPart(directory, "t10k");
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new IOException(directory + ": expected images of one size, got " + train.rows() + "x"
                    + train.columns() + " to train on and " + test.rows() + "x" + test.columns() + " to test on");
        }
        return new TrainTest(train, test);
    }

    private static LabelledImages readPart(Path directory, String part) throws IOException {
        Path imageFile = find(directory, part + "-images-idx3-ubyte");
        Path labelFile = find(directory, part + "-labels-idx1-ubyte");
        IdxArray images = IdxReader.read(imageFile, 3);
        if (images.shape().size() == 0) {
            throw new IOException(imageFile + ": expected images, got the shape " + images.shape());
        }
        IdxArray labels = IdxReader.read(labelFile, 1);
        int count = images.shape().dim(0);
        if (labels.shape().dim(0) != count) {
            throw new IOException(labelFile + ": expected " + count + " labels, one an image, got "
                    + labels.shape().dim(0));
        }
        return new LabelledImages(images.toFractions(), checkedLabels(labelFile, labels));
    }

    private static Tensor checkedLabels(Path file, IdxArray labels) throws IOException {
        for (int i = 0; i < labels.shape().size(); i++) {
            if (labels.get(i) >= LabelledImages.CLASSES) {
                throw new IOException(file + ": label " + i + ": expected a class of 0.." + (LabelledImages.CLASSES - 1)
                        + ", got " + labels.get(i));
            }
        }
        return labels.toIntegers();
    }

    private static Path find(Path directory, String name) throws IOException {
        Path plain = directory.resolve(name);
        Path compressed = directory.resolve(name + ".gz");
        if (Files.isRegularFile(plain)) {
            return plain;
        }
        if (Files.isRegularFile(compressed)) {
            return compressed;
        }
        throw new IOException(directory + ": expected a file " + name + " or " + name + ".gz, got neither");
    }
}

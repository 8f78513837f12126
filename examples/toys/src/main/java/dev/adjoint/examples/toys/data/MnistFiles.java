package dev.adjoint.examples.toys.data;

import dev.adjoint.Tensor;
import dev.adjoint.nn.data.TensorDataset;
import dev.adjoint.nn.data.TrainTest;
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
    /** The number of classes: ten digits, or ten kinds of clothes. */
    public static final int CLASSES = 10;

    private MnistFiles() {}

    /**
     * Returns the images {@code [n, rows, columns]}, {@code FLOAT32} from 0 to 1, and their labels {@code [n]},
     * {@code INT64}.
     *
     * @throws IOException if a file is missing or malformed, or the files do not fit together
     */
    public static TrainTest read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": expected a directory with the files of MNIST, got none");
        }
        TensorDataset train = readPart(directory, "train");
        TensorDataset test = readPart(directory, "t10k");
        if (!sizeOf(train).equals(sizeOf(test))) {
            throw new IOException(directory + ": expected images of one size, got " + sizeOf(train)
                    + " to train on and " + sizeOf(test) + " to test on");
        }
        return new TrainTest(train, test);
    }

    private static String sizeOf(TensorDataset part) {
        return part.inputs().size(1) + "x" + part.inputs().size(2);
    }

    private static TensorDataset readPart(Path directory, String part) throws IOException {
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
        return new TensorDataset(images.toFractions(), checkedLabels(labelFile, labels));
    }

    private static Tensor checkedLabels(Path file, IdxArray labels) throws IOException {
        for (int i = 0; i < labels.shape().size(); i++) {
            if (labels.get(i) >= CLASSES) {
                throw new IOException(
                        file + ": label " + i + ": expected a class of 0.." + (CLASSES - 1) + ", got " + labels.get(i));
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

package dev.adjoint.examples.toys.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Builds IDX files, sound ones and others. */
public final class IdxFiles {
    private IdxFiles() {}

    /** Returns a header with the given type and sizes, followed by the elements as they are. */
    static byte[] idx(int type, int[] dims, byte... elements) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dims.length + elements.length);
        bytes.putInt(type << 8 | dims.length);
        for (int dim : dims) {
            bytes.putInt(dim);
        }
        return bytes.put(elements).array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError("an array never fails", e);
        }
        return compressed.toByteArray();
    }

    /** Writes the four files of a data set of images of 2×1 pixels. */
    public static void writeMnist(Path directory, int trainCount, int testCount) throws IOException {
        writePart(directory, "train", trainCount, "");
        writePart(directory, "t10k", testCount, ".gz");
    }

    private static void writePart(Path directory, String part, int count, String suffix) throws IOException {
        byte[] images = new byte[2 * count];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            images[2 * i] = (byte) (25 * (i % 10));
            images[2 * i + 1] = (byte) 255;
            labels[i] = (byte) (i % 10);
        }
        write(directory.resolve(part + "-images-idx3-ubyte" + suffix), idx(8, new int[] {count, 2, 1}, images));
        write(directory.resolve(part + "-labels-idx1-ubyte" + suffix), idx(8, new int[] {count}, labels));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, file.toString().endsWith(".gz") ? gzip(bytes) : bytes);
    }
}

package dev.adjoint.examples.toys.data;

import dev.adjoint.Shape;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of unsigned bytes, plain or gzip-compressed.
 *
 * <p>The format, all numbers big-endian: two zero bytes, the type (0x08 for unsigned bytes), the number of dimensions,
 * a 32-bit size for each dimension, and the elements in row-major order. Compressed files are told by their first two
 * bytes, not by their names.
 *
 * <p>What a file says of its size is not trusted: elements are allocated only if the file is long enough to hold them,
 * compressed as tightly as deflate can.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits, "File formats".
 */
public final class IdxReader {
    /** More elements than this are refused, some five times the pixels of MNIST. */
    static final int MAX_ELEMENTS = 1 << 28;

    /** Deflate stores at most 258 bytes in 2 bits. */
    private static final long MAX_DEFLATE_RATIO = 1032;

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int UNSIGNED_BYTES = 0x08;

    private final Path file;
    private final InputStream in;
    private final boolean compressed;

    private IdxReader(Path file, InputStream in, boolean compressed) {
        this.file = file;
        this.in = in;
        this.compressed = compressed;
    }

    /**
     * Returns the contents of a file that has the given number of dimensions.
     *
     * @throws IOException if the file cannot be read, is of another type or number of dimensions, is too large, or is
     *     shorter or longer than its header says; the message names the file, what was expected and what was found
     */
    public static IdxArray read(Path file, int rank) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = startsWithGzipMagic(bytes) ? new GZIPInputStream(bytes, 1 << 16) : bytes) {
            return new IdxReader(file, in, in != bytes).read(rank);
        } catch (EOFException e) {
            throw new IOException(file + ": expected a whole gzip file, got one that ends early", e);
        } catch (ZipException e) {
            throw new IOException(file + ": expected a sound gzip file, got a damaged one: " + e.getMessage(), e);
        }
    }

    private static boolean startsWithGzipMagic(InputStream bytes) throws IOException {
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        return magic == GZIP_MAGIC;
    }

    private IdxArray read(int rank) throws IOException {
        readMagic(rank);
        long[] dims = readDims(rank);
        byte[] values = new byte[checkedSize(dims)];
        int length = in.readNBytes(values, 0, values.length);
        if (length < values.length) {
            throw bad("elements", values.length + " for the shape " + Arrays.toString(dims), length);
        }
        if (in.read() >= 0) {
            throw bad("end of file", "after " + values.length + " elements", "more bytes");
        }
        return new IdxArray(
                Shape.of(Arrays.stream(dims).mapToInt(Math::toIntExact).toArray()), values);
    }

    private void readMagic(int rank) throws IOException {
        int expected = UNSIGNED_BYTES << 8 | rank;
        int magic = header(1, "magic number").getInt();
        if (magic != expected) {
            throw bad("magic number", hex(expected) + " (unsigned bytes, dimensions: " + rank + ")", hex(magic));
        }
    }

    private long[] readDims(int rank) throws IOException {
        ByteBuffer header = header(rank, "sizes of dimensions");
        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = Integer.toUnsignedLong(header.getInt());
        }
        return dims;
    }

    private ByteBuffer header(int integers, String what) throws IOException {
        byte[] bytes = in.readNBytes(Integer.BYTES * integers);
        if (bytes.length < Integer.BYTES * integers) {
            throw bad(what, Integer.BYTES * integers + " bytes", bytes.length);
        }
        return ByteBuffer.wrap(bytes);
    }

    private int checkedSize(long[] dims) throws IOException {
        long size = 1;
        for (long dim : dims) {
            // A size of 0 is no shelter for another that no array holds, and so counts as 1 here.
            size *= Math.max(dim, 1);
            if (size > MAX_ELEMENTS) {
                throw bad("shape", "at most " + MAX_ELEMENTS + " elements", Arrays.toString(dims));
            }
        }
        if (Arrays.stream(dims).anyMatch(dim -> dim == 0)) {
            return 0;
        }
        long fileSize = Files.size(file);
        long most = compressed ? fileSize * MAX_DEFLATE_RATIO : fileSize;
        if (size > most) {
            throw bad("elements", size + " for the shape " + Arrays.toString(dims), "a file of " + fileSize + " bytes");
        }
        return (int) size;
    }

    private IOException bad(String what, Object expected, Object got) {
        return new IOException(file + ": " + what + ": expected " + expected + ", got " + got);
    }

    private static String hex(int number) {
        return String.format(Locale.ROOT, "0x%08x", number);
    }
}

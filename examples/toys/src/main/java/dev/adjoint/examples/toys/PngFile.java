package dev.adjoint.examples.toys;

import dev.adjoint.nn.io.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes images to small PNG files: a byte a pixel, which names one of few colours.
 *
 * <p>Drawings have few colours, but their rims blend into many: all but the most frequent become the nearest of those.
 * The JDK's own writer takes longer to load than a small toy to train. The format: <a
 * href="https://www.w3.org/TR/png-3/">Portable Network Graphics</a>.
 */
final class PngFile {
    private static final int MAX_COLOURS = 64;
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    private PngFile() {}

    /**
     * Writes the file.
     *
     * @throws IOException if it cannot be written
     */
    static void write(BufferedImage image, Path file) throws IOException {
        byte[] bytes = bytes(image);
        WholeFile.write(file, out -> out.write(bytes));
    }

    /** Returns what the file holds. */
    static byte[] bytes(BufferedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        List<Integer> palette = palette(pixels);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.writeLong(SIGNATURE);
        chunk(out, "IHDR", header(width, height));
        chunk(out, "PLTE", colours(palette));
        chunk(out, "IDAT", rows(indices(pixels, palette), width));
        chunk(out, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }

    /** Returns the size and the kind of image: 8 bits a pixel, indices of a palette, rows from the top. */
    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(data);
        out.writeInt(width);
        out.writeInt(height);
        out.write(new byte[] {8, 3, 0, 0, 0});
        return data.toByteArray();
    }

    private static byte[] colours(List<Integer> palette) {
        byte[] data = new byte[3 * palette.size()];
        for (int i = 0; i < palette.size(); i++) {
            int colour = palette.get(i);
            data[3 * i] = (byte) (colour >> 16);
            data[3 * i + 1] = (byte) (colour >> 8);
            data[3 * i + 2] = (byte) colour;
        }
        return data;
    }

    /** Returns the rows, compressed, each after a 0: as it is, no difference to its neighbours. */
    private static byte[] rows(byte[] indices, int width) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Deflater smallest = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(data, smallest)) {
            for (int i = 0; i < indices.length; i += width) {
                out.write(0);
                out.write(indices, i, width);
            }
        } finally {
            smallest.end();
        }
        return data.toByteArray();
    }

    /** Returns the most frequent colours, those first. */
    private static List<Integer> palette(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0, start = 0; i < pixels.length; i++) {
            if (i + 1 == pixels.length || pixels[i + 1] != pixels[i]) {
                counts.merge(pixels[i], i + 1 - start, Integer::sum);
                start = i + 1;
            }
        }
        Comparator<Integer> byCount = Comparator.comparing(counts::get);
        return counts.keySet().stream()
                .sorted(byCount.reversed().thenComparing(Comparator.naturalOrder()))
                .limit(MAX_COLOURS)
                .toList();
    }

    private static byte[] indices(int[] pixels, List<Integer> palette) {
        Map<Integer, Byte> places = new HashMap<>();
        byte[] indices = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = i > 0 && pixels[i] == pixels[i - 1]
                    ? indices[i - 1]
                    : places.computeIfAbsent(pixels[i], colour -> (byte) nearest(colour, palette));
        }
        return indices;
    }

    private static int nearest(int colour, List<Integer> palette) {
        int best = 0;
        for (int i = 1; i < palette.size(); i++) {
            if (distance(colour, palette.get(i)) < distance(colour, palette.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int red = ((a >> 16) & 0xFF) - ((b >> 16) & 0xFF);
        int green = ((a >> 8) & 0xFF) - ((b >> 8) & 0xFF);
        int blue = (a & 0xFF) - (b & 0xFF);
        return red * red + green * green + blue * blue;
    }
}

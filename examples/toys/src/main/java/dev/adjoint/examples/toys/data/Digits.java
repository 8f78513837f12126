package dev.adjoint.examples.toys.data;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * 1,797 handwritten digits of 8×8 pixels, shipped with the toys; the NOTICE beside the resource states their source.
 *
 * <p>Source: E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998.
 */
public final class Digits {
    /** The number of images. */
    public static final int COUNT = 1797;

    /** The number of rows, and of columns. */
    public static final int SIDE = 8;

    private static final String RESOURCE = "digits.csv.gz";
    private static final int PIXELS = SIDE * SIDE;
    private static final int MAX_PIXEL = 16;
    private static final Pattern UP_TO_TWO_DIGITS = Pattern.compile("[0-9]{1,2}");

    private Digits() {}

    /**
     * Returns the images in the order of their source, pixels divided by 16.
     *
     * @throws IOException if the resource is missing or damaged
     */
    public static LabelledImages load() throws IOException {
        try (InputStream stream = Digits.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new FileNotFoundException(RESOURCE + ": no such resource beside " + Digits.class.getName());
            }
            Reader reader = new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.US_ASCII);
            return read(reader, RESOURCE, COUNT);
        }
    }

    /** Reads {@code count} lines of 64 pixels of 0…16 and a class of 0…9. */
    static LabelledImages read(Reader reader, String name, int count) throws IOException {
        float[] pixels = new float[count * PIXELS];
        long[] labels = new long[count];
        int line = 0;
        try (CSVParser parser = CSVFormat.RFC4180.parse(reader)) {
            for (CSVRecord record : parser) {
                String place = name + ", line " + (line + 1);
                if (line == count) {
                    throw new IOException(place + ": expected the end after " + count + " lines, got another");
                }
                if (record.size() != PIXELS + 1) {
                    throw new IOException(place + ": expected " + (PIXELS + 1)
                            + " fields, 64 pixels and the class, got " + record.size());
                }
                for (int i = 0; i < PIXELS; i++) {
                    pixels[line * PIXELS + i] = number(record, i, MAX_PIXEL, place) / (float) MAX_PIXEL;
                }
                labels[line] = number(record, PIXELS, LabelledImages.CLASSES - 1, place);
                line++;
            }
        } catch (UncheckedIOException e) {
            throw new IOException(name + ", after line " + line + ": " + e.getMessage(), e);
        }
        if (line < count) {
            throw new IOException(name + ": expected " + count + " lines, got " + line);
        }
        return new LabelledImages(
                Tensor.wrap(pixels, Shape.of(count, SIDE, SIDE)), Tensor.wrap(labels, Shape.of(count)));
    }

    private static int number(CSVRecord record, int field, int max, String place) throws IOException {
        String text = record.get(field);
        if (UP_TO_TWO_DIGITS.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number <= max) {
                return number;
            }
        }
        throw new IOException(
                place + ", field " + (field + 1) + ": expected a whole number of 0.." + max + ", got \"" + text + "\"");
    }
}

package dev.adjoint.examples.toys.data;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.data.CsvReader;
import dev.adjoint.nn.data.Table;
import dev.adjoint.nn.data.TensorDataset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * 1,797 handwritten digits of 8×8 pixels, shipped with the toys; the NOTICE beside the resource states their source.
 *
 * <p>Source: E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998.
 */
public final class Digits {
    /** Each line has 64 pixels of 0…16 and the class. */
    private static final String RESOURCE = "digits.csv.gz";

    private static final int SIDE = 8;
    private static final int MAX_PIXEL = 16;

    private Digits() {}

    /**
     * Returns the images {@code [1797, 8, 8]} in the order of their source, {@code FLOAT32} from 0 for paper to 1 for
     * ink, and their classes {@code [1797]}, {@code INT64}.
     *
     * @throws IOException if the resource is missing or damaged
     */
    public static TensorDataset load() throws IOException {
        try (InputStream stream = Digits.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new FileNotFoundException(RESOURCE + ": no such resource beside " + Digits.class.getName());
            }
            Reader reader = new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.US_ASCII);
            Table table = new CsvReader().header(false).read(reader, RESOURCE);
            Tensor labels = table.select(-1).toTensor(DType.INT64).flatten();
            Tensor pixels = table.toTensor().slice(1, 0, SIDE * SIDE).div(MAX_PIXEL);
            return new TensorDataset(pixels.reshape(table.rows(), SIDE, SIDE), labels);
        }
    }
}

package dev.adjoint.nn.data;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.io.WholeFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Rows and named columns of numbers or text, such as {@link CsvReader} reads.
 *
 * <p>Tables do not change. Those of selected columns share the cells with the whole.
 */
public final class Table {
    /** From here on not every whole number is a {@code double}. */
    private static final double LARGEST_EXACT = 0x1p53;

    private final List<Column> columns;
    private final int rows;

    Table(List<Column> columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Returns the table of a tensor.
     *
     * @param x {@code [rows, columns]}, {@code FLOAT32} or {@code FLOAT64}
     * @param names the names of the columns
     * @throws IllegalArgumentException if there is not one name a column, a name is there twice, or the tensor has
     *     another rank or type
     */
    public static Table of(Tensor x, String... names) {
        if (x.rank() != 2 || x.size(1) != names.length || new HashSet<>(List.of(names)).size() != names.length) {
            throw new IllegalArgumentException("Table: expected [rows, columns] and one name a column, all different, "
                    + "got shape " + x.shape() + " and " + Arrays.toString(names));
        }
        if (!x.dtype().isFloat()) {
            throw new IllegalArgumentException("Table: expected FLOAT32 or FLOAT64, got " + x.dtype());
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            columns.add(new Column.Numbers(names[i], x.select(1, i).toDoubleArray()));
        }
        return new Table(List.copyOf(columns), x.size(0));
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the names of the columns. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * Returns the table of these columns, in this order.
     *
     * @throws IllegalArgumentException if there is no column of such a name, or a name is there twice
     */
    public Table select(String... names) {
        return select(Arrays.stream(names).map(this::column));
    }

    /**
     * Returns the table of the columns at these places, in this order; negative places count from the last.
     *
     * @throws IllegalArgumentException if there is no such place, or one is there twice
     */
    public Table select(int... places) {
        int count = columns.size();
        return select(IntStream.of(places)
                .map(place -> Indices.checked("Table", place < 0 ? place + count : place, count))
                .mapToObj(columns::get));
    }

    private Table select(Stream<Column> chosen) {
        Table table = new Table(chosen.toList(), rows);
        if (new HashSet<>(table.names()).size() != table.columns.size()) {
            throw new IllegalArgumentException("Table: a column can be selected once, got " + table.names());
        }
        return table;
    }

    /**
     * Returns the table without these columns.
     *
     * @throws IllegalArgumentException if there is no column of such a name, or a name is there twice
     */
    public Table drop(String... names) {
        List<Column> dropped = select(names).columns;
        return new Table(columns.stream().filter(c -> !dropped.contains(c)).toList(), rows);
    }

    /**
     * Returns the cells of a column of text.
     *
     * @throws IllegalArgumentException if there is no such column, or it holds numbers
     */
    public List<String> text(String name) {
        if (column(name) instanceof Column.Text found) {
            return found.values();
        }
        throw new IllegalArgumentException("Table: column \"" + name + "\" was read as numbers, not as text");
    }

    private Column column(String name) {
        return columns.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Table: no column is named \"" + name + "\", there are " + names()));
    }

    /** Returns the numbers, {@code FLOAT32 [rows, columns]}; see {@link #toTensor(DType)}. */
    public Tensor toTensor() {
        return toTensor(DType.FLOAT32);
    }

    /**
     * Returns the numbers as {@code [rows, columns]}; {@code table.select("y").toTensor(dtype).flatten()} are those of
     * one column.
     *
     * @throws IllegalArgumentException if a column is text, the type is {@code BOOL}, or a number is beyond the type:
     *     more than a {@code FLOAT32} holds, or for {@code INT64} missing, with a fraction, or above 2⁵³
     */
    public Tensor toTensor(DType dtype) {
        double[] cells = new double[Math.multiplyExact(rows, columns.size())];
        for (int c = 0; c < columns.size(); c++) {
            double[] values = numbers(columns.get(c));
            for (int row = 0; row < rows; row++) {
                if (!fits(values[row], dtype)) {
                    throw new IllegalArgumentException("Table: column \""
                            + columns.get(c).name() + "\", row " + row + ": " + values[row] + " is no " + dtype);
                }
                cells[row * columns.size() + c] = values[row];
            }
        }
        return Tensor.wrap(cells, Shape.of(rows, columns.size())).to(dtype);
    }

    private static double[] numbers(Column column) {
        if (column instanceof Column.Numbers found) {
            return found.values();
        }
        throw new IllegalArgumentException("Table: column \"" + column.name()
                + "\" is text; number its labels with a LabelEncoder, or leave it out");
    }

    private static boolean fits(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> true;
            case FLOAT32 -> Float.isInfinite((float) value) == Double.isInfinite(value);
            case INT64 -> value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT;
            case BOOL -> false;
        };
    }

    /**
     * Writes a CSV file that {@link CsvReader} reads with its first settings, told which columns are text, and
     * {@code missing("NaN", "")} where numbers are missing or text is blank. A file of that name is replaced once the
     * new one is whole.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        WholeFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVFormat.RFC4180.printRecord(writer, names().toArray());
            for (int i = 0; i < rows; i++) {
                int row = i;
                CSVFormat.RFC4180.printRecord(
                        writer, columns.stream().map(c -> c.cell(row)).toArray());
            }
            writer.flush();
        });
    }
}

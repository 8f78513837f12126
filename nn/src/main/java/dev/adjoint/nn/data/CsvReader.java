package dev.adjoint.nn.data;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of numbers, and of text where told, from CSV files in UTF-8.
 *
 * <pre>{@code
 * Table iris = new CsvReader().text("species").read(Path.of("iris.csv"));
 * Tensor x = iris.drop("species").toTensor();
 * LabelEncoder species = LabelEncoder.fit(iris.text("species"));
 * Tensor y = species.transform(iris.text("species"));
 * }</pre>
 *
 * <p>The first row names the columns; cells are separated by commas and may be quoted by {@code "}; the methods below
 * change that. Spaces around a cell and empty lines are passed over. All rows have as many cells as the first. Numbers
 * are decimal and finite. Anything else is an error that names file, line, column and text; of a row that spans several
 * lines, because of a quoted line break, it names the last.
 */
public final class CsvReader {
    /** More cells than this are refused: as numbers they take 2 GB. */
    private static final long MAX_CELLS = 1L << 28;

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private boolean header = true;
    private char delimiter = ',';
    private char quote = '"';
    private @Nullable Character comment;
    private Set<String> text = Set.of();
    private Set<String> missing = Set.of();

    /** Makes a reader with the settings above. */
    public CsvReader() {}

    /** Takes the first row for the names of the columns, or for data; then they are named "0", "1", and so on. */
    public CsvReader header(boolean header) {
        this.header = header;
        return this;
    }

    /** Sets the character between two cells, {@code ','} at first. */
    public CsvReader delimiter(char delimiter) {
        this.delimiter = delimiter;
        return this;
    }

    /** Sets the character around cells that hold delimiters or line breaks, {@code '"'} at first. */
    public CsvReader quote(char quote) {
        this.quote = quote;
        return this;
    }

    /** Passes over lines that start with this character; at first there is none. */
    public CsvReader comment(char comment) {
        this.comment = comment;
        return this;
    }

    /**
     * Takes these columns, and no longer others, as text.
     *
     * @throws IllegalArgumentException if one is there twice
     */
    public CsvReader text(String... columns) {
        this.text = different("columns of text", columns);
        return this;
    }

    /**
     * Takes cells with one of these texts, and no longer others, as missing, {@code missing("", "NA")} for instance:
     * NaN in a column of numbers, their own text elsewhere. At first nothing may be missing.
     *
     * @throws IllegalArgumentException if one is there twice
     */
    public CsvReader missing(String... texts) {
        this.missing = different("texts of missing cells", texts);
        return this;
    }

    private static Set<String> different(String what, String... names) {
        Set<String> all = new HashSet<>(Arrays.asList(names));
        if (all.size() != names.length) {
            throw new IllegalArgumentException(
                    "CsvReader: " + what + " must be different, got " + Arrays.toString(names));
        }
        return Set.copyOf(all);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is malformed
     * @throws IllegalArgumentException if the characters that separate, quote and comment are not different
     */
    public Table read(Path file) throws IOException {
        return read(Files.newBufferedReader(file), file.toString());
    }

    /**
     * Reads to the end and closes the reader.
     *
     * @param name stands for the file in messages
     * @throws IOException if reading fails or the text is malformed
     * @throws IllegalArgumentException if the characters that separate, quote and comment are not different
     */
    public Table read(Reader reader, String name) throws IOException {
        try (BufferedReader buffered = new BufferedReader(reader)) {
            buffered.mark(1);
            if (buffered.read() != BYTE_ORDER_MARK) {
                buffered.reset();
            }
            return parse(new RecordLimit(buffered), name);
        } catch (CharacterCodingException e) {
            throw new IOException(name + ": the text is not UTF-8", e);
        }
    }

    private Table parse(RecordLimit reader, String name) throws IOException {
        try (CSVParser parser = format().parse(reader)) {
            List<ColumnBuilder> columns = null;
            int rows = 0;
            try {
                for (CSVRecord record : parser) {
                    reader.restart();
                    String place = name + ", line " + parser.getCurrentLineNumber();
                    if (columns == null) {
                        columns = columns(record, place);
                        if (header) {
                            continue;
                        }
                    }
                    add(record, columns, place);
                    checkCells(++rows, columns.size(), place);
                }
            } catch (UncheckedIOException e) {
                throw withPlace(requireNonNull(e.getCause()), name + ", after line " + parser.getCurrentLineNumber());
            }
            if (columns == null) {
                throw new IOException(name + ": expected at least one row, got none");
            }
            return new Table(columns.stream().map(ColumnBuilder::build).toList(), rows);
        }
    }

    private CSVFormat format() {
        if (delimiter == quote
                || Character.valueOf(delimiter).equals(comment)
                || Character.valueOf(quote).equals(comment)) {
            throw new IllegalArgumentException("CsvReader: delimiter, quote and comment must be different, got '"
                    + delimiter + "', '" + quote + "' and " + (comment == null ? "none" : "'" + comment + "'"));
        }
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setQuote(quote)
                .setCommentMarker(comment)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
    }

    private List<ColumnBuilder> columns(CSVRecord first, String place) throws IOException {
        List<ColumnBuilder> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < first.size(); i++) {
            String column = header ? first.get(i) : String.valueOf(i);
            if (!names.add(column)) {
                throw new IOException(place + ": two columns are named \"" + column + "\"");
            }
            boolean isText = text.contains(column);
            columns.add(isText ? new ColumnBuilder.Text(column, missing) : new ColumnBuilder.Numbers(column, missing));
        }
        for (String column : text) {
            if (!names.contains(column)) {
                throw new IOException(place + ": expected a column \"" + column + "\", got "
                        + columns.stream().map(c -> c.name).toList());
            }
        }
        return columns;
    }

    private static void add(CSVRecord record, List<ColumnBuilder> columns, String place) throws IOException {
        if (record.size() != columns.size()) {
            throw new IOException(place + ": expected " + columns.size() + " cells, got " + record.size());
        }
        for (int i = 0; i < columns.size(); i++) {
            try {
                columns.get(i).add(record.get(i));
            } catch (IllegalArgumentException e) {
                throw new IOException(place + ", column \"" + columns.get(i).name + "\": " + e.getMessage(), e);
            }
        }
    }

    private static void checkCells(int rows, int columns, String place) throws IOException {
        if ((long) rows * columns > MAX_CELLS) {
            throw new IOException(place + ": more than " + MAX_CELLS + " cells");
        }
    }

    private static IOException withPlace(IOException e, String place) {
        String fault = e instanceof CharacterCodingException ? "the text is not UTF-8" : e.getMessage();
        return new IOException(place + ": " + fault, e);
    }
}

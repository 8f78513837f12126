package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    private static final String FLOWERS = "length,width,kind\n5.1,3.5,iris\n4.9,-3e-1,rose\n";

    private static Table read(CsvReader reader, String text) throws IOException {
        return reader.read(new StringReader(text), "test.csv");
    }

    private static double[] numbers(Table table) {
        return table.toTensor(DType.FLOAT64).toDoubleArray();
    }

    private static void assertFault(CsvReader reader, String text, String message) {
        assertThatIOException().isThrownBy(() -> read(reader, text)).withMessage("test.csv" + message);
    }

    @Test
    void readsNumbersAndText() throws IOException {
        Table table = read(new CsvReader().text("kind"), FLOWERS);
        assertThat(table.names()).containsExactly("length", "width", "kind");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(numbers(table.drop("kind"))).containsExactly(5.1, 3.5, 4.9, -0.3);
        assertThat(table.text("kind")).containsExactly("iris", "rose");
    }

    @Test
    void withoutAHeaderColumnsAreNamedByTheirPlace() throws IOException {
        Table table = read(new CsvReader().header(false).text("1"), "1,a\n2,b");
        assertThat(table.names()).containsExactly("0", "1");
        assertThat(numbers(table.select("0"))).containsExactly(1, 2);
    }

    @Test
    void separatorsQuotesAndCommentsCanBeChosen() throws IOException {
        CsvReader reader =
                new CsvReader().delimiter(';').quote('\'').comment('#').text("a;b");
        Table table = read(reader, "# made by hand\n'a;b';c\n'it''s';'1'\n# end\n'two\nlines'; 2 \n");
        assertThat(table.text("a;b")).containsExactly("it's", "two\nlines");
        assertThat(numbers(table.select("c"))).containsExactly(1, 2);
        assertThat(numbers(read(new CsvReader().delimiter('\t'), "a\tb\n1\t2"))).containsExactly(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(new CsvReader().delimiter('"'), FLOWERS))
                .withMessage("CsvReader: delimiter, quote and comment must be different, got '\"', '\"' and none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(new CsvReader().comment(','), FLOWERS))
                .withMessage("CsvReader: delimiter, quote and comment must be different, got ',', '\"' and ','");
    }

    @Test
    void namesMustBeDifferent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvReader().text("a", "a"))
                .withMessage("CsvReader: columns of text must be different, got [a, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvReader().missing("", "NA", ""))
                .withMessage("CsvReader: texts of missing cells must be different, got [, NA, ]");
    }

    @Test
    void emptyLinesSpacesAndLineEndsDoNotMatter() throws IOException {
        Table table = read(new CsvReader(), "\r\n a , b\r\n\r\n1,  2\r\n\n\t3\t,4\n");
        assertThat(table.names()).containsExactly("a", "b");
        assertThat(numbers(table)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void missingCellsAreNanWhereAllowed() throws IOException {
        CsvReader reader = new CsvReader().text("kind").missing("", "NA");
        Table table = read(reader, "x,y,kind\n1,,\nNA,2,NA\n");
        assertThat(numbers(table.drop("kind"))).containsExactly(1, Double.NaN, Double.NaN, 2);
        assertThat(table.text("kind")).containsExactly("", "NA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "''",
                "' '",
                "NaN",
                "nan",
                "Infinity",
                "-inf",
                "1d",
                "1f",
                "0x1p3",
                "0X1P3",
                "1e999",
                "1,5",
                "1 2",
                "--1",
                "e",
                "１"
            })
    void whatIsNoNumberIsRefused(String cell) {
        String text = cell.equals("''") ? "" : cell.equals("' '") ? " " : cell;
        assertFault(
                new CsvReader().delimiter(';'),
                "a;b\n1;2\n3;" + text + "\n",
                ", line 3, column \"b\": expected a finite number, got \"" + text.trim() + "\"");
    }

    @ParameterizedTest
    @CsvSource({"1.,1", ".5,0.5", "+2,2", "-0,-0.0", "1E+2,100", "007,7", "1e-999,0"})
    void decimalNumbersAreRead(String cell, double expected) throws IOException {
        assertThat(numbers(read(new CsvReader(), "a\n" + cell))).containsExactly(expected);
    }

    @Test
    void whatIsMalformedIsNamedWithItsLine() {
        assertFault(new CsvReader(), "a,b\n1,2\n\n3\n", ", line 4: expected 2 cells, got 1");
        assertFault(new CsvReader(), "a,b\n1,2\n3,4,5", ", line 3: expected 2 cells, got 3");
        assertFault(new CsvReader(), "a,b,a\n", ", line 1: two columns are named \"a\"");
        assertFault(new CsvReader().text("b"), "a\n1\n", ", line 1: expected a column \"b\", got [a]");
        assertFault(
                new CsvReader().text("a"), "a\nx\n\"\"\n", ", line 3, column \"a\": expected text, got a blank cell");
        assertFault(new CsvReader(), "", ": expected at least one row, got none");
        assertFault(new CsvReader().comment('#'), "# a\n", ": expected at least one row, got none");
        assertThatIOException()
                .isThrownBy(() -> read(new CsvReader(), "a\n1\n\"2\" 3\n"))
                .withMessageStartingWith("test.csv, after line 3: ");
        assertThatIOException()
                .isThrownBy(() -> read(new CsvReader(), "a\n1\n\"2\n"))
                .withMessageStartingWith("test.csv, after line ")
                .withMessageContaining("EOF");
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() throws IOException {
        Table table = read(new CsvReader(), "a,b\n");
        assertThat(table.toTensor().shape().dims()).containsExactly(0, 2);
    }

    /** The text has no end: only a limit stops the reader. */
    @Test
    void aQuoteThatIsNeverClosedIsNotReadToTheEnd() {
        Reader endless = new Reader() {
            private String text = "a\n1\n\"";

            @Override
            public int read(char[] buffer, int offset, int length) {
                int count = Math.min(length, text.length());
                text.getChars(0, count, buffer, offset);
                text = "2\n".repeat(4096);
                return count;
            }

            @Override
            public void close() {}
        };
        assertThatIOException()
                .isThrownBy(() -> new CsvReader().read(endless, "endless"))
                .withMessageStartingWith("endless, after line ")
                .withMessageEndingWith(": a record of more than 16777216 characters; is a quote never closed?");
    }

    @Test
    void filesAreUtf8WithOrWithoutAByteOrderMark(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, "\uFEFF\"größe\",b\n1,2\n");
        assertThat(new CsvReader().read(file).names()).containsExactly("größe", "b");
        for (String text : new String[] {"größe\n1\n", "a\n" + "1\n".repeat(50_000) + "ü"}) {
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
            assertThatIOException()
                    .isThrownBy(() -> new CsvReader().read(file))
                    .withMessageStartingWith(file.toString())
                    .withMessageEndingWith(": the text is not UTF-8");
        }
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> new CsvReader().read(folder.resolve("none.csv")));
    }
}

package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private static final Table TABLE = Table.of(Tensor.of(new double[][] {{1, 0.1, 3}, {4, 5, 6}}), "a", "b", "c");

    private static Table read(String text) throws IOException {
        return new CsvReader().text("kind").missing("NaN").read(new StringReader(text), "test");
    }

    @Test
    void columnsAreChosenByNameOrPlace() {
        assertThat(TABLE.select("c", "a").toTensor().toFloatArray()).containsExactly(3, 1, 6, 4);
        assertThat(TABLE.select(-1, 0).names()).containsExactly("c", "a");
        assertThat(TABLE.drop("a", "c").toTensor(DType.FLOAT64).toDoubleArray()).containsExactly(0.1, 5);
        assertThat(TABLE.drop("a", "b", "c").toTensor().shape().dims()).containsExactly(2, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.select("d"))
                .withMessage("Table: no column is named \"d\", there are [a, b, c]");
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.drop("d"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.select(3))
                .withMessage("Table: the index must be in [0, 3), got 3");
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.select(-4));
    }

    @Test
    void tensorsHaveTheTypeAskedFor() throws IOException {
        assertThat(TABLE.toTensor().dtype()).isEqualTo(DType.FLOAT32);
        Tensor classes = TABLE.select("c").toTensor(DType.INT64).flatten();
        assertThat(classes.toLongArray()).containsExactly(3, 6);
        Table missing = Table.of(Tensor.of(new double[][] {{Double.NaN}}), "a");
        assertThat(missing.toTensor().item()).isNaN();
        for (double bad : new double[] {Double.NaN, 0.5, Double.NEGATIVE_INFINITY, 0x1p53 + 2}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Table.of(Tensor.of(new double[][] {{1}, {bad}}), "a")
                            .toTensor(DType.INT64))
                    .withMessage("Table: column \"a\", row 1: " + bad + " is no INT64");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Table.of(Tensor.of(new double[][] {{1e300}}), "a").toTensor())
                .withMessage("Table: column \"a\", row 0: 1.0E300 is no FLOAT32");
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.toTensor(DType.BOOL));
    }

    @Test
    void textIsNoTensor() throws IOException {
        Table table = read("a,kind\n1,x\n");
        assertThatIllegalArgumentException()
                .isThrownBy(table::toTensor)
                .withMessage("Table: column \"kind\" is text; number its labels with a LabelEncoder, or leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.text("a"))
                .withMessage("Table: column \"a\" was read as numbers, not as text");
    }

    @Test
    void aTensorNeedsOneNameAColumn() {
        Tensor x = Tensor.ones(2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.of(x, "a"))
                .withMessageContaining("got shape [2, 2] and [a]");
        assertThatIllegalArgumentException().isThrownBy(() -> Table.of(x, "a", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> Table.of(x.flatten(), "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.of(x.to(DType.INT64), "a", "b"))
                .withMessage("Table: expected FLOAT32 or FLOAT64, got INT64");
    }

    @Test
    void aColumnIsSelectedOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.select("a", "b", "a"))
                .withMessage("Table: a column can be selected once, got [a, b, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.select(2, -1))
                .withMessage("Table: a column can be selected once, got [c, c]");
    }

    @Test
    void blankTextIsReadBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.csv");
        CsvReader reader = new CsvReader().text("kind").missing("NaN", "");
        Table table = reader.read(new StringReader("kind,a\n,1\nx,\n"), "test");
        for (Table written : new Table[] {table, table.select("kind")}) {
            written.write(file);
            assertThat(reader.read(file).text("kind")).containsExactly("", "x");
        }
        table.write(file);
        assertThat(reader.read(file).select("a").toTensor().toFloatArray()).containsExactly(1, Float.NaN);
    }

    @Test
    void whatIsWrittenIsReadBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.csv");
        Files.writeString(file, "old");
        Table table = read("b,kind\n0.1,\"x,\"\"y\"\"\"\n-1e-300,\" two\nlines \"\nNaN,z\n");
        table.write(file);
        Table back = new CsvReader().text("kind").missing("NaN").read(file);
        assertThat(back.names()).containsExactly("b", "kind");
        assertThat(back.text("kind")).containsExactly("x,\"y\"", " two\nlines ", "z");
        assertThat(back.select("b").toTensor(DType.FLOAT64).toDoubleArray()).containsExactly(0.1, -1e-300, Double.NaN);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void floatsAreReadBackAsTheyWere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.csv");
        Tensor x = Tensor.randn(50, 2);
        Table.of(x, "a", "b").write(file);
        assertThat(new CsvReader().read(file).toTensor().bitEquals(x)).isTrue();
    }

    @Test
    void aFailedWriteLeavesNothing(@TempDir Path folder) throws IOException {
        Path occupied = Files.createDirectories(folder.resolve("out.csv/inner"));
        assertThatIOException().isThrownBy(() -> TABLE.write(folder.resolve("out.csv")));
        assertThatIOException().isThrownBy(() -> TABLE.write(folder.resolve("none/out.csv")));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(occupied.getParent());
        }
    }
}

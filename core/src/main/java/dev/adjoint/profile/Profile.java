package dev.adjoint.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link Profiler} saw, summed by name, as rows and as a table:
 *
 * <pre>
 *                          forward                    backward
 * op              calls        ms        MB  calls        ms        MB   share
 * linear             20     0.310     0.041     20     0.045     0.001  36.7 %
 * matmul              0     0.000     0.000     30     0.262     0.082  27.1 %
 * …
 * </pre>
 */
public final class Profile {
    /**
     * What one name did in one pass.
     *
     * @param calls how often
     * @param nanos the time it took, in nanoseconds
     * @param bytes the new memory of its outputs
     */
    public record Pass(long calls, long nanos, long bytes) {
        static final Pass NONE = new Pass(0, 0, 0);

        Pass plus(Pass other) {
            return new Pass(calls + other.calls, nanos + other.nanos, bytes + other.bytes);
        }
    }

    /**
     * What one name did.
     *
     * @param name an op, or the label of a place
     * @param forward when it was applied
     * @param backward when gradients were computed
     */
    public record Row(String name, Pass forward, Pass backward) {
        /** Returns the time of both passes in nanoseconds. */
        public long nanos() {
            return forward.nanos + backward.nanos;
        }
    }

    private static final String NUMBERS = "  %5d %9.3f %9.3f  %5d %9.3f %9.3f";

    private final String title;
    private final List<Row> rows;
    private final Row total;

    Profile(String title, List<Row> rows) {
        this.title = title;
        this.rows = rows.stream()
                .sorted(Comparator.comparingLong(Row::nanos).reversed().thenComparing(Row::name))
                .toList();
        this.total = new Row(
                "total",
                rows.stream().map(Row::forward).reduce(Pass.NONE, Pass::plus),
                rows.stream().map(Row::backward).reduce(Pass.NONE, Pass::plus));
    }

    /** Returns the rows, those that took most time first. */
    public List<Row> rows() {
        return rows;
    }

    /** Returns the sums of all rows. */
    public Row total() {
        return total;
    }

    /** Returns a row's part of the whole time, from 0 to 1; 0 if there is none. */
    public double share(Row row) {
        return total.nanos() == 0 ? 0 : (double) row.nanos() / total.nanos();
    }

    /** Returns the table with its sums, each line with its end. */
    @Override
    public String toString() {
        int width = Math.max(title.length(), total.name.length());
        for (Row row : rows) {
            width = Math.max(width, row.name.length());
        }
        String names = "%-" + width + "s";
        StringBuilder text = new StringBuilder();
        line(text, names + "  %25s  %25s", "", "forward", "backward");
        line(text, names + "  %5s %9s %9s  %5s %9s %9s  %7s", title, "calls", "ms", "MB", "calls", "ms", "MB", "share");
        rows.forEach(row -> row(text, names, row));
        row(text, names, total);
        return text.toString();
    }

    private void row(StringBuilder text, String names, Row row) {
        line(
                text,
                names + NUMBERS + "  %5.1f %%",
                row.name,
                row.forward.calls,
                row.forward.nanos / 1e6,
                row.forward.bytes / 1e6,
                row.backward.calls,
                row.backward.nanos / 1e6,
                row.backward.bytes / 1e6,
                100 * share(row));
    }

    private static void line(StringBuilder text, String format, Object... cells) {
        text.append(String.format(Locale.ROOT, format, cells)).append(System.lineSeparator());
    }
}

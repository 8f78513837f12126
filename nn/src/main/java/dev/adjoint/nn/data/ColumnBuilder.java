package dev.adjoint.nn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Collects the cells of one column, from the first row on. */
abstract class ColumnBuilder {
    final String name;
    final Set<String> missing;

    ColumnBuilder(String name, Set<String> missing) {
        this.name = name;
        this.missing = missing;
    }

    /** @throws IllegalArgumentException if the cell does not belong in such a column; the message says why */
    abstract void add(String cell);

    abstract Column build();

    static final class Numbers extends ColumnBuilder {
        /** Keeps out what Java takes for a number and data files do not: 1d, 0x1p3, NaN. */
        private static final String DECIMAL = "+-.0123456789Ee";

        private double[] values = new double[16];
        private int size;

        Numbers(String name, Set<String> missing) {
            super(name, missing);
        }

        @Override
        void add(String cell) {
            double value = missing.contains(cell) ? Double.NaN : number(cell);
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        private static double number(String cell) {
            try {
                double value = isDecimal(cell) ? Double.parseDouble(cell) : Double.NaN;
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(fault(cell), e);
            }
            throw new IllegalArgumentException(fault(cell));
        }

        private static boolean isDecimal(String cell) {
            for (int i = 0; i < cell.length(); i++) {
                if (DECIMAL.indexOf(cell.charAt(i)) < 0) {
                    return false;
                }
            }
            return true;
        }

        private static String fault(String cell) {
            return "expected a finite number, got \"" + cell + "\"";
        }

        @Override
        Column build() {
            return new Column.Numbers(name, Arrays.copyOf(values, size));
        }
    }

    static final class Text extends ColumnBuilder {
        private final List<String> values = new ArrayList<>();

        Text(String name, Set<String> missing) {
            super(name, missing);
        }

        @Override
        void add(String cell) {
            if (cell.isEmpty() && !missing.contains(cell)) {
                throw new IllegalArgumentException("expected text, got a blank cell");
            }
            values.add(cell);
        }

        @Override
        Column build() {
            return new Column.Text(name, List.copyOf(values));
        }
    }
}

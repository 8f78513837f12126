package dev.adjoint.nn.data;

import java.util.List;

/** A column of a table. */
sealed interface Column {
    String name();

    /** Returns the cell of a row as it is written to a file. */
    Object cell(int row);

    /** Numbers; a missing one is NaN. */
    record Numbers(String name, double[] values) implements Column {
        @Override
        public Object cell(int row) {
            return values[row];
        }
    }

    /** Text that is no number. */
    record Text(String name, List<String> values) implements Column {
        @Override
        public Object cell(int row) {
            return values.get(row);
        }
    }
}

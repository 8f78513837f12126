package dev.adjoint.kernel;

/**
 * Copies of rows to arrays of their own and back: HotSpot makes vectors of a loop whose arrays all start at 0, and none
 * of one over parts of larger arrays at unrelated places.
 */
final class Row {
    private Row() {}

    /** Fills a row with what lies from {@code at} on. */
    static void read(float[] from, int at, float[] row) {
        System.arraycopy(from, at, row, 0, row.length);
    }

    /** Fills a row with what lies from {@code at} on. */
    static void read(double[] from, int at, double[] row) {
        System.arraycopy(from, at, row, 0, row.length);
    }

    /** Writes a row from {@code at} on. */
    static void write(float[] row, float[] to, int at) {
        System.arraycopy(row, 0, to, at, row.length);
    }

    /** Writes a row from {@code at} on. */
    static void write(double[] row, double[] to, int at) {
        System.arraycopy(row, 0, to, at, row.length);
    }
}

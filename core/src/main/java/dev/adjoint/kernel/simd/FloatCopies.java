package dev.adjoint.kernel.simd;

import jdk.incubator.vector.FloatVector;

/** Copies of parts of matrices in the order in which {@link FloatTile} reads them. */
final class FloatCopies {
    private static final int WIDTH = FloatTile.WIDTH;
    private static final int PANEL = 2 * WIDTH;
    private static final int ROWS = FloatTile.ROWS;

    /** Whether a vector holds a column of a strip, and at most the next. */
    private static final boolean BY_VECTORS = ROWS <= WIDTH && WIDTH <= 2 * ROWS;

    private FloatCopies() {}

    /**
     * Copies rows of {@code A} for tall tiles, strip after strip: {@code to[t0 + s·ROWS·depth + p·ROWS + r] = a[at +
     * (s·ROWS + r)·rowStride + p·colStride]}; in a strip of fewer rows the last is copied several times.
     */
    static void strips(int rows, int depth, float[] a, int at, int rowStride, int colStride, float[] to, int t0) {
        int i = 0;
        if (rowStride == 1 && BY_VECTORS && WIDTH - ROWS <= colStride && depth > 0) {
            for (; i + 4 * ROWS <= rows; i += 4 * ROWS) {
                fourStrips(depth, a, at + i, colStride, to, t0 + i * depth);
            }
        }
        for (; i < rows; i += ROWS) {
            strip(Math.min(ROWS, rows - i), depth, a, at + i * rowStride, rowStride, colStride, to, t0 + i * depth);
        }
    }

    private static void strip(
            int rows, int depth, float[] a, int at, int rowStride, int colStride, float[] to, int t0) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            four(depth, a, at + r * rowStride, rowStride, colStride, to, t0 + r, ROWS);
        }
        for (; r < ROWS; r++) {
            one(depth, a, at + Math.min(r, rows - 1) * rowStride, colStride, to, t0 + r, ROWS);
        }
    }

    /**
     * Strips at once, so that each line of the cache is read once. A vector may be longer than a column of a strip: the
     * next column overwrites the rest of it, and the last is copied one by one. (Shorter vectors beside the preferred
     * ones make HotSpot 17 box both.)
     */
    private static void fourStrips(int depth, float[] a, int at, int colStride, float[] to, int t0) {
        int length = ROWS * depth;
        int last = depth - 1;
        int x = at;
        for (int p = 0; p < last; p++) {
            int t = t0 + p * ROWS;
            FloatVector.fromArray(FloatTile.SPECIES, a, x).intoArray(to, t);
            FloatVector.fromArray(FloatTile.SPECIES, a, x + ROWS).intoArray(to, t + length);
            FloatVector.fromArray(FloatTile.SPECIES, a, x + 2 * ROWS).intoArray(to, t + 2 * length);
            FloatVector.fromArray(FloatTile.SPECIES, a, x + 3 * ROWS).intoArray(to, t + 3 * length);
            x += colStride;
        }
        for (int i = 0; i < 4 * ROWS; i++) {
            to[t0 + i / ROWS * length + last * ROWS + i % ROWS] = a[x + i];
        }
    }

    /**
     * Copies columns of {@code B}, panel after panel: {@code to[t0 + s·PANEL·depth + p·PANEL + q] = b[at + p·rowStride
     * + (s·PANEL + q)·colStride]}; lanes past the last column keep what they held.
     */
    static void panels(int columns, int depth, float[] b, int at, int rowStride, int colStride, float[] to, int t0) {
        int j = 0;
        if (colStride == 1) {
            for (; j + 2 * PANEL <= columns; j += 2 * PANEL) {
                twoPanels(depth, b, at + j, rowStride, to, t0 + j * depth);
            }
        }
        for (; j < columns; j += PANEL) {
            panel(Math.min(PANEL, columns - j), depth, b, at + j * colStride, rowStride, colStride, to, t0 + j * depth);
        }
    }

    private static void panel(
            int columns, int depth, float[] b, int at, int rowStride, int colStride, float[] to, int t0) {
        if (colStride == 1 && columns == PANEL) {
            int y = at;
            for (int p = 0; p < depth; p++) {
                int t = t0 + p * PANEL;
                FloatVector.fromArray(FloatTile.SPECIES, b, y).intoArray(to, t);
                FloatVector.fromArray(FloatTile.SPECIES, b, y + WIDTH).intoArray(to, t + WIDTH);
                y += rowStride;
            }
            return;
        }
        int q = 0;
        for (; q + 4 <= columns; q += 4) {
            four(depth, b, at + q * colStride, colStride, rowStride, to, t0 + q, PANEL);
        }
        for (; q < columns; q++) {
            one(depth, b, at + q * colStride, rowStride, to, t0 + q, PANEL);
        }
    }

    /** Panels at once; see {@link #fourStrips}. */
    private static void twoPanels(int depth, float[] b, int at, int rowStride, float[] to, int t0) {
        int t1 = t0 + PANEL * depth;
        int y = at;
        for (int p = 0; p < depth; p++) {
            int t = p * PANEL;
            FloatVector.fromArray(FloatTile.SPECIES, b, y).intoArray(to, t0 + t);
            FloatVector.fromArray(FloatTile.SPECIES, b, y + WIDTH).intoArray(to, t0 + t + WIDTH);
            FloatVector.fromArray(FloatTile.SPECIES, b, y + PANEL).intoArray(to, t1 + t);
            FloatVector.fromArray(FloatTile.SPECIES, b, y + PANEL + WIDTH).intoArray(to, t1 + t + WIDTH);
            y += rowStride;
        }
    }

    /** Copies four lines, interleaved: {@code to[t + p·step + i] = from[at + i·next + p·along]}. */
    private static void four(int n, float[] from, int at, int next, int along, float[] to, int t, int step) {
        int x1 = at + next;
        int x2 = x1 + next;
        int x3 = x2 + next;
        int u = t;
        if (along == 1) { // bounds of from are then checked before the loop
            for (int p = 0; p < n; p++) {
                to[u] = from[at + p];
                to[u + 1] = from[x1 + p];
                to[u + 2] = from[x2 + p];
                to[u + 3] = from[x3 + p];
                u += step;
            }
            return;
        }
        int y = 0;
        for (int p = 0; p < n; p++) {
            to[u] = from[at + y];
            to[u + 1] = from[x1 + y];
            to[u + 2] = from[x2 + y];
            to[u + 3] = from[x3 + y];
            u += step;
            y += along;
        }
    }

    private static void one(int n, float[] from, int at, int along, float[] to, int t, int step) {
        for (int p = 0; p < n; p++) {
            to[t + p * step] = from[at + p * along];
        }
    }
}

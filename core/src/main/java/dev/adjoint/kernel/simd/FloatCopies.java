package dev.adjoint.kernel.simd;

import jdk.incubator.vector.FloatVector;

/** Copies of parts of matrices in the order in which {@link FloatTile} reads them. */
final class FloatCopies {
    private static final int WIDTH = FloatTile.WIDTH;
    private static final int PANEL = 2 * WIDTH;

    private FloatCopies() {}

    /** Copies rows of {@code A}: {@code to[i·A_ROW + p] = a[at + i·rowStride + p·colStride]}. */
    static void rows(int rows, int depth, float[] a, int at, int rowStride, int colStride, float[] to) {
        if (colStride == 1 && depth > 0) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(a, at + i * rowStride, to, i * FloatTile.A_ROW, depth);
            }
            return;
        }
        int p = 0;
        for (; p + 4 <= depth; p += 4) {
            four(rows, a, at + p * colStride, colStride, rowStride, to, p, FloatTile.A_ROW);
        }
        for (; p < depth; p++) {
            one(rows, a, at + p * colStride, rowStride, to, p, FloatTile.A_ROW);
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

    /** Panels at once, so that each line of the cache is read once. */
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

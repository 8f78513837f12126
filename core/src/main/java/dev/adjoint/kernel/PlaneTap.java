package dev.adjoint.kernel;

import java.util.Arrays;

/**
 * One tap of the windows over a plane. The windows that see an element of the plane with it are a rectangle among all
 * windows, a row for each row of windows; with the others it lies outside.
 *
 * <p>With stride 1 what the rectangle sees is a rectangle of the plane. Where the plane is as wide as a row of windows
 * both lie alike, and one copy moves all rows, with what lies between them.
 */
final class PlaneTap {
    /** What adding leaves every number as it is, the zeros included. */
    private static final float NOTHING = -0.0f;

    private final int windows;
    private final int across;
    private final int rows;
    private final int columns;

    /** The first window of the rectangle, and what it sees. */
    private final int first;

    private final int place;
    private final int planeWidth;
    private final int down;
    private final int step;

    /** Makes tap {@code (t, u)}. */
    PlaneTap(Windows vertical, Windows horizontal, int t, int u) {
        int top = vertical.firstWindow(t);
        int left = horizontal.firstWindow(u);
        int height = vertical.endWindow(t) - top;
        int width = horizontal.endWindow(u) - left;
        boolean seen = height > 0 && width > 0;
        windows = vertical.count() * horizontal.count();
        across = horizontal.count();
        rows = seen ? height : 0;
        columns = seen ? width : 0;
        first = seen ? top * across + left : windows;
        planeWidth = horizontal.size();
        place = seen ? vertical.at(top, t) * planeWidth + horizontal.at(left, u) : 0;
        down = vertical.stride() * planeWidth;
        step = horizontal.stride();
    }

    /** {@code to[toAt + w] = x[from + place in window w]}, 0 where that is outside. */
    void read(float[] x, int from, float[] to, int toAt) {
        int start = toAt + first;
        int end = rows == 0 ? start : start + (rows - 1) * across + columns;
        Arrays.fill(to, toAt, start, 0);
        Arrays.fill(to, end, toAt + windows, 0);
        if (down == across && step == 1) {
            System.arraycopy(x, from + place, to, start, end - start);
        } else {
            for (int i = 0; i < rows; i++) {
                readRow(x, from + place + i * down, to, start + i * across);
            }
        }
        fillGaps(to, start, across, 0);
    }

    private void readRow(float[] x, int from, float[] to, int toAt) {
        if (step == 1) {
            System.arraycopy(x, from, to, toAt, columns);
        } else {
            for (int j = 0; j < columns; j++) {
                to[toAt + j] = x[from + j * step];
            }
        }
    }

    /**
     * {@code x[place in window w] += from[at + w]}, without those outside.
     *
     * @param spare an array of the size of the plane: HotSpot vectorises sums of arrays read at the same index only
     */
    void add(float[] from, int at, float[] x, float[] spare) {
        int start = at + first;
        if (step == 1 && down == planeWidth) {
            addRectangle(from, start, x, spare);
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[place + i * down + j * step] += from[start + i * across + j];
            }
        }
    }

    private void addRectangle(float[] from, int start, float[] x, float[] spare) {
        int length = rows == 0 ? 0 : (rows - 1) * planeWidth + columns;
        if (planeWidth == across) {
            System.arraycopy(from, start, spare, place, length);
        } else {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(from, start + i * across, spare, place + i * planeWidth, columns);
            }
        }
        fillGaps(spare, place, planeWidth, NOTHING);
        for (int i = place; i < place + length; i++) {
            x[i] += spare[i];
        }
    }

    /** Fills what lies between the rows of the rectangle, in an array of rows of the given width. */
    private void fillGaps(float[] to, int start, int width, float value) {
        int end = start + rows * width;
        for (int gap = width - columns; gap > 0; gap--) {
            for (int at = start + width - gap; at < end - width; at += width) {
                to[at] = value;
            }
        }
    }

    /** As {@link #read(float[], int, float[], int)}. */
    void read(double[] x, int from, double[] to, int toAt) {
        int start = toAt + first;
        int end = rows == 0 ? start : start + (rows - 1) * across + columns;
        Arrays.fill(to, toAt, start, 0);
        Arrays.fill(to, end, toAt + windows, 0);
        if (down == across && step == 1) {
            System.arraycopy(x, from + place, to, start, end - start);
        } else {
            for (int i = 0; i < rows; i++) {
                readRow(x, from + place + i * down, to, start + i * across);
            }
        }
        fillGaps(to, start, across, 0);
    }

    private void readRow(double[] x, int from, double[] to, int toAt) {
        if (step == 1) {
            System.arraycopy(x, from, to, toAt, columns);
        } else {
            for (int j = 0; j < columns; j++) {
                to[toAt + j] = x[from + j * step];
            }
        }
    }

    /** As {@link #add(float[], int, float[], float[])}. */
    void add(double[] from, int at, double[] x, double[] spare) {
        int start = at + first;
        if (step == 1 && down == planeWidth) {
            addRectangle(from, start, x, spare);
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[place + i * down + j * step] += from[start + i * across + j];
            }
        }
    }

    private void addRectangle(double[] from, int start, double[] x, double[] spare) {
        int length = rows == 0 ? 0 : (rows - 1) * planeWidth + columns;
        if (planeWidth == across) {
            System.arraycopy(from, start, spare, place, length);
        } else {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(from, start + i * across, spare, place + i * planeWidth, columns);
            }
        }
        fillGaps(spare, place, planeWidth, NOTHING);
        for (int i = place; i < place + length; i++) {
            x[i] += spare[i];
        }
    }

    /** Fills what lies between the rows of the rectangle, in an array of rows of the given width. */
    private void fillGaps(double[] to, int start, int width, double value) {
        int end = start + rows * width;
        for (int gap = width - columns; gap > 0; gap--) {
            for (int at = start + width - gap; at < end - width; at += width) {
                to[at] = value;
            }
        }
    }
}

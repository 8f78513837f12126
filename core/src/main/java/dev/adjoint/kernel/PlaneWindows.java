package dev.adjoint.kernel;

/**
 * Windows over planes {@code [height, width]}, copied to columns {@code [taps, windows]} and added back.
 *
 * <p>Row {@code (t, u)} of the columns holds what tap {@code (t, u)} of each window sees: see {@link PlaneTap}.
 */
public final class PlaneWindows {
    private final Windows vertical;
    private final Windows horizontal;
    private final PlaneTap[] taps;

    /** Makes windows that move down and across. */
    public PlaneWindows(Windows vertical, Windows horizontal) {
        this.vertical = vertical;
        this.horizontal = horizontal;
        taps = new PlaneTap[vertical.kernel() * horizontal.kernel()];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = new PlaneTap(vertical, horizontal, i / horizontal.kernel(), i % horizontal.kernel());
        }
    }

    /** Returns how the windows move down. */
    public Windows vertical() {
        return vertical;
    }

    /** Returns how the windows move across. */
    public Windows horizontal() {
        return horizontal;
    }

    /** Returns the number of elements of a plane. */
    public int plane() {
        return vertical.size() * horizontal.size();
    }

    /** Returns the number of taps of a window. */
    public int taps() {
        return taps.length;
    }

    /** Returns the number of windows over a plane. */
    public int windows() {
        return vertical.count() * horizontal.count();
    }

    /**
     * {@code columns[c, t, w] = x[c, place of tap t of window w]}, 0 where that is outside the plane.
     *
     * @param from where the first of the planes starts in x
     */
    public void unfold(float[] x, int from, int planes, float[] columns) {
        int row = 0;
        for (int c = 0; c < planes; c++) {
            for (PlaneTap tap : taps) {
                tap.read(x, from + c * plane(), columns, row);
                row += windows();
            }
        }
    }

    /** As {@link #unfold(float[], int, int, float[])}. */
    public void unfold(double[] x, int from, int planes, double[] columns) {
        int row = 0;
        for (int c = 0; c < planes; c++) {
            for (PlaneTap tap : taps) {
                tap.read(x, from + c * plane(), columns, row);
                row += windows();
            }
        }
    }

    /**
     * {@code x[c, place of tap t of window w] += columns[c, t, w]}, tap by tap; taps outside the plane are dropped.
     *
     * @param to where the first of the planes starts in x
     */
    public void fold(float[] columns, int planes, float[] x, int to) {
        float[] sums = new float[plane()];
        float[] spare = new float[plane()];
        int row = 0;
        for (int c = 0; c < planes; c++) {
            System.arraycopy(x, to + c * plane(), sums, 0, plane());
            for (PlaneTap tap : taps) {
                tap.add(columns, row, sums, spare);
                row += windows();
            }
            System.arraycopy(sums, 0, x, to + c * plane(), plane());
        }
    }

    /** As {@link #fold(float[], int, float[], int)}. */
    public void fold(double[] columns, int planes, double[] x, int to) {
        double[] sums = new double[plane()];
        double[] spare = new double[plane()];
        int row = 0;
        for (int c = 0; c < planes; c++) {
            System.arraycopy(x, to + c * plane(), sums, 0, plane());
            for (PlaneTap tap : taps) {
                tap.add(columns, row, sums, spare);
                row += windows();
            }
            System.arraycopy(sums, 0, x, to + c * plane(), plane());
        }
    }
}

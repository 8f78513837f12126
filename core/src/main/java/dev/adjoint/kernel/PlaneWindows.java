package dev.adjoint.kernel;

/**
 * Windows over planes {@code [height, width]}, copied to columns {@code [taps, windows]} and added back.
 *
 * <p>Row {@code (t, u)} of the columns holds what tap {@code (t, u)} of each window reads: parts of the plane's rows,
 * one after the other. So with stride 1 a whole row moves at once.
 */
public record PlaneWindows(Windows vertical, Windows horizontal) {
    /** Returns the number of elements of a plane. */
    public int plane() {
        return vertical.size() * horizontal.size();
    }

    /** Returns the number of taps of a window. */
    public int taps() {
        return vertical.kernel() * horizontal.kernel();
    }

    /** Returns the number of windows over a plane. */
    public int windows() {
        return vertical.count() * horizontal.count();
    }

    /**
     * {@code columns[c, t, w] = x[c, place of tap t of window w]}, for {@code float[]} or {@code double[]}; taps
     * outside the plane are left as they are.
     *
     * @param from where the first of the planes starts in x
     */
    public void unfold(Object x, int from, int planes, Object columns) {
        walk(planes, (plane, column, n) -> copy(x, from + plane, horizontal.stride(), columns, column, n));
    }

    /**
     * {@code x[c, place of tap t of window w] += columns[c, t, w]}, for {@code float[]} or {@code double[]}, tap by
     * tap; taps outside the plane are dropped.
     *
     * @param to where the first of the planes starts in x
     */
    public void fold(Object columns, int planes, Object x, int to) {
        walk(planes, (plane, column, n) -> add(columns, column, x, to + plane, horizontal.stride(), n));
    }

    private interface Run {
        /** n places of the planes from one on, a stride apart, are n neighbours in the columns. */
        void at(int plane, int column, int n);
    }

    private void walk(int planes, Run run) {
        for (int c = 0; c < planes; c++) {
            for (int t = 0; t < vertical.kernel(); t++) {
                for (int u = 0; u < horizontal.kernel(); u++) {
                    walk(c, t, u, run);
                }
            }
        }
    }

    private void walk(int c, int t, int u, Run run) {
        int first = horizontal.firstWindow(u);
        int n = horizontal.endWindow(u) - first;
        if (n <= 0) {
            return;
        }
        int column = (c * taps() + t * horizontal.kernel() + u) * windows() + first;
        int plane = c * plane() + horizontal.at(first, u);
        for (int i = vertical.firstWindow(t); i < vertical.endWindow(t); i++) {
            run.at(plane + vertical.at(i, t) * horizontal.size(), column + i * horizontal.count(), n);
        }
    }

    private static void copy(Object from, int at, int step, Object to, int toAt, int n) {
        if (step == 1) {
            System.arraycopy(from, at, to, toAt, n);
        } else if (from instanceof float[] x) {
            float[] y = (float[]) to;
            for (int i = 0; i < n; i++) {
                y[toAt + i] = x[at + i * step];
            }
        } else {
            double[] x = (double[]) from;
            double[] y = (double[]) to;
            for (int i = 0; i < n; i++) {
                y[toAt + i] = x[at + i * step];
            }
        }
    }

    private static void add(Object from, int at, Object to, int toAt, int step, int n) {
        if (from instanceof float[] x) {
            float[] y = (float[]) to;
            for (int i = 0; i < n; i++) {
                y[toAt + i * step] += x[at + i];
            }
        } else {
            double[] x = (double[]) from;
            double[] y = (double[]) to;
            for (int i = 0; i < n; i++) {
                y[toAt + i * step] += x[at + i];
            }
        }
    }
}

package dev.adjoint.kernel;

/** {@link DoubleReduce} in plain Java. */
public final class PlainDoubleReduce implements DoubleReduce {
    @Override
    public double sum(double[] x, int offset, int n) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = offset;
        int whole = offset + (n & -8);
        for (; i < whole; i += 8) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
            s4 += x[i + 4];
            s5 += x[i + 5];
            s6 += x[i + 6];
            s7 += x[i + 7];
        }
        int end = offset + n;
        s0 += at(x, i, end);
        s1 += at(x, i + 1, end);
        s2 += at(x, i + 2, end);
        s3 += at(x, i + 3, end);
        s4 += at(x, i + 4, end);
        s5 += at(x, i + 5, end);
        s6 += at(x, i + 6, end);
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    /** The element at {@code i}, or 0 past the end, which changes no sum that started from +0. */
    private static double at(double[] x, int i, int end) {
        return i < end ? x[i] : 0;
    }

    @Override
    public double max(double[] x, int offset, int n) {
        double m0 = Double.NEGATIVE_INFINITY, m1 = m0, m2 = m0, m3 = m0;
        int i = offset;
        int whole = offset + (n & -4);
        for (; i < whole; i += 4) {
            m0 = Math.max(m0, x[i]);
            m1 = Math.max(m1, x[i + 1]);
            m2 = Math.max(m2, x[i + 2]);
            m3 = Math.max(m3, x[i + 3]);
        }
        for (; i < offset + n; i++) {
            m0 = Math.max(m0, x[i]);
        }
        return Math.max(Math.max(m0, m1), Math.max(m2, m3));
    }
}

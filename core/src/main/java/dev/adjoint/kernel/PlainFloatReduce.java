package dev.adjoint.kernel;

/** {@link FloatReduce} in plain Java: sixteen accumulators keep the adders busy. */
public final class PlainFloatReduce implements FloatReduce {
    @Override
    public float sum(float[] x, int offset, int n) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        float s8 = 0, s9 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0, s14 = 0, s15 = 0;
        int i = offset;
        int whole = offset + (n & -16);
        for (; i < whole; i += 16) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
            s4 += x[i + 4];
            s5 += x[i + 5];
            s6 += x[i + 6];
            s7 += x[i + 7];
            s8 += x[i + 8];
            s9 += x[i + 9];
            s10 += x[i + 10];
            s11 += x[i + 11];
            s12 += x[i + 12];
            s13 += x[i + 13];
            s14 += x[i + 14];
            s15 += x[i + 15];
        }
        int end = offset + n;
        s0 += at(x, i, end);
        s1 += at(x, i + 1, end);
        s2 += at(x, i + 2, end);
        s3 += at(x, i + 3, end);
        s4 += at(x, i + 4, end);
        s5 += at(x, i + 5, end);
        s6 += at(x, i + 6, end);
        s7 += at(x, i + 7, end);
        s8 += at(x, i + 8, end);
        s9 += at(x, i + 9, end);
        s10 += at(x, i + 10, end);
        s11 += at(x, i + 11, end);
        s12 += at(x, i + 12, end);
        s13 += at(x, i + 13, end);
        s14 += at(x, i + 14, end);
        return (((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14)))
                + (((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15)));
    }

    /** The element at {@code i}, or 0 past the end, which changes no sum that started from +0. */
    private static float at(float[] x, int i, int end) {
        return i < end ? x[i] : 0;
    }

    @Override
    public float max(float[] x, int offset, int n) {
        float m0 = Float.NEGATIVE_INFINITY, m1 = m0, m2 = m0, m3 = m0;
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

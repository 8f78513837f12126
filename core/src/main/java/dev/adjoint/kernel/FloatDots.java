package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/**
 * {@code c = d + A·b}: the product of a matrix and a vector, in the order of {@link FloatMatmul}, eight rows at a time.
 */
public final class FloatDots {
    private FloatDots() {}

    /** {@code c[i·cStride] = d[i·dStride] + Σ_p A[i, p]·b[p·bStride]} for {@code i < m}; no {@code d} if it is null. */
    public static void multiply(
            int m,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] d,
            int dOffset,
            int dStride,
            float[] c,
            int cOffset,
            int cStride) {
        Parallel.range(m, 0.3 * k, 8, (from, to) -> {
            float[] s = new float[8];
            for (int p = 0; p == 0 || p < k; p += FloatMatmul.BLOCK) {
                int block = Math.min(FloatMatmul.BLOCK, k - p);
                int bp = bOffset + p * bStride;
                for (int i = from; i < to; i += 8) {
                    int rows = Math.min(8, to - i);
                    int ai = aOffset + i * aRowStride + p * aColStride;
                    if (rows == 8) {
                        eight(block, a, ai, aRowStride, aColStride, b, bp, bStride, s);
                    } else {
                        for (int r = 0; r < rows; r++) {
                            s[r] = one(block, a, ai + r * aRowStride, aColStride, b, bp, bStride);
                        }
                    }
                    int ci = cOffset + i * cStride;
                    if (p > 0) {
                        store(rows, s, c, ci, cStride, c, ci, cStride);
                    } else {
                        store(rows, s, d, dOffset + i * dStride, dStride, c, ci, cStride);
                    }
                }
            }
        });
    }

    private static void store(
            int n, float[] s, float @Nullable [] d, int d0, int dStride, float[] c, int c0, int cStride) {
        for (int r = 0; r < n; r++) {
            c[c0 + r * cStride] = d == null ? s[r] : d[d0 + r * dStride] + s[r];
        }
    }

    private static float one(int k, float[] a, int a0, int aStride, float[] b, int b0, int bStride) {
        float s = 0;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            s = Math.fma(a[x], b[y], s);
            x += aStride;
            y += bStride;
        }
        return s;
    }

    private static void eight(
            int k, float[] a, int a0, int aRowStride, int aColStride, float[] b, int b0, int bStride, float[] s) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            float u = b[y];
            s0 = Math.fma(a[x], u, s0);
            s1 = Math.fma(a[x + aRowStride], u, s1);
            s2 = Math.fma(a[x + 2 * aRowStride], u, s2);
            s3 = Math.fma(a[x + 3 * aRowStride], u, s3);
            s4 = Math.fma(a[x + 4 * aRowStride], u, s4);
            s5 = Math.fma(a[x + 5 * aRowStride], u, s5);
            s6 = Math.fma(a[x + 6 * aRowStride], u, s6);
            s7 = Math.fma(a[x + 7 * aRowStride], u, s7);
            x += aColStride;
            y += bStride;
        }
        s[0] = s0;
        s[1] = s1;
        s[2] = s2;
        s[3] = s3;
        s[4] = s4;
        s[5] = s5;
        s[6] = s6;
        s[7] = s7;
    }
}

package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleMatmul;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The innermost loops of {@link SimdDoubleMatmul}: a tile of {@code C} held in registers while {@code k} runs.
 *
 * <p>{@link #packed} reads copies, whose strides are constants: HotSpot then checks the bounds before the loop, and
 * most of its instructions multiply. The other tiles take {@code A} at any strides; a low one given fewer rows than it
 * has computes the last of them several times: the stores repeat, the values are the same.
 */
final class DoubleTile {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int WIDTH = SPECIES.length();

    /**
     * Rows of a packed tile: eight where vectors have 512 bits, as there are 32 registers then, else four. Tests set
     * eight elsewhere too.
     */
    static final int ROWS = Integer.getInteger("adjoint.tileRows", SPECIES.vectorBitSize() == 512 ? 8 : 4) == 8 ? 8 : 4;

    /**
     * Elements from a row of a copy of {@code A} to the next: so many more than a block that a step of {@code k} reads
     * other sets of the cache in each row, and not a new line in all of them at once.
     */
    static final int A_ROW = DoubleMatmul.BLOCK + 20;

    /** Rows of a tall tile. */
    static final int TALL = 8;

    /** Most rows of a low tile of two vectors. */
    static final int LOW = 4;

    /** Most rows of a tile of one vector. */
    static final int NARROW = 8;

    private DoubleTile() {}

    /**
     * {@code C = D + A·B}, or {@code C = A·B} if {@code d} is null, for {@link #ROWS} rows of two vectors. Rows of the
     * copy of {@code A} are {@link #A_ROW} apart, those of {@code B} two vectors.
     */
    static void packed(
            int k,
            double[] a,
            int a0,
            double[] b,
            int b0,
            double @Nullable [] d,
            int d0,
            int dRowStride,
            double[] c,
            int c0,
            int cRowStride) {
        if (ROWS == 8) {
            eight(k, a, a0, b, b0, d, d0, dRowStride, c, c0, cRowStride);
        } else {
            four(k, a, a0, b, b0, d, d0, dRowStride, c, c0, cRowStride);
        }
    }

    /** Sixteen sums, for 32 registers. */
    private static void eight(
            int k,
            double[] a,
            int a0,
            double[] b,
            int b0,
            double @Nullable [] d,
            int d0,
            int dRowStride,
            double[] c,
            int c0,
            int cRowStride) {
        DoubleVector s00 = DoubleVector.zero(SPECIES), s01 = s00;
        DoubleVector s10 = s00, s11 = s00;
        DoubleVector s20 = s00, s21 = s00;
        DoubleVector s30 = s00, s31 = s00;
        DoubleVector s40 = s00, s41 = s00;
        DoubleVector s50 = s00, s51 = s00;
        DoubleVector s60 = s00, s61 = s00;
        DoubleVector s70 = s00, s71 = s00;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, b, y + WIDTH);
            DoubleVector u0 = DoubleVector.broadcast(SPECIES, a[x]);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            DoubleVector u1 = DoubleVector.broadcast(SPECIES, a[x + A_ROW]);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            DoubleVector u2 = DoubleVector.broadcast(SPECIES, a[x + 2 * A_ROW]);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            DoubleVector u3 = DoubleVector.broadcast(SPECIES, a[x + 3 * A_ROW]);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            DoubleVector u4 = DoubleVector.broadcast(SPECIES, a[x + 4 * A_ROW]);
            s40 = u4.fma(v0, s40);
            s41 = u4.fma(v1, s41);
            DoubleVector u5 = DoubleVector.broadcast(SPECIES, a[x + 5 * A_ROW]);
            s50 = u5.fma(v0, s50);
            s51 = u5.fma(v1, s51);
            DoubleVector u6 = DoubleVector.broadcast(SPECIES, a[x + 6 * A_ROW]);
            s60 = u6.fma(v0, s60);
            s61 = u6.fma(v1, s61);
            DoubleVector u7 = DoubleVector.broadcast(SPECIES, a[x + 7 * A_ROW]);
            s70 = u7.fma(v0, s70);
            s71 = u7.fma(v1, s71);
            x++;
            y += 2 * WIDTH;
        }
        if (d != null) { // apart, as HotSpot 17 boxes vectors that come from two branches
            DoubleVector.fromArray(SPECIES, d, d0).add(s00).intoArray(c, c0);
            DoubleVector.fromArray(SPECIES, d, d0 + WIDTH).add(s01).intoArray(c, c0 + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + dRowStride).add(s10).intoArray(c, c0 + cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + dRowStride + WIDTH).add(s11).intoArray(c, c0 + cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 2 * dRowStride).add(s20).intoArray(c, c0 + 2 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 2 * dRowStride + WIDTH)
                    .add(s21)
                    .intoArray(c, c0 + 2 * cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 3 * dRowStride).add(s30).intoArray(c, c0 + 3 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 3 * dRowStride + WIDTH)
                    .add(s31)
                    .intoArray(c, c0 + 3 * cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 4 * dRowStride).add(s40).intoArray(c, c0 + 4 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 4 * dRowStride + WIDTH)
                    .add(s41)
                    .intoArray(c, c0 + 4 * cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 5 * dRowStride).add(s50).intoArray(c, c0 + 5 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 5 * dRowStride + WIDTH)
                    .add(s51)
                    .intoArray(c, c0 + 5 * cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 6 * dRowStride).add(s60).intoArray(c, c0 + 6 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 6 * dRowStride + WIDTH)
                    .add(s61)
                    .intoArray(c, c0 + 6 * cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 7 * dRowStride).add(s70).intoArray(c, c0 + 7 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 7 * dRowStride + WIDTH)
                    .add(s71)
                    .intoArray(c, c0 + 7 * cRowStride + WIDTH);
            return;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s10.intoArray(c, c0 + cRowStride);
        s11.intoArray(c, c0 + cRowStride + WIDTH);
        s20.intoArray(c, c0 + 2 * cRowStride);
        s21.intoArray(c, c0 + 2 * cRowStride + WIDTH);
        s30.intoArray(c, c0 + 3 * cRowStride);
        s31.intoArray(c, c0 + 3 * cRowStride + WIDTH);
        s40.intoArray(c, c0 + 4 * cRowStride);
        s41.intoArray(c, c0 + 4 * cRowStride + WIDTH);
        s50.intoArray(c, c0 + 5 * cRowStride);
        s51.intoArray(c, c0 + 5 * cRowStride + WIDTH);
        s60.intoArray(c, c0 + 6 * cRowStride);
        s61.intoArray(c, c0 + 6 * cRowStride + WIDTH);
        s70.intoArray(c, c0 + 7 * cRowStride);
        s71.intoArray(c, c0 + 7 * cRowStride + WIDTH);
    }

    /** Eight sums, for 16 registers: with ten HotSpot keeps one of them in memory. */
    private static void four(
            int k,
            double[] a,
            int a0,
            double[] b,
            int b0,
            double @Nullable [] d,
            int d0,
            int dRowStride,
            double[] c,
            int c0,
            int cRowStride) {
        DoubleVector s00 = DoubleVector.zero(SPECIES), s01 = s00;
        DoubleVector s10 = s00, s11 = s00;
        DoubleVector s20 = s00, s21 = s00;
        DoubleVector s30 = s00, s31 = s00;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, b, y + WIDTH);
            DoubleVector u0 = DoubleVector.broadcast(SPECIES, a[x]);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            DoubleVector u1 = DoubleVector.broadcast(SPECIES, a[x + A_ROW]);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            DoubleVector u2 = DoubleVector.broadcast(SPECIES, a[x + 2 * A_ROW]);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            DoubleVector u3 = DoubleVector.broadcast(SPECIES, a[x + 3 * A_ROW]);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            x++;
            y += 2 * WIDTH;
        }
        if (d != null) { // apart, as HotSpot 17 boxes vectors that come from two branches
            DoubleVector.fromArray(SPECIES, d, d0).add(s00).intoArray(c, c0);
            DoubleVector.fromArray(SPECIES, d, d0 + WIDTH).add(s01).intoArray(c, c0 + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + dRowStride).add(s10).intoArray(c, c0 + cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + dRowStride + WIDTH).add(s11).intoArray(c, c0 + cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 2 * dRowStride).add(s20).intoArray(c, c0 + 2 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 2 * dRowStride + WIDTH)
                    .add(s21)
                    .intoArray(c, c0 + 2 * cRowStride + WIDTH);
            DoubleVector.fromArray(SPECIES, d, d0 + 3 * dRowStride).add(s30).intoArray(c, c0 + 3 * cRowStride);
            DoubleVector.fromArray(SPECIES, d, d0 + 3 * dRowStride + WIDTH)
                    .add(s31)
                    .intoArray(c, c0 + 3 * cRowStride + WIDTH);
            return;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s10.intoArray(c, c0 + cRowStride);
        s11.intoArray(c, c0 + cRowStride + WIDTH);
        s20.intoArray(c, c0 + 2 * cRowStride);
        s21.intoArray(c, c0 + 2 * cRowStride + WIDTH);
        s30.intoArray(c, c0 + 3 * cRowStride);
        s31.intoArray(c, c0 + 3 * cRowStride + WIDTH);
    }

    /**
     * {@code C = A·B} for {@link #TALL} rows of two vectors, where there are 32 registers: for products too small to
     * copy.
     */
    static void tall(
            int k,
            double[] a,
            int a0,
            int aRowStride,
            int aColStride,
            double[] b,
            int b0,
            int bRowStride,
            double[] c,
            int c0,
            int cRowStride) {
        int a1 = a0 + aRowStride;
        int a2 = a0 + 2 * aRowStride;
        int a3 = a0 + 3 * aRowStride;
        int a4 = a0 + 4 * aRowStride;
        int a5 = a0 + 5 * aRowStride;
        int a6 = a0 + 6 * aRowStride;
        int a7 = a0 + 7 * aRowStride;
        DoubleVector s00 = DoubleVector.zero(SPECIES), s01 = s00;
        DoubleVector s10 = s00, s11 = s00;
        DoubleVector s20 = s00, s21 = s00;
        DoubleVector s30 = s00, s31 = s00;
        DoubleVector s40 = s00, s41 = s00;
        DoubleVector s50 = s00, s51 = s00;
        DoubleVector s60 = s00, s61 = s00;
        DoubleVector s70 = s00, s71 = s00;
        int x = 0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, b, y + WIDTH);
            DoubleVector u0 = DoubleVector.broadcast(SPECIES, a[a0 + x]);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            DoubleVector u1 = DoubleVector.broadcast(SPECIES, a[a1 + x]);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            DoubleVector u2 = DoubleVector.broadcast(SPECIES, a[a2 + x]);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            DoubleVector u3 = DoubleVector.broadcast(SPECIES, a[a3 + x]);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            DoubleVector u4 = DoubleVector.broadcast(SPECIES, a[a4 + x]);
            s40 = u4.fma(v0, s40);
            s41 = u4.fma(v1, s41);
            DoubleVector u5 = DoubleVector.broadcast(SPECIES, a[a5 + x]);
            s50 = u5.fma(v0, s50);
            s51 = u5.fma(v1, s51);
            DoubleVector u6 = DoubleVector.broadcast(SPECIES, a[a6 + x]);
            s60 = u6.fma(v0, s60);
            s61 = u6.fma(v1, s61);
            DoubleVector u7 = DoubleVector.broadcast(SPECIES, a[a7 + x]);
            s70 = u7.fma(v0, s70);
            s71 = u7.fma(v1, s71);
            x += aColStride;
            y += bRowStride;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s10.intoArray(c, c0 + cRowStride);
        s11.intoArray(c, c0 + cRowStride + WIDTH);
        s20.intoArray(c, c0 + 2 * cRowStride);
        s21.intoArray(c, c0 + 2 * cRowStride + WIDTH);
        s30.intoArray(c, c0 + 3 * cRowStride);
        s31.intoArray(c, c0 + 3 * cRowStride + WIDTH);
        s40.intoArray(c, c0 + 4 * cRowStride);
        s41.intoArray(c, c0 + 4 * cRowStride + WIDTH);
        s50.intoArray(c, c0 + 5 * cRowStride);
        s51.intoArray(c, c0 + 5 * cRowStride + WIDTH);
        s60.intoArray(c, c0 + 6 * cRowStride);
        s61.intoArray(c, c0 + 6 * cRowStride + WIDTH);
        s70.intoArray(c, c0 + 7 * cRowStride);
        s71.intoArray(c, c0 + 7 * cRowStride + WIDTH);
    }

    /** {@code C = A·B} for up to four rows of two vectors. */
    static void low(
            int rows,
            int k,
            double[] a,
            int a0,
            int aRowStride,
            int aColStride,
            double[] b,
            int b0,
            int bRowStride,
            double[] c,
            int c0,
            int cRowStride) {
        if (aColStride == 1 && bRowStride == 2 * WIDTH) {
            rows(rows, k, a, a0, aRowStride, b, b0, c, c0, cRowStride);
            return;
        }
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = rows - 1;
        int a1 = a0 + r1 * aRowStride;
        int a2 = a0 + r2 * aRowStride;
        int a3 = a0 + r3 * aRowStride;
        DoubleVector s00 = DoubleVector.zero(SPECIES), s01 = s00;
        DoubleVector s10 = s00, s11 = s00;
        DoubleVector s20 = s00, s21 = s00;
        DoubleVector s30 = s00, s31 = s00;
        int x = 0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, b, y + WIDTH);
            DoubleVector u0 = DoubleVector.broadcast(SPECIES, a[a0 + x]);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            DoubleVector u1 = DoubleVector.broadcast(SPECIES, a[a1 + x]);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            DoubleVector u2 = DoubleVector.broadcast(SPECIES, a[a2 + x]);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            DoubleVector u3 = DoubleVector.broadcast(SPECIES, a[a3 + x]);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            x += aColStride;
            y += bRowStride;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s10.intoArray(c, c0 + r1 * cRowStride);
        s11.intoArray(c, c0 + r1 * cRowStride + WIDTH);
        s20.intoArray(c, c0 + r2 * cRowStride);
        s21.intoArray(c, c0 + r2 * cRowStride + WIDTH);
        s30.intoArray(c, c0 + r3 * cRowStride);
        s31.intoArray(c, c0 + r3 * cRowStride + WIDTH);
    }

    /**
     * As {@link #low} for contiguous rows of {@code A}, and rows of {@code B} two vectors apart: HotSpot checks the
     * bounds before the loop then.
     */
    private static void rows(
            int rows,
            int k,
            double[] a,
            int a0,
            int aRowStride,
            double[] b,
            int b0,
            double[] c,
            int c0,
            int cRowStride) {
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = rows - 1;
        DoubleVector s00 = DoubleVector.zero(SPECIES), s01 = s00;
        DoubleVector s10 = s00, s11 = s00;
        DoubleVector s20 = s00, s21 = s00;
        DoubleVector s30 = s00, s31 = s00;
        int a1 = a0 + r1 * aRowStride;
        int a2 = a0 + r2 * aRowStride;
        int a3 = a0 + r3 * aRowStride;
        int y = b0;
        for (int p = 0; p < k; p++) {
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, b, y + WIDTH);
            DoubleVector u0 = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            s00 = u0.fma(v0, s00);
            s01 = u0.fma(v1, s01);
            DoubleVector u1 = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            s10 = u1.fma(v0, s10);
            s11 = u1.fma(v1, s11);
            DoubleVector u2 = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            s20 = u2.fma(v0, s20);
            s21 = u2.fma(v1, s21);
            DoubleVector u3 = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            s30 = u3.fma(v0, s30);
            s31 = u3.fma(v1, s31);
            y += 2 * WIDTH;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s10.intoArray(c, c0 + r1 * cRowStride);
        s11.intoArray(c, c0 + r1 * cRowStride + WIDTH);
        s20.intoArray(c, c0 + r2 * cRowStride);
        s21.intoArray(c, c0 + r2 * cRowStride + WIDTH);
        s30.intoArray(c, c0 + r3 * cRowStride);
        s31.intoArray(c, c0 + r3 * cRowStride + WIDTH);
    }

    /** {@code C = A·B} for up to eight rows of one vector. */
    static void one(
            int rows,
            int k,
            double[] a,
            int a0,
            int aRowStride,
            int aColStride,
            double[] b,
            int b0,
            int bRowStride,
            double[] c,
            int c0,
            int cRowStride) {
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = Math.min(3, rows - 1);
        int r4 = Math.min(4, rows - 1);
        int r5 = Math.min(5, rows - 1);
        int r6 = Math.min(6, rows - 1);
        int r7 = rows - 1;
        int a1 = a0 + r1 * aRowStride;
        int a2 = a0 + r2 * aRowStride;
        int a3 = a0 + r3 * aRowStride;
        int a4 = a0 + r4 * aRowStride;
        int a5 = a0 + r5 * aRowStride;
        int a6 = a0 + r6 * aRowStride;
        int a7 = a0 + r7 * aRowStride;
        DoubleVector s0 = DoubleVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0;
        DoubleVector s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        int x = 0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, b, y);
            s0 = DoubleVector.broadcast(SPECIES, a[a0 + x]).fma(v, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[a1 + x]).fma(v, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[a2 + x]).fma(v, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[a3 + x]).fma(v, s3);
            s4 = DoubleVector.broadcast(SPECIES, a[a4 + x]).fma(v, s4);
            s5 = DoubleVector.broadcast(SPECIES, a[a5 + x]).fma(v, s5);
            s6 = DoubleVector.broadcast(SPECIES, a[a6 + x]).fma(v, s6);
            s7 = DoubleVector.broadcast(SPECIES, a[a7 + x]).fma(v, s7);
            x += aColStride;
            y += bRowStride;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + r1 * cRowStride);
        s2.intoArray(c, c0 + r2 * cRowStride);
        s3.intoArray(c, c0 + r3 * cRowStride);
        s4.intoArray(c, c0 + r4 * cRowStride);
        s5.intoArray(c, c0 + r5 * cRowStride);
        s6.intoArray(c, c0 + r6 * cRowStride);
        s7.intoArray(c, c0 + r7 * cRowStride);
    }

    /** {@code C = A·B} for one row of four vectors. */
    static void row(int k, double[] a, int a0, int aColStride, double[] b, int b0, int bRowStride, double[] c, int c0) {
        DoubleVector s0 = DoubleVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0;
        int x = a0;
        int y = b0;
        for (int p = 0; p < k; p++) {
            DoubleVector u = DoubleVector.broadcast(SPECIES, a[x]);
            s0 = u.fma(DoubleVector.fromArray(SPECIES, b, y), s0);
            s1 = u.fma(DoubleVector.fromArray(SPECIES, b, y + WIDTH), s1);
            s2 = u.fma(DoubleVector.fromArray(SPECIES, b, y + 2 * WIDTH), s2);
            s3 = u.fma(DoubleVector.fromArray(SPECIES, b, y + 3 * WIDTH), s3);
            x += aColStride;
            y += bRowStride;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + WIDTH);
        s2.intoArray(c, c0 + 2 * WIDTH);
        s3.intoArray(c, c0 + 3 * WIDTH);
    }

    /** {@code C = D + S}, or {@code C = S} if {@code d} is null; rows of {@code S} are two vectors apart. */
    static void add(
            int rows,
            int columns,
            double[] s,
            double @Nullable [] d,
            int d0,
            int dRowStride,
            int dColStride,
            double[] c,
            int c0,
            int cRowStride,
            int cColStride) {
        int done = 0;
        if (d != null && dColStride == 1 && cColStride == 1) {
            done = SPECIES.loopBound(columns);
            for (int q = 0; q < done; q += WIDTH) {
                for (int r = 0; r < rows; r++) {
                    DoubleVector sum = DoubleVector.fromArray(SPECIES, s, r * 2 * WIDTH + q);
                    DoubleVector.fromArray(SPECIES, d, d0 + r * dRowStride + q)
                            .add(sum)
                            .intoArray(c, c0 + r * cRowStride + q);
                }
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int q = done; q < columns; q++) {
                double sum = s[r * 2 * WIDTH + q];
                c[c0 + r * cRowStride + q * cColStride] =
                        d == null ? sum : d[d0 + r * dRowStride + q * dColStride] + sum;
            }
        }
    }
}

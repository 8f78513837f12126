package dev.adjoint.kernel;

import java.util.Arrays;

/**
 * Copies a stretch of elements, in row-major order, between a strided array and a flat one.
 *
 * <p>A cursor over the dimensions outside the innermost one; the innermost is copied as a run, filled where its stride
 * is 0, or walked. Dimensions that lie one after the other are joined first, so runs are as long as they can be.
 */
public final class StridedCopy {
    private final int[] dims;
    private final int[] strides;
    private final int offset;

    /** Prepares to copy from or to the elements at {@code offset + Σ i_k · strides[k]}. */
    public StridedCopy(int[] dims, int[] strides, int offset) {
        int[] joinedDims = new int[dims.length];
        int[] joinedStrides = new int[dims.length];
        int rank = 0;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == 1) {
                continue;
            }
            if (rank > 0 && joinedStrides[rank - 1] == strides[i] * dims[i]) {
                joinedDims[rank - 1] *= dims[i];
                joinedStrides[rank - 1] = strides[i];
            } else {
                joinedDims[rank] = dims[i];
                joinedStrides[rank++] = strides[i];
            }
        }
        if (rank == 0) {
            rank = 1;
            joinedDims = new int[] {1};
            joinedStrides = new int[] {1};
        }
        this.dims = Arrays.copyOf(joinedDims, rank);
        this.strides = Arrays.copyOf(joinedStrides, rank);
        this.offset = offset;
    }

    /** Copies elements {@code [start, start + n)} of the strided array {@code from} to {@code to[toOffset …]}. */
    public void read(Object from, int start, Object to, int toOffset, int n) {
        walk(start, n, (at, stride, done, run) -> readRun(from, at, stride, to, toOffset + done, run));
    }

    /**
     * Copies {@code from[fromOffset … fromOffset + n)} to elements {@code [start, start + n)} of the strided
     * {@code to}.
     */
    public void write(Object from, int fromOffset, Object to, int start, int n) {
        walk(start, n, (at, stride, done, run) -> writeRun(from, fromOffset + done, to, at, stride, run));
    }

    private interface Run {
        void copy(int at, int stride, int done, int run);
    }

    private void walk(int start, int n, Run copy) {
        if (n == 0) {
            return;
        }
        int last = dims.length - 1;
        int[] index = new int[dims.length];
        int rest = start;
        int at = offset;
        for (int i = last; i >= 0; i--) {
            index[i] = rest % dims[i];
            rest /= dims[i];
            at += index[i] * strides[i];
        }
        int done = 0;
        while (done < n) {
            int run = Math.min(n - done, dims[last] - index[last]);
            copy.copy(at, strides[last], done, run);
            done += run;
            index[last] += run;
            at += run * strides[last];
            for (int i = last; i > 0 && index[i] == dims[i]; i--) {
                at += strides[i - 1] - dims[i] * strides[i];
                index[i] = 0;
                index[i - 1]++;
            }
        }
    }

    private static void readRun(Object from, int at, int stride, Object to, int toOffset, int n) {
        if (stride == 1) {
            System.arraycopy(from, at, to, toOffset, n);
        } else if (from instanceof float[] x) {
            float[] y = (float[]) to;
            if (stride == 0) {
                Arrays.fill(y, toOffset, toOffset + n, x[at]);
                return;
            }
            for (int i = 0; i < n; i++) {
                y[toOffset + i] = x[at + i * stride];
            }
        } else if (from instanceof double[] x) {
            double[] y = (double[]) to;
            if (stride == 0) {
                Arrays.fill(y, toOffset, toOffset + n, x[at]);
                return;
            }
            for (int i = 0; i < n; i++) {
                y[toOffset + i] = x[at + i * stride];
            }
        } else if (from instanceof long[] x) {
            long[] y = (long[]) to;
            for (int i = 0; i < n; i++) {
                y[toOffset + i] = x[at + i * stride];
            }
        } else {
            boolean[] x = (boolean[]) from;
            boolean[] y = (boolean[]) to;
            for (int i = 0; i < n; i++) {
                y[toOffset + i] = x[at + i * stride];
            }
        }
    }

    private static void writeRun(Object from, int fromOffset, Object to, int at, int stride, int n) {
        if (stride == 1) {
            System.arraycopy(from, fromOffset, to, at, n);
        } else if (from instanceof float[] x) {
            float[] y = (float[]) to;
            for (int i = 0; i < n; i++) {
                y[at + i * stride] = x[fromOffset + i];
            }
        } else if (from instanceof double[] x) {
            double[] y = (double[]) to;
            for (int i = 0; i < n; i++) {
                y[at + i * stride] = x[fromOffset + i];
            }
        } else if (from instanceof long[] x) {
            long[] y = (long[]) to;
            for (int i = 0; i < n; i++) {
                y[at + i * stride] = x[fromOffset + i];
            }
        } else {
            boolean[] x = (boolean[]) from;
            boolean[] y = (boolean[]) to;
            for (int i = 0; i < n; i++) {
                y[at + i * stride] = x[fromOffset + i];
            }
        }
    }
}

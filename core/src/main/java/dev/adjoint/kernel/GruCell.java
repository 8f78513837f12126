package dev.adjoint.kernel;

/**
 * One step of a gated recurrent unit for {@code rows} rows of a batch, and its gradients, each row of the gates being
 * {@code (r, z, n)}, each of {@code size} elements.
 */
public final class GruCell {
    private GruCell() {}

    /**
     * {@code r, z = σ(x + p), n = tanh(x + r·p), h' = n + z·(h − n)}.
     *
     * @param x at {@code row}: the projected input
     * @param gates at {@code row}: p, the projected h; replaced by r, z and the last third of p
     * @param fresh at {@code row}: receives n
     * @param history h before and after, at {@code before} and {@code after}
     */
    public static void forward(
            int row, int rows, int n, float[] x, float[] gates, float[] fresh, float[] history, int before, int after) {
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, r, p);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, r, p);
            int s = (row + k) * n;
            for (int j = 0; j < n; j++) {
                fresh[s + j] = x[p + j] + gates[r + j] * gates[p + j];
            }
            Loops.unary(Elementary.TANH).map(Elementary.TANH, fresh, fresh, s, s + n);
            int h = before + k * n;
            int next = after + k * n;
            for (int j = 0; j < n; j++) {
                history[next + j] = fresh[s + j] + gates[z + j] * (history[h + j] - fresh[s + j]);
            }
        }
    }

    /**
     * The gradients by x and p, and by h apart from p.
     *
     * @param gates at {@code row}: r, z and the last third of p
     * @param fresh at {@code row}: n
     * @param history h before the step at {@code before}
     * @param upstream at {@code row}: the gradient of h' from outside
     * @param carried at {@code batch}: that from the step behind, replaced by that of h
     * @param byX at {@code row}: receives the gradient of x
     * @param byProjected at {@code row}: receives the gradient of p
     */
    public static void backward(
            int row,
            int rows,
            int n,
            float[] gates,
            float[] fresh,
            float[] history,
            int before,
            float[] upstream,
            float[] carried,
            int batch,
            float[] byX,
            float[] byProjected) {
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            int s = (row + k) * n;
            int h = before + k * n;
            int b = (batch + k) * n;
            for (int j = 0; j < n; j++) {
                float reset = gates[r + j];
                float keep = gates[z + j];
                float value = fresh[s + j];
                float byHidden = upstream[s + j] + carried[b + j];
                float byFresh = byHidden * (1 - keep) * (1 - value * value);
                byX[r + j] = byFresh * gates[p + j] * (reset * (1 - reset));
                byX[z + j] = byHidden * (history[h + j] - value) * (keep * (1 - keep));
                byX[p + j] = byFresh;
                byProjected[p + j] = byFresh * reset;
                carried[b + j] = byHidden * keep;
            }
            System.arraycopy(byX, r, byProjected, r, 2 * n);
        }
    }

    /**
     * {@code r, z = σ(x + p), n = tanh(x + r·p), h' = n + z·(h − n)}.
     *
     * @param x at {@code row}: the projected input
     * @param gates at {@code row}: p, the projected h; replaced by r, z and the last third of p
     * @param fresh at {@code row}: receives n
     * @param history h before and after, at {@code before} and {@code after}
     */
    public static void forward(
            int row,
            int rows,
            int n,
            double[] x,
            double[] gates,
            double[] fresh,
            double[] history,
            int before,
            int after) {
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, r, p);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, r, p);
            int s = (row + k) * n;
            for (int j = 0; j < n; j++) {
                fresh[s + j] = x[p + j] + gates[r + j] * gates[p + j];
            }
            Loops.unary(Elementary.TANH).map(Elementary.TANH, fresh, fresh, s, s + n);
            int h = before + k * n;
            int next = after + k * n;
            for (int j = 0; j < n; j++) {
                history[next + j] = fresh[s + j] + gates[z + j] * (history[h + j] - fresh[s + j]);
            }
        }
    }

    /**
     * The gradients by x and p, and by h apart from p.
     *
     * @param gates at {@code row}: r, z and the last third of p
     * @param fresh at {@code row}: n
     * @param history h before the step at {@code before}
     * @param upstream at {@code row}: the gradient of h' from outside
     * @param carried at {@code batch}: that from the step behind, replaced by that of h
     * @param byX at {@code row}: receives the gradient of x
     * @param byProjected at {@code row}: receives the gradient of p
     */
    public static void backward(
            int row,
            int rows,
            int n,
            double[] gates,
            double[] fresh,
            double[] history,
            int before,
            double[] upstream,
            double[] carried,
            int batch,
            double[] byX,
            double[] byProjected) {
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            int s = (row + k) * n;
            int h = before + k * n;
            int b = (batch + k) * n;
            for (int j = 0; j < n; j++) {
                double reset = gates[r + j];
                double keep = gates[z + j];
                double value = fresh[s + j];
                double byHidden = upstream[s + j] + carried[b + j];
                double byFresh = byHidden * (1 - keep) * (1 - value * value);
                byX[r + j] = byFresh * gates[p + j] * (reset * (1 - reset));
                byX[z + j] = byHidden * (history[h + j] - value) * (keep * (1 - keep));
                byX[p + j] = byFresh;
                byProjected[p + j] = byFresh * reset;
                carried[b + j] = byHidden * keep;
            }
            System.arraycopy(byX, r, byProjected, r, 2 * n);
        }
    }
}

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
        float[] reset = new float[n];
        float[] keep = new float[n];
        float[] value = new float[n];
        float[] hidden = new float[n];
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, r, p);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, r, p);
            Row.read(gates, r, reset);
            Row.read(gates, z, keep);
            Row.read(gates, p, hidden);
            Row.read(x, p, value);
            for (int j = 0; j < n; j++) {
                value[j] = value[j] + reset[j] * hidden[j];
            }
            Loops.unary(Elementary.TANH).map(Elementary.TANH, value, value, 0, n);
            Row.write(value, fresh, (row + k) * n);
            Row.read(history, before + k * n, hidden);
            for (int j = 0; j < n; j++) {
                hidden[j] = value[j] + keep[j] * (hidden[j] - value[j]);
            }
            Row.write(hidden, history, after + k * n);
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
        float[] reset = new float[n];
        float[] keep = new float[n];
        float[] value = new float[n];
        float[] byHidden = new float[n];
        float[] byFresh = new float[n];
        float[] more = new float[n];
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            int s = (row + k) * n;
            int b = (batch + k) * n;
            Row.read(gates, r, reset);
            Row.read(gates, z, keep);
            Row.read(fresh, s, value);
            Row.read(upstream, s, byHidden);
            Row.read(carried, b, more);
            for (int j = 0; j < n; j++) {
                byHidden[j] += more[j];
            }
            for (int j = 0; j < n; j++) {
                byFresh[j] = byHidden[j] * (1 - keep[j]) * (1 - value[j] * value[j]);
            }
            Row.write(byFresh, byX, p);
            Row.read(gates, p, more);
            for (int j = 0; j < n; j++) {
                more[j] = byFresh[j] * more[j] * (reset[j] * (1 - reset[j]));
            }
            Row.write(more, byX, r);
            Row.read(history, before + k * n, more);
            for (int j = 0; j < n; j++) {
                more[j] = byHidden[j] * (more[j] - value[j]) * (keep[j] * (1 - keep[j]));
            }
            Row.write(more, byX, z);
            System.arraycopy(byX, r, byProjected, r, 2 * n);
            for (int j = 0; j < n; j++) {
                more[j] = byFresh[j] * reset[j];
            }
            Row.write(more, byProjected, p);
            for (int j = 0; j < n; j++) {
                more[j] = byHidden[j] * keep[j];
            }
            Row.write(more, carried, b);
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
        double[] reset = new double[n];
        double[] keep = new double[n];
        double[] value = new double[n];
        double[] hidden = new double[n];
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, r, p);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, r, p);
            Row.read(gates, r, reset);
            Row.read(gates, z, keep);
            Row.read(gates, p, hidden);
            Row.read(x, p, value);
            for (int j = 0; j < n; j++) {
                value[j] = value[j] + reset[j] * hidden[j];
            }
            Loops.unary(Elementary.TANH).map(Elementary.TANH, value, value, 0, n);
            Row.write(value, fresh, (row + k) * n);
            Row.read(history, before + k * n, hidden);
            for (int j = 0; j < n; j++) {
                hidden[j] = value[j] + keep[j] * (hidden[j] - value[j]);
            }
            Row.write(hidden, history, after + k * n);
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
        double[] reset = new double[n];
        double[] keep = new double[n];
        double[] value = new double[n];
        double[] byHidden = new double[n];
        double[] byFresh = new double[n];
        double[] more = new double[n];
        for (int k = 0; k < rows; k++) {
            int r = (row + k) * 3 * n;
            int z = r + n;
            int p = z + n;
            int s = (row + k) * n;
            int b = (batch + k) * n;
            Row.read(gates, r, reset);
            Row.read(gates, z, keep);
            Row.read(fresh, s, value);
            Row.read(upstream, s, byHidden);
            Row.read(carried, b, more);
            for (int j = 0; j < n; j++) {
                byHidden[j] += more[j];
            }
            for (int j = 0; j < n; j++) {
                byFresh[j] = byHidden[j] * (1 - keep[j]) * (1 - value[j] * value[j]);
            }
            Row.write(byFresh, byX, p);
            Row.read(gates, p, more);
            for (int j = 0; j < n; j++) {
                more[j] = byFresh[j] * more[j] * (reset[j] * (1 - reset[j]));
            }
            Row.write(more, byX, r);
            Row.read(history, before + k * n, more);
            for (int j = 0; j < n; j++) {
                more[j] = byHidden[j] * (more[j] - value[j]) * (keep[j] * (1 - keep[j]));
            }
            Row.write(more, byX, z);
            System.arraycopy(byX, r, byProjected, r, 2 * n);
            for (int j = 0; j < n; j++) {
                more[j] = byFresh[j] * reset[j];
            }
            Row.write(more, byProjected, p);
            for (int j = 0; j < n; j++) {
                more[j] = byHidden[j] * keep[j];
            }
            Row.write(more, carried, b);
        }
    }
}

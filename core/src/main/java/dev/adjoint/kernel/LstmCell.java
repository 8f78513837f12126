package dev.adjoint.kernel;

/**
 * One step of a long short-term memory for {@code rows} rows of a batch, and its gradients, each row of the gates being
 * {@code (i, f, g, o)}, each of {@code n} elements.
 */
public final class LstmCell {
    private LstmCell() {}

    /**
     * {@code c' = f·c + i·g, h' = o·tanh c'}.
     *
     * @param x at {@code row}: the projected input
     * @param gates at {@code row}: the projected h; replaced by what comes out of the gates
     * @param shown at {@code row}: receives tanh c'
     * @param history h before and after at {@code before} and {@code after}, c {@code plane} elements behind
     */
    public static void forward(
            int row,
            int rows,
            int n,
            float[] x,
            float[] gates,
            float[] shown,
            float[] history,
            int before,
            int after,
            int plane) {
        float[] in = new float[n];
        float[] keep = new float[n];
        float[] fresh = new float[n];
        float[] open = new float[n];
        float[] cell = new float[n];
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, i, o + n);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, i, g);
            Loops.unary(Elementary.TANH).map(Elementary.TANH, gates, gates, g, o);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, o, o + n);
            Row.read(gates, i, in);
            Row.read(gates, f, keep);
            Row.read(gates, g, fresh);
            Row.read(gates, o, open);
            Row.read(history, before + plane + r * n, cell);
            for (int j = 0; j < n; j++) {
                cell[j] = keep[j] * cell[j] + in[j] * fresh[j];
            }
            Row.write(cell, history, after + plane + r * n);
            Loops.unary(Elementary.TANH).map(Elementary.TANH, cell, cell, 0, n);
            Row.write(cell, shown, (row + r) * n);
            for (int j = 0; j < n; j++) {
                cell[j] = open[j] * cell[j];
            }
            Row.write(cell, history, after + r * n);
        }
    }

    /**
     * The gradients by what goes into the gates, and by c.
     *
     * @param gates at {@code row}: what came out of the gates
     * @param shown at {@code row}: tanh c'
     * @param history c before the step at {@code before}
     * @param upstream at {@code row}: the gradients of h' from outside, and of c' {@code plane} elements behind
     * @param carried at {@code batch}: those from the step behind, that of c' {@code carriedPlane} elements behind;
     *     that is replaced by the gradient of c
     * @param out at {@code row}: receives the gradients by what goes into the gates
     */
    public static void backward(
            int row,
            int rows,
            int n,
            float[] gates,
            float[] shown,
            float[] history,
            int before,
            float[] upstream,
            int plane,
            float[] carried,
            int carriedPlane,
            int batch,
            float[] out) {
        float[] in = new float[n];
        float[] keep = new float[n];
        float[] fresh = new float[n];
        float[] open = new float[n];
        float[] cell = new float[n];
        float[] tanh = new float[n];
        float[] byHidden = new float[n];
        float[] byCell = new float[n];
        float[] more = new float[n];
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            int s = (row + r) * n;
            int b = (batch + r) * n;
            Row.read(gates, i, in);
            Row.read(gates, f, keep);
            Row.read(gates, g, fresh);
            Row.read(gates, o, open);
            Row.read(history, before + r * n, cell);
            Row.read(shown, s, tanh);
            Row.read(upstream, s, byHidden);
            Row.read(carried, b, more);
            for (int j = 0; j < n; j++) {
                byHidden[j] += more[j];
            }
            Row.read(upstream, plane + s, byCell);
            Row.read(carried, carriedPlane + b, more);
            for (int j = 0; j < n; j++) {
                byCell[j] = byCell[j] + more[j] + byHidden[j] * open[j] * (1 - tanh[j] * tanh[j]);
            }
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * keep[j];
            }
            Row.write(more, carried, carriedPlane + b);
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * fresh[j] * (in[j] * (1 - in[j]));
            }
            Row.write(more, out, i);
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * cell[j] * (keep[j] * (1 - keep[j]));
            }
            Row.write(more, out, f);
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * in[j] * (1 - fresh[j] * fresh[j]);
            }
            Row.write(more, out, g);
            for (int j = 0; j < n; j++) {
                more[j] = byHidden[j] * tanh[j] * (open[j] * (1 - open[j]));
            }
            Row.write(more, out, o);
        }
    }

    /**
     * {@code c' = f·c + i·g, h' = o·tanh c'}.
     *
     * @param x at {@code row}: the projected input
     * @param gates at {@code row}: the projected h; replaced by what comes out of the gates
     * @param shown at {@code row}: receives tanh c'
     * @param history h before and after at {@code before} and {@code after}, c {@code plane} elements behind
     */
    public static void forward(
            int row,
            int rows,
            int n,
            double[] x,
            double[] gates,
            double[] shown,
            double[] history,
            int before,
            int after,
            int plane) {
        double[] in = new double[n];
        double[] keep = new double[n];
        double[] fresh = new double[n];
        double[] open = new double[n];
        double[] cell = new double[n];
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, i, o + n);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, i, g);
            Loops.unary(Elementary.TANH).map(Elementary.TANH, gates, gates, g, o);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, o, o + n);
            Row.read(gates, i, in);
            Row.read(gates, f, keep);
            Row.read(gates, g, fresh);
            Row.read(gates, o, open);
            Row.read(history, before + plane + r * n, cell);
            for (int j = 0; j < n; j++) {
                cell[j] = keep[j] * cell[j] + in[j] * fresh[j];
            }
            Row.write(cell, history, after + plane + r * n);
            Loops.unary(Elementary.TANH).map(Elementary.TANH, cell, cell, 0, n);
            Row.write(cell, shown, (row + r) * n);
            for (int j = 0; j < n; j++) {
                cell[j] = open[j] * cell[j];
            }
            Row.write(cell, history, after + r * n);
        }
    }

    /**
     * The gradients by what goes into the gates, and by c.
     *
     * @param gates at {@code row}: what came out of the gates
     * @param shown at {@code row}: tanh c'
     * @param history c before the step at {@code before}
     * @param upstream at {@code row}: the gradients of h' from outside, and of c' {@code plane} elements behind
     * @param carried at {@code batch}: those from the step behind, that of c' {@code carriedPlane} elements behind;
     *     that is replaced by the gradient of c
     * @param out at {@code row}: receives the gradients by what goes into the gates
     */
    public static void backward(
            int row,
            int rows,
            int n,
            double[] gates,
            double[] shown,
            double[] history,
            int before,
            double[] upstream,
            int plane,
            double[] carried,
            int carriedPlane,
            int batch,
            double[] out) {
        double[] in = new double[n];
        double[] keep = new double[n];
        double[] fresh = new double[n];
        double[] open = new double[n];
        double[] cell = new double[n];
        double[] tanh = new double[n];
        double[] byHidden = new double[n];
        double[] byCell = new double[n];
        double[] more = new double[n];
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            int s = (row + r) * n;
            int b = (batch + r) * n;
            Row.read(gates, i, in);
            Row.read(gates, f, keep);
            Row.read(gates, g, fresh);
            Row.read(gates, o, open);
            Row.read(history, before + r * n, cell);
            Row.read(shown, s, tanh);
            Row.read(upstream, s, byHidden);
            Row.read(carried, b, more);
            for (int j = 0; j < n; j++) {
                byHidden[j] += more[j];
            }
            Row.read(upstream, plane + s, byCell);
            Row.read(carried, carriedPlane + b, more);
            for (int j = 0; j < n; j++) {
                byCell[j] = byCell[j] + more[j] + byHidden[j] * open[j] * (1 - tanh[j] * tanh[j]);
            }
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * keep[j];
            }
            Row.write(more, carried, carriedPlane + b);
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * fresh[j] * (in[j] * (1 - in[j]));
            }
            Row.write(more, out, i);
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * cell[j] * (keep[j] * (1 - keep[j]));
            }
            Row.write(more, out, f);
            for (int j = 0; j < n; j++) {
                more[j] = byCell[j] * in[j] * (1 - fresh[j] * fresh[j]);
            }
            Row.write(more, out, g);
            for (int j = 0; j < n; j++) {
                more[j] = byHidden[j] * tanh[j] * (open[j] * (1 - open[j]));
            }
            Row.write(more, out, o);
        }
    }
}

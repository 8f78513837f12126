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
        BinaryLoop add = Loops.binary(Arithmetic.ADD);
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            add.zip(Arithmetic.ADD, x, gates, gates, i, o + n);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, i, g);
            Loops.unary(Elementary.TANH).map(Elementary.TANH, gates, gates, g, o);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, o, o + n);
            int s = (row + r) * n;
            int c = before + plane + r * n;
            int next = after + plane + r * n;
            for (int j = 0; j < n; j++) {
                float cell = gates[f + j] * history[c + j] + gates[i + j] * gates[g + j];
                history[next + j] = cell;
                shown[s + j] = cell;
            }
            Loops.unary(Elementary.TANH).map(Elementary.TANH, shown, shown, s, s + n);
            int h = after + r * n;
            for (int j = 0; j < n; j++) {
                history[h + j] = gates[o + j] * shown[s + j];
            }
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
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            int s = (row + r) * n;
            int c = before + r * n;
            int b = (batch + r) * n;
            for (int j = 0; j < n; j++) {
                float in = gates[i + j];
                float keep = gates[f + j];
                float fresh = gates[g + j];
                float open = gates[o + j];
                float tanh = shown[s + j];
                float byHidden = upstream[s + j] + carried[b + j];
                float byCell =
                        upstream[plane + s + j] + carried[carriedPlane + b + j] + byHidden * open * (1 - tanh * tanh);
                out[i + j] = byCell * fresh * (in * (1 - in));
                out[f + j] = byCell * history[c + j] * (keep * (1 - keep));
                out[g + j] = byCell * in * (1 - fresh * fresh);
                out[o + j] = byHidden * tanh * (open * (1 - open));
                carried[carriedPlane + b + j] = byCell * keep;
            }
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
        BinaryLoop add = Loops.binary(Arithmetic.ADD);
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            add.zip(Arithmetic.ADD, x, gates, gates, i, o + n);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, i, g);
            Loops.unary(Elementary.TANH).map(Elementary.TANH, gates, gates, g, o);
            Loops.unary(Elementary.SIGMOID).map(Elementary.SIGMOID, gates, gates, o, o + n);
            int s = (row + r) * n;
            int c = before + plane + r * n;
            int next = after + plane + r * n;
            for (int j = 0; j < n; j++) {
                double cell = gates[f + j] * history[c + j] + gates[i + j] * gates[g + j];
                history[next + j] = cell;
                shown[s + j] = cell;
            }
            Loops.unary(Elementary.TANH).map(Elementary.TANH, shown, shown, s, s + n);
            int h = after + r * n;
            for (int j = 0; j < n; j++) {
                history[h + j] = gates[o + j] * shown[s + j];
            }
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
        for (int r = 0; r < rows; r++) {
            int i = (row + r) * 4 * n;
            int f = i + n;
            int g = f + n;
            int o = g + n;
            int s = (row + r) * n;
            int c = before + r * n;
            int b = (batch + r) * n;
            for (int j = 0; j < n; j++) {
                double in = gates[i + j];
                double keep = gates[f + j];
                double fresh = gates[g + j];
                double open = gates[o + j];
                double tanh = shown[s + j];
                double byHidden = upstream[s + j] + carried[b + j];
                double byCell =
                        upstream[plane + s + j] + carried[carriedPlane + b + j] + byHidden * open * (1 - tanh * tanh);
                out[i + j] = byCell * fresh * (in * (1 - in));
                out[f + j] = byCell * history[c + j] * (keep * (1 - keep));
                out[g + j] = byCell * in * (1 - fresh * fresh);
                out[o + j] = byHidden * tanh * (open * (1 - open));
                carried[carriedPlane + b + j] = byCell * keep;
            }
        }
    }
}

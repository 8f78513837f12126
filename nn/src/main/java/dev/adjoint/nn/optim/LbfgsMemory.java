package dev.adjoint.nn.optim;

import static java.util.Objects.requireNonNull;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The last changes {@code s = t·d} of the parameters and {@code y = g − g'} of the gradient, and the direction
 * {@code −H·g} by them: the two-loop recursion of L-BFGS.
 *
 * <p>A pair is taken in if {@code y·s > 10⁻¹⁰}, and then {@code s·y / y·y} is the diagonal H starts from.
 */
final class LbfgsMemory {
    private static final double LEAST_CURVATURE = 1e-10;
    private static final String ITERATIONS = "state.0.n_iter";
    private static final String STEP_SIZE = "state.0.t";
    private static final String DIAGONAL = "state.0.H_diag";
    private static final String DIRECTION = "state.0.d";
    private static final String GRADIENT = "state.0.prev_flat_grad";

    /** One remembered change; {@code rho = 1 / y·s}. */
    private record Change(Tensor y, Tensor s, double rho) {}

    private final List<Change> changes = new ArrayList<>();
    private final DType dtype;
    private final int size;
    private int iterations;
    private double stepSize;
    private double diagonal = 1;
    private Tensor direction;
    private Tensor gradient;

    LbfgsMemory(DType dtype, int size) {
        this.dtype = dtype;
        this.size = size;
        this.direction = Tensor.zeros(dtype, size);
        this.gradient = direction;
    }

    /** Tells whether the present direction is the first one. */
    boolean isFirst() {
        return iterations == 1;
    }

    /** Says how far the parameters went along the present direction. */
    void setStepSize(double t) {
        stepSize = t;
    }

    /** Takes in the change since the last direction and returns the next. */
    Tensor nextDirection(Tensor now, int historySize) {
        iterations++;
        if (iterations > 1) {
            remember(now.sub(gradient), direction.mul(stepSize), historySize);
        }
        gradient = now.keep();
        direction = twoLoops(now).keep();
        return direction;
    }

    private void remember(Tensor y, Tensor s, int historySize) {
        double curvature = y.dot(s).item();
        if (curvature > LEAST_CURVATURE) {
            while (changes.size() >= historySize) {
                changes.remove(0);
            }
            changes.add(new Change(y.keep(), s.keep(), 1 / curvature));
            diagonal = curvature / y.dot(y).item();
        }
    }

    private Tensor twoLoops(Tensor g) {
        double[] alpha = new double[changes.size()];
        Tensor q = g.neg();
        for (int i = alpha.length - 1; i >= 0; i--) {
            Change change = changes.get(i);
            alpha[i] = change.s.dot(q).item() * change.rho;
            q.update(new WeightedSum(1, -alpha[i]), change.y);
        }
        Tensor r = q.mul(diagonal);
        for (int i = 0; i < alpha.length; i++) {
            Change change = changes.get(i);
            double beta = change.y.dot(r).item() * change.rho;
            r.update(new WeightedSum(1, alpha[i] - beta), change.s);
        }
        return r;
    }

    // ---- State ----

    void addState(Map<String, Tensor> state) {
        if (iterations == 0) {
            return;
        }
        state.put(ITERATIONS, Numbers.whole(iterations));
        state.put(STEP_SIZE, Numbers.real(stepSize));
        state.put(DIAGONAL, Numbers.real(diagonal));
        state.put(DIRECTION, direction);
        state.put(GRADIENT, gradient);
        for (int i = 0; i < changes.size(); i++) {
            addChange(i, changes.get(i), state);
        }
    }

    private static void addChange(int i, Change change, Map<String, Tensor> state) {
        state.put(y(i), change.y);
        state.put(s(i), change.s);
        state.put(rho(i), Numbers.real(change.rho));
    }

    void addTemplate(Map<String, Tensor> template, Map<String, Tensor> saved) {
        if (!saved.containsKey(ITERATIONS)) {
            return;
        }
        template.put(ITERATIONS, Numbers.whole(0));
        template.put(STEP_SIZE, Numbers.real(0));
        template.put(DIAGONAL, Numbers.real(0));
        template.put(DIRECTION, Tensor.zeros(dtype, size));
        template.put(GRADIENT, Tensor.zeros(dtype, size));
        for (int i = 0; saved.containsKey(y(i)); i++) {
            addChange(i, new Change(Tensor.zeros(dtype, size), Tensor.zeros(dtype, size), 0), template);
        }
    }

    /** Throws {@link IllegalArgumentException} if a saved state of the right names and shapes has a wrong value. */
    void checkState(Map<String, Tensor> state) {
        if (state.containsKey(ITERATIONS)) {
            Checks.positive("Lbfgs", ITERATIONS, Numbers.count("Lbfgs", ITERATIONS, state));
        }
    }

    /** Takes over a state that was checked, and its tensors; this must be new. */
    void takeState(Map<String, Tensor> state) {
        if (!state.containsKey(ITERATIONS)) {
            return;
        }
        iterations = Numbers.count("Lbfgs", ITERATIONS, state);
        stepSize = get(STEP_SIZE, state).item();
        diagonal = get(DIAGONAL, state).item();
        direction = get(DIRECTION, state);
        gradient = get(GRADIENT, state);
        for (int i = 0; state.containsKey(y(i)); i++) {
            changes.add(new Change(
                    get(y(i), state), get(s(i), state), get(rho(i), state).item()));
        }
    }

    private static Tensor get(String name, Map<String, Tensor> state) {
        return requireNonNull(state.get(name));
    }

    private static String y(int i) {
        return "state.0.old_dirs." + i;
    }

    private static String s(int i) {
        return "state.0.old_stps." + i;
    }

    private static String rho(int i) {
        return "state.0.ro." + i;
    }
}

package dev.adjoint.nn.optim;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * L-BFGS: {@code x += t · d} along {@code d = −H·g}, H being an estimate of the inverse Hessian from the last changes
 * of x and g.
 *
 * <p>All parameters form one vector x, in one group. A step runs up to 20 iterations, each with a direction by
 * {@link LbfgsMemory} and one evaluation of the loss, or several if a line search chooses t. Without a search t is the
 * learning rate, in the very first iteration {@code min(1, 1/Σ|g|) · lr}.
 *
 * <pre>{@code
 * Lbfgs optimizer = new Lbfgs(net.parameters()).strongWolfe(true);
 * optimizer.step(() -> {
 *     optimizer.zeroGrad();
 *     Tensor loss = Losses.mseLoss(net.apply(x), y);
 *     loss.backward();
 *     return loss;
 * });
 * }</pre>
 *
 * <p>A step ends early once {@code max|g| ≤ toleranceGrad}, {@code max|t·d| ≤ toleranceChange}, the loss changed by
 * less than toleranceChange, or the slope {@code g·d > −toleranceChange}. What is known of H lasts from step to step.
 *
 * <p>Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd edition, algorithms 7.4 and 7.5; the tolerances and the
 * order of checks are PyTorch's.
 */
public final class Lbfgs extends Optimizer {
    private static final Setting MAX_ITER = Setting.count("max_iter");
    private static final Setting MAX_EVAL = Setting.count("max_eval");
    private static final Setting TOLERANCE_GRAD = Setting.notNegative("tolerance_grad");
    private static final Setting TOLERANCE_CHANGE = Setting.notNegative("tolerance_change");
    private static final Setting HISTORY_SIZE = Setting.count("history_size");
    private static final Setting STRONG_WOLFE = Setting.flag("strong_wolfe");

    private final FlatParameters x;
    private LbfgsMemory memory;

    /** Makes L-BFGS with learning rate 1. */
    public Lbfgs(Collection<Tensor> parameters) {
        this(parameters, 1);
    }

    /**
     * Makes L-BFGS with up to 20 iterations and 25 evaluations a step, toleranceGrad 10⁻⁷, toleranceChange 10⁻⁹, the
     * last 100 changes and no line search.
     *
     * @throws IllegalArgumentException if there are no parameters, one is there twice or is no leaf that requires
     *     gradients, they differ in type, or the learning rate is negative or not finite
     */
    public Lbfgs(Collection<Tensor> parameters, double lr) {
        super(
                parameters,
                List.of(),
                List.of(
                        Setting.LR.of(lr),
                        MAX_ITER.of(20),
                        MAX_EVAL.of(25),
                        TOLERANCE_GRAD.of(1e-7),
                        TOLERANCE_CHANGE.of(1e-9),
                        HISTORY_SIZE.of(100),
                        STRONG_WOLFE.of(false)));
        x = new FlatParameters(parameters());
        memory = new LbfgsMemory(x.dtype(), x.size());
    }

    /**
     * Sets the largest number of iterations a step, 20 at first, and the largest number of evaluations to 5/4 of it.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Lbfgs maxIter(int maxIter) {
        lastGroup().set(MAX_ITER, maxIter);
        return maxEval((int) Math.min(Integer.MAX_VALUE, maxIter * 5L / 4));
    }

    /**
     * Sets the number of evaluations after which a step ends, 25 at first.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Lbfgs maxEval(int maxEval) {
        lastGroup().set(MAX_EVAL, maxEval);
        return this;
    }

    /**
     * Sets the largest element of the gradient at which a point counts as optimal, 10⁻⁷ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Lbfgs toleranceGrad(double tolerance) {
        lastGroup().set(TOLERANCE_GRAD, tolerance);
        return this;
    }

    /**
     * Sets the change of loss or parameters below which a step ends, 10⁻⁹ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Lbfgs toleranceChange(double tolerance) {
        lastGroup().set(TOLERANCE_CHANGE, tolerance);
        return this;
    }

    /**
     * Sets how many changes are remembered, 100 at first; each takes twice the memory of the parameters.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Lbfgs historySize(int historySize) {
        lastGroup().set(HISTORY_SIZE, historySize);
        return this;
    }

    /** Searches along each direction for a point that meets the strong Wolfe conditions, or no longer. */
    public Lbfgs strongWolfe(boolean search) {
        lastGroup().set(STRONG_WOLFE, search);
        return this;
    }

    /** Throws {@link IllegalStateException}: L-BFGS evaluates the loss several times a step. */
    @Override
    public void step() {
        throw new IllegalStateException("Lbfgs: a step needs the loss more than once, call step(closure)");
    }

    @Override
    public Tensor step(Supplier<Tensor> closure) {
        Tensor first = evaluate(closure);
        try (Autograd.Scope scope = Autograd.noGrad()) {
            new Iterations(closure, first.item()).run();
        }
        return first;
    }

    /** The iterations of one step. */
    private final class Iterations {
        private final ParameterGroup settings = lastGroup();
        private final double lr = settings.lr();
        private final double toleranceGrad = settings.get(TOLERANCE_GRAD);
        private final double toleranceChange = settings.get(TOLERANCE_CHANGE);
        private final Supplier<Tensor> closure;
        private double loss;
        private Tensor gradient = x.gradient();
        private int evaluations = 1;

        Iterations(Supplier<Tensor> closure, double loss) {
            this.closure = closure;
            this.loss = loss;
        }

        void run() {
            int maxIter = (int) settings.get(MAX_ITER);
            int maxEval = (int) settings.get(MAX_EVAL);
            boolean optimal = isOptimal();
            for (int i = 1; !optimal && i <= maxIter; i++) {
                Tensor direction = memory.nextDirection(gradient, (int) settings.get(HISTORY_SIZE));
                double t =
                        memory.isFirst() ? Math.min(1, 1 / gradient.abs().sum().item()) * lr : lr;
                memory.setStepSize(t);
                double slope = gradient.dot(direction).item();
                if (slope > -toleranceChange) {
                    return;
                }
                double before = loss;
                if (settings.is(STRONG_WOLFE)) {
                    t = search(direction, t, slope, maxEval - evaluations);
                } else {
                    x.move(t, direction);
                    if (i < maxIter) {
                        loss = evaluate(closure).item();
                        gradient = x.gradient();
                        evaluations++;
                    }
                }
                memory.setStepSize(t);
                optimal = isOptimal()
                        || evaluations >= maxEval
                        || direction.mul(t).abs().amax().item() <= toleranceChange
                        || Math.abs(loss - before) < toleranceChange;
            }
        }

        private boolean isOptimal() {
            return gradient.abs().amax().item() <= toleranceGrad;
        }

        /** Moves to where the search ends and returns the size of the step. */
        private double search(Tensor direction, double t, double slope, int maxEvaluations) {
            Tensor start = x.copy();
            StrongWolfe search = new StrongWolfe(direction, size -> {
                evaluations++;
                x.move(size, direction);
                try {
                    double there = evaluate(closure).item();
                    return StrongWolfe.Point.of(size, there, x.gradient(), direction);
                } finally {
                    x.set(start);
                }
            });
            StrongWolfe.Point found = search.run(new StrongWolfe.Point(0, loss, gradient, slope), t, maxEvaluations);
            loss = found.loss();
            gradient = found.gradient();
            x.move(found.t(), direction);
            return found.t();
        }
    }

    // ---- State ----

    @Override
    void addState(Map<String, Tensor> state) {
        memory.addState(state);
    }

    @Override
    void addTemplate(Map<String, Tensor> template, Map<String, Tensor> saved) {
        memory.addTemplate(template, saved);
    }

    @Override
    void checkState(Map<String, Tensor> state) {
        memory.checkState(state);
    }

    @Override
    void takeState(Map<String, Tensor> state) {
        memory = new LbfgsMemory(x.dtype(), x.size());
        memory.takeState(state);
    }

    @Override
    protected String kind() {
        return "LBFGS";
    }
}

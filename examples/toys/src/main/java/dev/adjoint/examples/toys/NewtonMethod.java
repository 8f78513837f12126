package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Derivatives;
import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * Walks down Rosenbrock's valley {@code (1 − x)² + 100·(y − x²)²} to its lowest point (1, 1) in two ways: by Newton's
 * method, {@code −H⁻¹·∇f}, and by gradient descent, {@code −rate·∇f}.
 *
 * <p>The valley is flat along a curve and steep across it, so that gradient descent must take small steps.
 */
final class NewtonMethod implements Toy {
    private static final double LEARNING_RATE = 0.001;
    private static final double LOW_ENOUGH = 1e-12;

    @Override
    public String name() {
        return "newton";
    }

    @Override
    public String summary() {
        return "minimises a function with its Hessian, and with its gradient alone";
    }

    private static Tensor rosenbrock(Tensor point) {
        Tensor x = point.select(0, 0);
        Tensor y = point.select(0, 1);
        return x.rsub(1).square().add(y.sub(x.square()).square().mul(100));
    }

    private static Tensor newton(Tensor point) {
        RealVector gradient = gradient(point).toRealVector();
        RealVector step = new LUDecomposition(
                        Derivatives.hessian(NewtonMethod::rosenbrock, point).toRealMatrix())
                .getSolver()
                .solve(gradient);
        return point.sub(Tensor.of(step.toArray()));
    }

    private static Tensor descent(Tensor point) {
        return point.sub(gradient(point).mul(LEARNING_RATE));
    }

    private static Tensor gradient(Tensor point) {
        Tensor leaf = point.detach().requiresGrad(true);
        return Autograd.grad(rosenbrock(leaf), leaf);
    }

    @Override
    public void run(Options options) {
        Screen screen = options.screen();
        int steps = walk(screen, "Newton's method", NewtonMethod::newton, 1);
        screen.line();
        int descentSteps = walk(screen, "gradient descent", NewtonMethod::descent, 5000);
        screen.line();
        screen.line("f < 1e-12 after %d steps of Newton's method, %d of gradient descent", steps, descentSteps);
    }

    /** Goes on until the function is low enough, and returns the number of steps. */
    private static int walk(Screen screen, String title, UnaryOperator<Tensor> next, int between) {
        screen.line("%s", title);
        screen.line("  step           x           y                   f");
        Tensor point = Tensor.of(-1.2, 1);
        int step = 0;
        double value = rosenbrock(point).item();
        line(screen, step, point, value);
        while (value >= LOW_ENOUGH) {
            point = next.apply(point);
            value = rosenbrock(point).item();
            step++;
            if (step % between == 0 || value < LOW_ENOUGH) {
                line(screen, step, point, value);
            }
        }
        return step;
    }

    private static void line(Screen screen, int step, Tensor point, double value) {
        screen.line(
                "%6d  %10s  %10s  %18s",
                step, Figures.fixed(point.get(0), 6), Figures.fixed(point.get(1), 6), Figures.fixed(value, 14));
    }
}

package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Pictures;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import java.io.IOException;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * The error of finite differences by their step.
 *
 * <p>Claim: large steps err by the terms that the difference leaves out, in proportion to h for forward and to h² for
 * central differences; small steps by rounding, in proportion to ε/h. The best steps are near √ε and ∛ε (Press et al.,
 * Numerical Recipes, section 5.7), far from 0, and in float32 no step does well.
 */
final class GradientCheck implements Toy {
    private static final int POINTS = 256;

    /** The steps are 2⁰, 2⁻¹, …: exact in both types. */
    private static final int STEPS = 53;

    @Override
    public String name() {
        return "gradcheck";
    }

    @Override
    public String summary() {
        return "finite differences: error by step, float32 and float64";
    }

    private static Tensor f(Tensor x) {
        return x.sin().mul(x.exp());
    }

    /** Returns, for each step, the root mean square of relative errors of differences against the engine in float64. */
    static double[] errors(DType dtype, boolean central, int points, long seed) {
        Tensor x = Tensor.uniform(Rng.seed(seed), DType.FLOAT32, 0.5, 1.5, points)
                .to(DType.FLOAT64)
                .requiresGrad(true);
        Tensor exact = Autograd.grad(f(x).sum(), x);
        Tensor at = x.detach().to(dtype);
        return IntStream.range(0, STEPS)
                .mapToDouble(i -> {
                    double h = Math.scalb(1.0, -i);
                    Tensor low = central ? f(at.sub(h)) : f(at);
                    Tensor slope = f(at.add(h)).sub(low).div(central ? 2 * h : h);
                    Tensor relative = slope.to(DType.FLOAT64).sub(exact).div(exact);
                    return relative.square().mean().sqrt().item();
                })
                .toArray();
    }

    static int best(double[] errors) {
        return IntStream.range(0, errors.length).reduce(0, (best, i) -> errors[i] < errors[best] ? i : best);
    }

    @Override
    public void run(Options options) throws IOException {
        XYChart chart =
                Pictures.lines("Finite differences of sin(x) exp(x)", "step h", "relative error of the derivative");
        Charts.powersOfTen(chart, true);
        double[] steps =
                IntStream.range(0, STEPS).mapToDouble(i -> Math.scalb(1.0, -i)).toArray();
        Screen screen = options.screen();
        screen.line("differences            best step     its error");
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (boolean central : new boolean[] {false, true}) {
                String label = (central ? "central " : "forward ") + (dtype == DType.FLOAT32 ? "float32" : "float64");
                double[] errors = errors(dtype, central, POINTS, options.seed());
                int best = best(errors);
                screen.line(
                        "%-18s %13s  %12s",
                        label, Figures.scientific(steps[best], 2), Figures.scientific(errors[best], 2));
                Charts.line(chart, label, Charts.log10(steps), Charts.log10(errors));
            }
        }
        screen.line();
        options.pictures().save(chart, name());
    }
}

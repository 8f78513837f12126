package dev.adjoint.examples.toys.experiments;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Softplus;
import dev.adjoint.nn.optim.Adam;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * An activation of your own: written in two lambdas, checked, trained with, timed.
 *
 * <p>Squareplus, {@code (x + √(x² + 4)) / 2}, resembles softplus and needs arithmetic and a root only (J. Barron,
 * Squareplus, 2021). Claim: an op that is written so trains as the built-in ones do, and the gradient check finds a
 * wrong derivative.
 */
final class YourActivation implements Toy {
    private static final int MOONS = 200;
    private static final int HIDDEN = 16;

    /** The whole op: the value and its derivative. */
    static Tensor squareplus(Tensor x) {
        return x.map(v -> 0.5 * (v + Math.sqrt(v * v + 4)), v -> 0.5 * (1 + v / Math.sqrt(v * v + 4)));
    }

    /** The same with a slip in the derivative: a factor is missing. */
    static Tensor slip(Tensor x) {
        return x.map(v -> 0.5 * (v + Math.sqrt(v * v + 4)), v -> 1 + v / Math.sqrt(v * v + 4));
    }

    /** The op as a layer. */
    static final class Squareplus extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return squareplus(x);
        }
    }

    @Override
    public String name() {
        return "your-activation";
    }

    @Override
    public String summary() {
        return "an activation of your own in two lambdas: checked and trained with";
    }

    static GradCheck.Report check(UnaryOperator<Tensor> f) {
        return GradCheck.check(x -> f.apply(x.get(0)), Tensor.of(-3.0, -0.5, 0, 0.5, 3));
    }

    /** Returns the loss at each step of a training on two half moons. */
    static double[] losses(Supplier<Layer> activation, int steps, long seed) {
        Rng.seed(seed);
        Examples moons = Examples.moons(MOONS, 0.15);
        Sequential net = Nets.mlp(2, HIDDEN, 2, 2, activation);
        Adam optimizer = new Adam(net.parameters(), 0.01);
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            losses[step] = Nets.step(net, optimizer, moons.x(), moons.classes());
        }
        return losses;
    }

    @Override
    public void run(Options options) throws IOException {
        Screen screen = options.screen();
        report(screen, "squareplus", check(YourActivation::squareplus));
        report(screen, "with a slip", check(YourActivation::slip));
        screen.line();

        int steps = options.epochs(400, 50);
        XYChart shape = Charts.panel("Shape", "x", "f(x)", LegendPosition.InsideNW);
        XYChart training = Charts.panel("Training on two half moons", "step", "cross-entropy", LegendPosition.InsideNE);
        training.getStyler().setYAxisLogarithmic(true);
        double[] x = Tensor.linspace(DType.FLOAT64, -4, 4, 201).toDoubleArray();
        screen.line("activation    loss after %d steps", steps);
        for (Layer layer : List.of(new Squareplus(), new Softplus(), new Relu())) {
            String label = layer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            double[] losses = losses(() -> layer, steps, options.seed());
            screen.line("%-12s  %s", label, Figures.scientific(losses[steps - 1], 3));
            Charts.evenLine(shape, label, x, layer.apply(Tensor.of(x)).toDoubleArray());
            Charts.line(training, label, losses);
        }
        screen.line();
        if (options.timed()) {
            screen.line(
                    "time of squareplus / time of softplus, forward and backward: %s",
                    Figures.fixed(seconds(new Squareplus()) / seconds(new Softplus()), 2));
        }
        options.pictures().saveCharts(List.of(shape, training), 2, name());
    }

    private static void report(Screen screen, String what, GradCheck.Report report) {
        GradCheck.Entry worst = Objects.requireNonNull(report.worst(), "nothing was compared");
        screen.line(
                "gradient check %s: %s, engine %s, numeric %s",
                report.passed() ? "passed" : "FAILED",
                what,
                Figures.fixed(worst.analytic(), 6),
                Figures.fixed(worst.numeric(), 6));
    }

    /** Returns the least time of several passes over a million numbers. */
    private static double seconds(Layer layer) {
        Tensor x = Tensor.randn(Rng.current(), DType.FLOAT32, 1_000_000).requiresGrad(true);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            layer.apply(x).sum().backward();
            least = Math.min(least, (System.nanoTime() - start) * 1e-9);
            x.zeroGrad();
        }
        return least;
    }
}

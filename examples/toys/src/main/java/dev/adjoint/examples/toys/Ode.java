package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.CosineAnnealingLr;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * Learns the law of a pendulum from noisy films of it: a neural ordinary differential equation.
 *
 * <p>The films show {@code y = (angle, speed)} of {@code dy/dt = (speed, −sin angle − 0.2·speed)}. A network f learns
 * {@code dy/dt = f(y)} from short pieces of them: it starts where a piece starts, solves its own equation, and
 * gradients of the distance from the piece flow back through all steps of the solver.
 *
 * <p>Source: R. Chen et al., "Neural Ordinary Differential Equations", 2018; gradients here are those of the steps.
 */
final class Ode implements Toy {
    private static final int FILMS = 16;
    private static final int STEPS = 60;
    private static final int PIECE = 12;
    private static final int BATCH = 64;
    private static final double NOISE = 0.02;
    private static final double LEARNING_RATE = 0.01;
    private static final int LINES = 10;
    private static final Tensor STEP = Tensor.scalar(0.1);

    @Override
    public String name() {
        return "ode";
    }

    @Override
    public String summary() {
        return "learns the law of a pendulum, with a network inside a solver";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        Screen screen = options.screen();
        Tensor starts = Tensor.linspace(-2.8, 2.8, FILMS).unsqueeze(1).pad(0, 0, 1);
        Tensor exact = RungeKutta.solve(Ode::law, starts, STEP, STEPS);
        Tensor films = exact.add(Tensor.randn(exact.shape().dims()).mul(NOISE));
        Sequential network = new Sequential(new Linear(2, 64), new Tanh(), new Linear(64, 2));
        Adam optimizer = new Adam(network.parameters(), LEARNING_RATE);
        int steps = options.epochs(1000, 30);
        CosineAnnealingLr schedule = new CosineAnnealingLr(optimizer, steps);

        screen.line(" step        loss    error of a new film");
        for (int step = 1; step <= steps; step++) {
            optimizer.zeroGrad();
            Tensor pieces = pieces(films);
            Tensor guess = RungeKutta.solve(network, pieces.select(0, 0), STEP, PIECE);
            Tensor loss = Losses.mseLoss(guess, pieces);
            loss.backward();
            optimizer.step();
            schedule.step();
            if (step % Math.max(steps / LINES, 1) == 0) {
                screen.line("%5d  %10s    %19s", step, Figures.fixed(loss.item(), 6), Figures.fixed(error(network), 4));
            }
        }
        try (var g = Autograd.noGrad()) {
            options.pictures().save(draw(network), "ode");
        }
    }

    /** Returns the derivative of angles and speeds {@code [n, 2]} by time. */
    static Tensor law(Tensor y) {
        Tensor angle = y.slice(1, 0, 1);
        Tensor speed = y.slice(1, 1, 2);
        return Tensor.concat(1, speed, angle.sin().add(speed.mul(0.2)).neg());
    }

    /** Returns pieces of the films that start at random, {@code [PIECE + 1, BATCH, 2]}. */
    private static Tensor pieces(Tensor films) {
        long[] starts = Tensor.randint(0, STEPS - PIECE + 1, BATCH).toLongArray();
        Tensor[] pieces = new Tensor[BATCH];
        for (int i = 0; i < BATCH; i++) {
            pieces[i] = films.select(1, i % FILMS).narrow(0, (int) starts[i], PIECE + 1);
        }
        return Tensor.stack(1, pieces);
    }

    /** Returns the greatest distance from the truth on a film that is not among those learned from. */
    private static double error(Layer network) {
        try (var g = Autograd.noGrad()) {
            return film(network)
                    .sub(film(Ode::law))
                    .square()
                    .sum(-1)
                    .max()
                    .sqrt()
                    .item();
        }
    }

    /** Returns a film that starts with the pendulum almost upright and at rest, {@code [2·STEPS + 1, 1, 2]}. */
    private static Tensor film(UnaryOperator<Tensor> law) {
        return RungeKutta.solve(law, Tensor.of(new float[][] {{2.2f, 0}}), STEP, 2 * STEPS);
    }

    private static XYChart draw(Layer network) {
        XYChart chart = Pictures.lines("The law of a pendulum", "angle in rad", "speed in rad/s");
        chart.getStyler().setXAxisMin(-3.0).setXAxisMax(3.0).setYAxisMin(-2.6).setYAxisMax(2.6);
        chart.getStyler().setPlotGridLinesVisible(false);
        arrows(chart, "true field", Ode::law, new Color(0xB0B0B0), 2.4f);
        arrows(chart, "learned field", network, Pictures.COLOURS[5], 1.2f);
        path(chart, "true path", Ode::law, new Color(0x606060), new BasicStroke(4));
        path(chart, "learned path", network, Pictures.COLOURS[1], new BasicStroke(1.8f));
        return chart;
    }

    private static void path(XYChart chart, String name, UnaryOperator<Tensor> law, Color colour, BasicStroke stroke) {
        Tensor path = film(law).squeeze(1);
        XYSeries line = chart.addSeries(
                name, path.select(1, 0).toDoubleArray(), path.select(1, 1).toDoubleArray());
        line.setLineColor(colour).setLineStyle(stroke);
    }

    /** Draws the field as one line with gaps: from each point of a grid along the arrow, and to its head's ends. */
    private static void arrows(XYChart chart, String name, UnaryOperator<Tensor> law, Color colour, float width) {
        int across = 15;
        int up = 13;
        double[] x = new double[6 * across * up];
        double[] y = new double[x.length];
        for (int i = 0; i < across * up; i++) {
            int column = i % across;
            int row = i / across;
            double x0 = -2.8 + 0.4 * column;
            double y0 = -2.4 + 0.4 * row;
            Tensor change = law.apply(Tensor.of(new float[][] {{(float) x0, (float) y0}}));
            double dx = 0.13 * change.get(0, 0);
            double dy = 0.13 * change.get(0, 1);
            double[] xs = {x0, x0 + dx, x0 + 0.7 * dx - 0.15 * dy, x0 + dx, x0 + 0.7 * dx + 0.15 * dy, x0};
            double[] ys = {y0, y0 + dy, y0 + 0.7 * dy + 0.15 * dx, y0 + dy, y0 + 0.7 * dy - 0.15 * dx, Double.NaN};
            System.arraycopy(xs, 0, x, 6 * i, 6);
            System.arraycopy(ys, 0, y, 6 * i, 6);
        }
        XYSeries field = chart.addSeries(name, x, y);
        field.setLineColor(colour).setLineStyle(new BasicStroke(width));
    }
}

package dev.adjoint.examples.toys;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.optim.Adam;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Throws a ball over a wall at a target: gradient descent through the simulation of the flight.
 *
 * <p>{@code dv/dt = g − k·|v|·v}. Learned are angle, speed and time of the flight, which is simulated in equal parts of
 * that time. The loss is the squared distance from the target at the end, and how far the ball is too low at the wall.
 */
final class Throw implements Toy {
    private static final double TARGET_X = 30;
    private static final double TARGET_Y = 1;
    private static final double WALL_X = 20;
    private static final double WALL_TOP = 8;
    private static final double GRAVITY = 9.81;

    /** Of a soccer ball, per metre: density of air · drag coefficient · area / (2 · mass). */
    private static final double DRAG = 0.0125;

    private static final int PARTS = 40;
    private static final double LEARNING_RATE = 0.02;
    private static final int LINES = 10;

    @Override
    public String name() {
        return "throw";
    }

    @Override
    public String summary() {
        return "throws a ball over a wall by gradients through the physics";
    }

    @Override
    public void run(Options options) throws IOException {
        Tensor angle = parameter(0.3);
        Tensor speed = parameter(1);
        Tensor time = parameter(1);
        Adam optimizer = new Adam(List.of(angle, speed, time), LEARNING_RATE);
        XYChart chart = chart();
        Screen screen = options.screen();

        int steps = options.epochs(200, 20);
        int interval = Math.max(steps / LINES, 1);
        screen.line("step   angle in deg   speed in m/s   flight in s   misses by m");
        for (int step = 0; step <= steps; step++) {
            optimizer.zeroGrad();
            // In units of 20 m/s and 2 s all three numbers are near 1, so that one learning rate suits them.
            Tensor path = fly(angle, speed.mul(20), time.mul(2));
            Tensor miss = path.select(0, PARTS)
                    .sub(Tensor.of(TARGET_X, TARGET_Y))
                    .square()
                    .sum();
            miss.add(wall(path)).backward();
            if (step % interval == 0) {
                screen.line(
                        "%4d   %12s   %12s   %11s   %11s",
                        step,
                        Figures.fixed(StrictMath.toDegrees(angle.item()), 2),
                        Figures.fixed(20 * speed.item(), 3),
                        Figures.fixed(2 * time.item(), 3),
                        Figures.fixed(Math.sqrt(miss.item()), 3));
            }
            if (step % (2 * interval) == 0 || step == interval) {
                draw(chart, path, step, steps);
            }
            optimizer.step();
        }
        options.pictures().save(chart, "throw");
    }

    private static Tensor parameter(double start) {
        return Tensor.scalar(DType.FLOAT64, start).requiresGrad(true);
    }

    /** Returns the places of the ball after equal parts of the time, from the origin: {@code [PARTS + 1, 2]}. */
    static Tensor fly(Tensor angle, Tensor speed, Tensor time) {
        Tensor velocity = Tensor.stack(0, angle.cos(), angle.sin()).mul(speed);
        Tensor start = Tensor.concat(0, Tensor.zeros(DType.FLOAT64, 2), velocity);
        return RungeKutta.solve(Throw::change, start, time.div(PARTS), PARTS).slice(1, 0, 2);
    }

    /** Returns the derivative of place and velocity {@code [x, y, vx, vy]} by time. */
    private static Tensor change(Tensor state) {
        Tensor velocity = state.slice(0, 2, 4);
        Tensor drag = velocity.mul(velocity.norm()).mul(-DRAG);
        return Tensor.concat(0, velocity, drag.add(Tensor.of(0, -GRAVITY)));
    }

    /** Returns by how much, squared and summed, the places within a metre of the wall are not a metre above it. */
    private static Tensor wall(Tensor path) {
        Tensor near = path.select(1, 0).sub(WALL_X).abs().lt(1);
        Tensor tooLow = path.select(1, 1).rsub(WALL_TOP + 1).relu();
        return tooLow.square().maskedFill(near.logicalNot(), 0).sum();
    }

    private static XYChart chart() {
        XYChart chart = Pictures.lines("A ball learns to fly over a wall", "distance in m", "height in m");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(34.0).setYAxisMin(-2.0).setYAxisMax(14.0);
        XYSeries wall = chart.addSeries("wall", new double[] {WALL_X, WALL_X}, new double[] {-2, WALL_TOP});
        wall.setLineColor(Color.DARK_GRAY)
                .setLineStyle(new BasicStroke(6, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        XYSeries target = chart.addSeries("target", new double[] {TARGET_X}, new double[] {TARGET_Y});
        target.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        target.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Pictures.COLOURS[1]);
        return chart;
    }

    /** Draws a path, from light blue for the first to blue for the last. */
    private static void draw(XYChart chart, Tensor path, int step, int steps) {
        double[] x = path.select(1, 0).toDoubleArray();
        double[] y = path.select(1, 1).toDoubleArray();
        int early = 200 * (steps - step) / steps;
        chart.addSeries("step " + step, x, y)
                .setLineColor(new Color(early, 114 + early / 2, 178 + early / 4))
                .setLineStyle(new BasicStroke(step == steps ? 3 : 1.5f));
    }
}

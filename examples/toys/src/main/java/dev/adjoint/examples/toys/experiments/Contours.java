package dev.adjoint.examples.toys.experiments;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;

/** Lines of equal height of a function of two variables, by marching squares. */
final class Contours {
    private static final int CELLS = 240;

    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();

    private Contours() {}

    /** Adds the line of one height over a rectangle to a chart. */
    static void add(XYChart chart, DoubleBinaryOperator f, double[] xRange, double[] yRange, double height) {
        Contours contours = new Contours();
        contours.march(f, xRange, yRange, height);
        if (contours.x.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                "height " + height,
                contours.x.stream().mapToDouble(Double::doubleValue).toArray(),
                contours.y.stream().mapToDouble(Double::doubleValue).toArray());
        series.setShowInLegend(false);
        series.setLineColor(new Color(0xC0C0C0));
        series.setLineWidth(0.8f);
        series.setLineStyle(SeriesLines.SOLID);
    }

    private void march(DoubleBinaryOperator f, double[] xRange, double[] yRange, double height) {
        double dx = (xRange[1] - xRange[0]) / CELLS;
        double dy = (yRange[1] - yRange[0]) / CELLS;
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                double left = xRange[0] + i * dx;
                double low = yRange[0] + j * dy;
                double[] corners = {
                    f.applyAsDouble(left, low) - height,
                    f.applyAsDouble(left + dx, low) - height,
                    f.applyAsDouble(left + dx, low + dy) - height,
                    f.applyAsDouble(left, low + dy) - height
                };
                crossings(corners, left, low, dx, dy);
            }
        }
    }

    /** Joins the points where the sides of a cell, from corner to next corner, cross 0; two at a time. */
    private void crossings(double[] corners, double left, double low, double dx, double dy) {
        double[][] at = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
        int found = 0;
        for (int side = 0; side < at.length; side++) {
            double a = corners[side];
            double b = corners[(side + 1) % at.length];
            if (a < 0 == b < 0) {
                continue;
            }
            double t = a / (a - b);
            double[] from = at[side];
            double[] to = at[(side + 1) % at.length];
            x.add(left + dx * (from[0] + t * (to[0] - from[0])));
            y.add(low + dy * (from[1] + t * (to[1] - from[1])));
            if (++found % 2 == 0) {
                x.add(left);
                y.add(Double.NaN);
            }
        }
    }
}

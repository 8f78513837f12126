package dev.adjoint.examples.toys.experiments;

import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Pictures;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What the charts of the experiments share. */
final class Charts {
    private Charts() {}

    /** Returns an empty chart to stand beside others, with its legend inside. */
    static XYChart panel(String title, String xTitle, String yTitle, LegendPosition legend) {
        XYChart chart = Pictures.lines(title, xTitle, yTitle);
        chart.getStyler().setXAxisTickMarkSpacingHint(100).setLegendPosition(legend);
        return chart;
    }

    /**
     * Labels the axes as powers of ten, for numbers that {@link #log10} was applied to: XChart's own logarithmic axis
     * labels every power, which leaves no room where there are fifty.
     */
    static void powersOfTen(XYChart chart, boolean xToo) {
        chart.getStyler().setYAxisTickMarkSpacingHint(60);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(Charts::powerOfTen);
        if (xToo) {
            chart.getStyler().setxAxisTickLabelsFormattingFunction(Charts::powerOfTen);
        }
    }

    private static String powerOfTen(double exponent) {
        // XChart widens the spacing until all labels differ, so that those between whole powers must not be empty.
        return exponent == Math.rint(exponent)
                ? "1e" + Figures.fixed(exponent, 0)
                : Figures.scientific(StrictMath.pow(10, exponent), 2);
    }

    /** Returns the decimal logarithms; numbers that are not above 0 leave a gap. */
    static double[] log10(double... numbers) {
        return Arrays.stream(numbers)
                .map(v -> v > 0 ? StrictMath.log10(v) : Double.NaN)
                .toArray();
    }

    /** Adds a line. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
        return chart.addSeries(name, x, y);
    }

    /** Adds a line over 1, 2, … */
    static XYSeries line(XYChart chart, String name, double[] y) {
        return evenLine(
                chart, name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
    }

    /**
     * Adds a line over evenly spaced x.
     *
     * <p>XChart labels such x themselves, as many as fit and not one pixel apart: 1, 19, 37, … So the last is moved by
     * a hundredth of the distance, which no one sees, and round numbers with room between them are the labels.
     */
    static XYSeries evenLine(XYChart chart, String name, double[] x, double[] y) {
        double[] moved = x.clone();
        int last = x.length - 1;
        if (last > 0) {
            moved[last] -= (x[last] - x[last - 1]) / 100;
        }
        return line(chart, name, moved, y);
    }
}

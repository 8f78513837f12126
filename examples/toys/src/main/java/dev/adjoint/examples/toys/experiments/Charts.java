package dev.adjoint.examples.toys.experiments;

import dev.adjoint.examples.toys.Pictures;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;

/** What the charts of the experiments share. */
final class Charts {
    private Charts() {}

    /** Returns an empty chart of a panel's size with its legend inside. */
    static XYChart panel(String title, String xTitle, String yTitle, LegendPosition legend) {
        XYChart chart = new XYChart(560, 420);
        XYChart styled = Pictures.lines(title, xTitle, yTitle);
        chart.setTitle(title);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        chart.getStyler()
                .setSeriesColors(styled.getStyler().getSeriesColors())
                .setSeriesMarkers(styled.getStyler().getSeriesMarkers())
                .setChartBackgroundColor(styled.getStyler().getChartBackgroundColor())
                .setPlotBorderVisible(false)
                .setLegendPosition(legend)
                .setLegendBorderColor(styled.getStyler().getLegendBorderColor())
                .setChartTitleFont(styled.getStyler().getChartTitleFont());
        chart.getStyler().setDefaultSeriesRenderStyle(styled.getStyler().getDefaultSeriesRenderStyle());
        chart.getStyler().setPlotGridLinesColor(styled.getStyler().getPlotGridLinesColor());
        return chart;
    }

    /** Adds a line; on a logarithmic axis, numbers that are not above 0 leave a gap. */
    static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
        boolean logarithmic = chart.getStyler().isYAxisLogarithmic();
        double[] shown =
                Arrays.stream(y).map(v -> logarithmic && !(v > 0) ? Double.NaN : v).toArray();
        return chart.addSeries(name, x, shown);
    }

    /** Adds a line over 1, 2, … */
    static XYSeries line(XYChart chart, String name, double[] y) {
        return line(chart, name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
    }

    /** Adds a dashed line in the colour that comes next. */
    static void dashed(XYSeries series) {
        series.setLineStyle(SeriesLines.DASH_DASH);
    }
}

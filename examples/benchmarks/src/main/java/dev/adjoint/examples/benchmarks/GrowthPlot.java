package dev.adjoint.examples.benchmarks;

import dev.adjoint.nn.io.WholeFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws what {@link Growth} measured, both axes logarithmic. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        description = "Draws files of 'growth' as one picture, a line for each implementation.")
final class GrowthPlot implements Callable<Integer> {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 400;
    private static final double SCALE = 1.5;

    /** Colours that people with and without colour-blindness tell apart: Okabe and Ito, 2008. */
    private static final Color[] COLOURS = {new Color(0x0072B2), new Color(0x56B4E9), new Color(0xD55E00)};

    /** Titles of the panels: what was measured, and its size. */
    private static final Map<String, List<String>> PANELS = panels();

    /** A line of a file. */
    private record Point(String work, double size, double micros, String impl) {}

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files that 'growth' and growth.py wrote.")
    private List<Path> files = List.of();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The PNG file to write.")
    private Path out = Path.of("");

    private static Map<String, List<String>> panels() {
        Map<String, List<String>> panels = new LinkedHashMap<>();
        panels.put("matmul", List.of("Product of n × n matrices", "n"));
        panels.put("leaky_relu", List.of("Leaky ReLU, forward and backward", "elements"));
        panels.put("mlp_step", List.of("Training step of an MLP, batch 64", "width"));
        return panels;
    }

    @Override
    public Integer call() throws IOException {
        List<Point> points = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(0).equals(Growth.HEADER)) {
                throw new ParameterException(spec.commandLine(), file + ": expected the first line " + Growth.HEADER);
            }
            lines.stream().skip(1).map(this::point).forEach(points::add);
        }
        BufferedImage image = new BufferedImage(
                (int) (SCALE * WIDTH * PANELS.size()), (int) (SCALE * HEIGHT), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.scale(SCALE, SCALE);
        for (String work : PANELS.keySet()) {
            chart(work, points).paint(g, WIDTH, HEIGHT);
            g.translate(WIDTH, 0);
        }
        g.dispose();
        WholeFile.write(out, file -> ImageIO.write(image, "png", file));
        return 0;
    }

    private Point point(String line) {
        String[] parts = line.split(",", -1);
        if (parts.length != 4 || !PANELS.containsKey(parts[0])) {
            throw new ParameterException(spec.commandLine(), "expected " + Growth.HEADER + ", got " + line);
        }
        try {
            return new Point(parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), parts[3]);
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), "expected numbers in columns 2 and 3, got " + line, e);
        }
    }

    private static XYChart chart(String work, List<Point> points) {
        List<String> titles = PANELS.getOrDefault(work, List.of());
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(titles.get(0))
                .xAxisTitle(titles.get(1))
                .yAxisTitle("microseconds")
                .build();
        chart.getStyler()
                .setSeriesColors(COLOURS)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendPosition(LegendPosition.InsideNW)
                .setLegendBorderColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setPlotGridLinesColor(new Color(0xEEEEEE))
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setMarkerSize(5)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        for (String impl : points.stream().map(Point::impl).distinct().toList()) {
            List<Point> line = points.stream()
                    .filter(p -> p.work().equals(work) && p.impl().equals(impl))
                    .toList();
            if (!line.isEmpty()) {
                XYSeries series = chart.addSeries(
                        impl,
                        line.stream().mapToDouble(Point::size).toArray(),
                        line.stream().mapToDouble(Point::micros).toArray());
                series.setMarker(SeriesMarkers.CIRCLE).setLineStyle(new BasicStroke(2));
            }
        }
        return chart;
    }
}

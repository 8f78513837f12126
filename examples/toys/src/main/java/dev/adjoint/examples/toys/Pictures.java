package dev.adjoint.examples.toys;

import dev.adjoint.Tensor;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Writes pictures to a folder, each as PNG and, if it is a chart, as SVG, and says so on the screen. */
public final class Pictures {
    /** Colours that people with and without colour-blindness tell apart: Okabe and Ito, 2008. */
    static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x000000)
    };

    /** The grey of what is no number, NaN. */
    static final Color NOT_A_NUMBER = new Color(0xA0A0A0);

    /** Pixels for a point; fewer where a picture of several rows gets large. */
    static final double SCALE = 1.5;

    private static final double SCALE_OF_MANY = 1.25;
    private static final int TILE_SCALE = 8;

    /** The lightest grey of a tile: its rim must show. */
    private static final int PAPER = 236;

    private static final Dimension SINGLE = new Dimension(640, 460);
    private static final Dimension ONE_OF_MANY = new Dimension(320, 290);

    private final Path folder;
    private final Screen screen;

    Pictures(Path folder, Screen screen) {
        this.folder = folder;
        this.screen = screen;
    }

    /** Returns an empty chart of lines in the style of all pictures. */
    public static XYChart lines(String title, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder()
                .width(720)
                .height(480)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        chart.getStyler()
                .setSeriesColors(COLOURS)
                .setSeriesMarkers(new Marker[] {SeriesMarkers.NONE})
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
        chart.getStyler().setPlotGridLinesColor(new Color(0xE0E0E0));
        return chart;
    }

    /**
     * Writes {@code name.png} and {@code name.svg}.
     *
     * @throws IOException if they cannot be written
     */
    public void save(XYChart chart, String name) throws IOException {
        save(
                chart.getWidth(),
                chart.getHeight(),
                SCALE,
                g -> chart.paint(g, chart.getWidth(), chart.getHeight()),
                name);
    }

    /**
     * Writes charts of one size side by side, at most so many in a row, as {@code name.png} and {@code name.svg}.
     *
     * @throws IOException if they cannot be written
     */
    public void saveCharts(List<XYChart> charts, int columns, String name) throws IOException {
        int width = charts.get(0).getWidth();
        int height = charts.get(0).getHeight();
        int rows = (charts.size() + columns - 1) / columns;
        draw(columns * width, rows * height, name, graphics -> {
            for (int i = 0; i < charts.size(); i++) {
                Graphics2D panel = (Graphics2D) graphics.create();
                panel.translate(i % columns * width, i / columns * height);
                charts.get(i).paint(panel, width, height);
                panel.dispose();
            }
        });
    }

    /**
     * Writes what the drawing puts on a white ground as {@code name.png} and {@code name.svg}.
     *
     * @throws IOException if they cannot be written
     */
    public void draw(int width, int height, String name, Consumer<Graphics2D> drawing) throws IOException {
        save(width, height, SCALE, drawing, name);
    }

    /** Returns a colour of all pictures; they repeat after seven. */
    public static Color colour(int i) {
        return COLOURS[i % COLOURS.length];
    }

    /**
     * Writes {@code name.png} and {@code name.svg}.
     *
     * @throws IOException if they cannot be written
     */
    void save(Plot plot, String name) throws IOException {
        save(List.of(plot), 1, name);
    }

    /**
     * Writes plots side by side, at most so many in a row, as {@code name.png} and {@code name.svg}.
     *
     * @throws IOException if they cannot be written
     */
    void save(List<Plot> plots, int columns, String name) throws IOException {
        Dimension each = plots.size() == 1 ? SINGLE : ONE_OF_MANY;
        int width = Math.min(columns, plots.size()) * each.width;
        int height = (plots.size() + columns - 1) / columns * each.height;
        double scale = plots.size() > columns ? SCALE_OF_MANY : SCALE;
        save(width, height, scale, g -> paint(g, plots, columns, each), name);
    }

    private static void paint(Graphics2D g, List<Plot> plots, int columns, Dimension each) {
        for (int i = 0; i < plots.size(); i++) {
            Point corner = new Point(i % columns * each.width, i / columns * each.height);
            plots.get(i).paint(g, new Rectangle(corner, each));
        }
    }

    private void save(int width, int height, double scale, Consumer<Graphics2D> painter, String name)
            throws IOException {
        Consumer<Graphics2D> onWhite = g -> {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, width, height);
            g.setColor(Color.BLACK);
            painter.accept(g);
        };
        Files.createDirectories(folder);
        PngFile.write(pixels(width, height, scale, onWhite), folder.resolve(name + ".png"));
        SvgFile.write(folder.resolve(name + ".svg"), width, height, onWhite);
        screen.line("picture  %s.png and .svg", folder.resolve(name));
    }

    private static BufferedImage pixels(int width, int height, double scale, Consumer<Graphics2D> painter) {
        BufferedImage image =
                new BufferedImage((int) (width * scale), (int) (height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(scale, scale);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        painter.accept(g);
        g.dispose();
        return image;
    }

    /**
     * Writes {@code name.png}.
     *
     * @throws IOException if it cannot be written
     */
    public void save(BufferedImage image, String name) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".png");
        PngFile.write(image, file);
        screen.line("picture  %s", file);
    }

    /**
     * Returns images side by side, dark where a pixel is 1 and light where it is 0.
     *
     * @param images {@code [n, height, width]}
     */
    static BufferedImage tiles(Tensor images, int columns) {
        int height = images.size(1);
        int width = images.size(2);
        int rows = (images.size(0) + columns - 1) / columns;
        int gap = 1;
        BufferedImage result = new BufferedImage(
                TILE_SCALE * (columns * (width + gap) + gap),
                TILE_SCALE * (rows * (height + gap) + gap),
                BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = result.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, result.getWidth(), result.getHeight());
        float[] ink = images.contiguous().toFloatArray();
        for (int i = 0; i < ink.length; i++) {
            int tile = i / (height * width);
            int x = tile % columns * (width + gap) + gap + i % width;
            int y = tile / columns * (height + gap) + gap + i / width % height;
            int grey = Math.round(PAPER * (1 - Math.min(Math.max(ink[i], 0), 1)));
            g.setColor(new Color(grey, grey, grey));
            g.fillRect(TILE_SCALE * x, TILE_SCALE * y, TILE_SCALE, TILE_SCALE);
        }
        g.dispose();
        return result;
    }
}

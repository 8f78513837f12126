package dev.adjoint.examples.toys;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;

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

    private static final int DPI = 144;
    private static final int SCALE = 2;

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
        Files.createDirectories(folder);
        String path = folder.resolve(name).toString();
        BitmapEncoder.saveBitmapWithDPI(chart, path, BitmapFormat.PNG, DPI);
        SVGGraphics2D svg = new SVGGraphics2D(emptySvg());
        svg.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
        chart.paint(svg, chart.getWidth(), chart.getHeight());
        svg.stream(path + ".svg", true);
        screen.line("picture  %s.png and .svg", path);
    }

    /**
     * Writes {@code name.png} and {@code name.svg} with charts of one size side by side, row by row.
     *
     * @throws IOException if they cannot be written
     */
    public void save(List<XYChart> charts, int columns, String name) throws IOException {
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
     * Writes {@code name.png}, at twice the size, and {@code name.svg} of what the drawing puts on a white ground.
     *
     * @throws IOException if they cannot be written
     */
    public void draw(int width, int height, String name, Consumer<Graphics2D> drawing) throws IOException {
        Files.createDirectories(folder);
        String path = folder.resolve(name).toString();
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pixels = image.createGraphics();
        pixels.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pixels.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pixels.scale(SCALE, SCALE);
        paint(pixels, width, height, drawing);
        pixels.dispose();
        ImageIO.write(image, "png", Path.of(path + ".png").toFile());
        SVGGraphics2D svg = new SVGGraphics2D(emptySvg());
        svg.setSVGCanvasSize(new Dimension(width, height));
        paint(svg, width, height, drawing);
        svg.stream(path + ".svg", true);
        screen.line("picture  %s.png and .svg", path);
    }

    private static void paint(Graphics2D graphics, int width, int height, Consumer<Graphics2D> drawing) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        drawing.accept(graphics);
    }

    /** Returns a colour of all pictures; they repeat after seven. */
    public static Color colour(int i) {
        return COLOURS[i % COLOURS.length];
    }

    private static Document emptySvg() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be set up", e);
        }
    }

    /**
     * Writes {@code name.png}.
     *
     * @throws IOException if it cannot be written
     */
    public void save(BufferedImage image, String name) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".png");
        ImageIO.write(image, "png", file.toFile());
        screen.line("picture  %s", file);
    }
}

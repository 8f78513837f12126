package dev.adjoint.examples.toys;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

package dev.adjoint.examples.toys;

import dev.adjoint.nn.io.WholeFile;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DefaultExtensionHandler;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes what is painted to an SVG file; images in it become PNG within the file. */
final class SvgFile {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";

    private SvgFile() {}

    /**
     * Writes the file.
     *
     * @throws IOException if it cannot be written
     */
    static void write(Path file, int width, int height, Consumer<Graphics2D> painter) throws IOException {
        SVGGraphics2D svg = new SVGGraphics2D(emptyDocument(), new PngInFile(), new DefaultExtensionHandler(), false);
        svg.setSVGCanvasSize(new Dimension(width, height));
        painter.accept(svg);
        WholeFile.write(file, out -> svg.stream(new OutputStreamWriter(out, StandardCharsets.UTF_8), true));
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be set up", e);
        }
    }

    /** Batik's own handler of this kind needs a module more. */
    private static final class PngInFile extends DefaultImageHandler {
        @Override
        public void handleHREF(Image image, Element element, SVGGeneratorContext context) {
            if (!(image instanceof BufferedImage pixels)) {
                throw new IllegalArgumentException("SVG: expected an image in memory, got "
                        + image.getClass().getName());
            }
            try {
                String data = Base64.getEncoder().encodeToString(PngFile.bytes(pixels));
                element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

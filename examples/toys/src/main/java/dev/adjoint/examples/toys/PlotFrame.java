package dev.adjoint.examples.toys;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is around a {@link Plot}: axes, titles, legend; and where in the picture a place of the plane is.
 *
 * @param area the part of the picture that shows the plane
 */
record PlotFrame(Rectangle area, Axis xAxis, Axis yAxis) {
    private static final Color INK = new Color(0x333333);
    private static final Color GRID = new Color(0xE0E0E0);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int GAP = 6;

    /** The numbers along one side. */
    record Axis(double from, double to, boolean logarithmic) {
        private static final int MAX_TICKS = 6;

        /** Returns 0 for the first number, 1 for the last. */
        double position(double number) {
            return logarithmic
                    ? StrictMath.log(Math.max(number, Double.MIN_NORMAL) / from) / StrictMath.log(to / from)
                    : (number - from) / (to - from);
        }

        /** Returns the powers of ten, or the multiples of 1, 2 or 5 times a power of ten, at most seven. */
        List<BigDecimal> ticks() {
            return logarithmic ? powers() : multiples();
        }

        private List<BigDecimal> powers() {
            List<BigDecimal> ticks = new ArrayList<>();
            int first = (int) Math.ceil(StrictMath.log10(from) - 1e-9);
            for (int k = first; k <= StrictMath.log10(to) + 1e-9; k++) {
                ticks.add(BigDecimal.ONE.scaleByPowerOfTen(k));
            }
            return ticks;
        }

        private List<BigDecimal> multiples() {
            BigDecimal step = new BigDecimal("1e-9");
            BigDecimal[] next = {new BigDecimal(2), new BigDecimal("2.5"), new BigDecimal(2)};
            for (int i = 0; (to - from) / step.doubleValue() > MAX_TICKS; i++) {
                step = step.multiply(next[i % next.length]).stripTrailingZeros();
            }
            List<BigDecimal> ticks = new ArrayList<>();
            // A hair's width more on both sides, for bounds that are ticks but for rounding.
            long first = (long) Math.ceil(from / step.doubleValue() - 1e-6);
            long last = (long) Math.floor(to / step.doubleValue() + 1e-6);
            for (long k = first; k <= last; k++) {
                ticks.add(step.multiply(new BigDecimal(k), MathContext.DECIMAL64));
            }
            return ticks;
        }
    }

    /** Returns where in the picture an x of the plane is. */
    double x(double x) {
        return area.x + xAxis.position(x) * area.width;
    }

    /** Returns where in the picture a y of the plane is. */
    double y(double y) {
        return area.y + (1 - yAxis.position(y)) * area.height;
    }

    /** Paints grid lines and their numbers. */
    void paintGrid(Graphics2D g) {
        g.setFont(TEXT);
        g.setStroke(new BasicStroke(1));
        FontMetrics metrics = g.getFontMetrics();
        for (BigDecimal tick : xAxis.ticks()) {
            double x = x(tick.doubleValue());
            String text = tick.toPlainString();
            g.setColor(GRID);
            g.draw(new Line2D.Double(x, area.y, x, area.getMaxY()));
            g.setColor(INK);
            g.drawString(text, (float) (x - metrics.stringWidth(text) / 2.0), (float) area.getMaxY() + 16);
        }
        for (BigDecimal tick : yAxis.ticks()) {
            double y = y(tick.doubleValue());
            String text = tick.toPlainString();
            g.setColor(GRID);
            g.draw(new Line2D.Double(area.x, y, area.getMaxX(), y));
            g.setColor(INK);
            g.drawString(text, area.x - GAP - metrics.stringWidth(text), (float) y + 4);
        }
    }

    /** Paints the border over what was painted in the area. */
    void paintBorder(Graphics2D g) {
        g.setColor(INK);
        g.setStroke(new BasicStroke(1));
        g.draw(area);
    }

    /** Paints the titles of the plot and of its axes, and the legend. */
    void paintTitles(Graphics2D g, String title, String xTitle, String yTitle, Map<String, Color> legend) {
        g.setColor(INK);
        g.setFont(TITLE);
        g.drawString(title, area.x, area.y - (legend.isEmpty() ? 10 : 32));
        g.setFont(TEXT);
        paintLegend(g, legend);
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(
                xTitle, (float) (area.getCenterX() - metrics.stringWidth(xTitle) / 2.0), (float) area.getMaxY() + 36);
        AffineTransform upright = g.getTransform();
        g.translate(area.x - 46, area.getCenterY() + metrics.stringWidth(yTitle) / 2.0);
        g.rotate(-Math.PI / 2);
        g.drawString(yTitle, 0, 0);
        g.setTransform(upright);
    }

    /** Paints a disc and a name for each entry, in one line. */
    private void paintLegend(Graphics2D g, Map<String, Color> entries) {
        double x = area.x;
        int base = area.y - 12;
        for (Map.Entry<String, Color> entry : entries.entrySet()) {
            g.setColor(entry.getValue());
            g.fill(new Ellipse2D.Double(x, base - 9, 9, 9));
            g.setColor(INK);
            g.drawString(entry.getKey(), (float) x + 14, base);
            x += 14 + g.getFontMetrics().stringWidth(entry.getKey()) + 2 * GAP + 4;
        }
    }
}

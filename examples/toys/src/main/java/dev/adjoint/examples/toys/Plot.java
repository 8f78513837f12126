package dev.adjoint.examples.toys;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A drawing of a part of the plane: regions, points, lines, bands and text, one over the other in the order in which
 * they are added. What has a name gets its place in the legend, under the title.
 *
 * <p>What a network says is asked for at once, so that a plot shows it as it was then.
 */
final class Plot {
    /** Up to this many classes are drawn in {@link Pictures#COLOURS}, more in {@link #MANY_COLOURS}. */
    private static final int FEW = 7;

    /** Ten colours that people with and without colour-blindness tell apart: Tol's "muted" and a dark grey. */
    private static final Color[] MANY_COLOURS = {
        new Color(0x332288),
        new Color(0xCC6677),
        new Color(0x117733),
        new Color(0x88CCEE),
        new Color(0xDDCC77),
        new Color(0xAA4499),
        new Color(0x44AA99),
        new Color(0x882255),
        new Color(0x999933),
        new Color(0x555555)
    };

    private static final double DOT = 6;
    private static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    /** Something to paint within the frame. */
    private interface Mark {
        void paint(Graphics2D g, PlotFrame frame);
    }

    private final String title;
    private final double left;
    private final double right;
    private final double bottom;
    private final double top;
    private final List<Mark> marks = new ArrayList<>();
    private final Map<String, Color> legend = new LinkedHashMap<>();
    private String xTitle = "";
    private String yTitle = "";
    private double dot = DOT;
    private boolean logarithmic;

    /** Makes an empty drawing of the part from (left, bottom) to (right, top). */
    Plot(String title, double left, double right, double bottom, double top) {
        this.title = title;
        this.left = left;
        this.right = right;
        this.bottom = bottom;
        this.top = top;
    }

    /** Names the axes. */
    Plot axes(String x, String y) {
        xTitle = x;
        yTitle = y;
        return this;
    }

    /** Makes y logarithmic: each power of ten is as high as the next; its bounds must be above 0. */
    Plot logarithmic() {
        logarithmic = true;
        return this;
    }

    /** Sets the diameter of the points that follow. */
    Plot dots(double diameter) {
        dot = diameter;
        return this;
    }

    /** Returns the elements of a tensor, in the form in which lines and points are given. */
    static double[] numbers(Tensor x) {
        return x.to(DType.FLOAT64).toDoubleArray();
    }

    /** Returns the colour of a class. */
    static Color colour(int label, int classes) {
        return (classes <= FEW ? Pictures.COLOURS : MANY_COLOURS)[label];
    }

    /**
     * Paints each place in the colour of its likeliest class, the paler the less likely it is, and where the class
     * changes in grey. Where the probability is NaN there are stripes, and the legend says so.
     *
     * @param probabilities from places {@code [n, 2]} to {@code [n, 1]}, the probability of class 1 of two, or to
     *     {@code [n, classes]}
     */
    Plot regions(UnaryOperator<Tensor> probabilities) {
        Regions regions = Regions.of(probabilities, left, right, bottom, top);
        if (regions.haveGaps()) {
            legend.put("not a number", Pictures.NOT_A_NUMBER);
        }
        marks.add((g, frame) -> {
            Rectangle area = frame.area();
            int width = (int) (Pictures.SCALE * area.width);
            int height = (int) (Pictures.SCALE * area.height);
            g.drawImage(regions.image(width, height), area.x, area.y, area.width, area.height, null);
        });
        return this;
    }

    /** Adds points in the colours of their classes. */
    Plot points(Tensor places, Tensor labels, String... names) {
        double[] xy = numbers(places);
        long[] classes = labels.to(DType.INT64).toLongArray();
        for (int label = 0; label < names.length; label++) {
            legend.put(names[label], colour(label, names.length));
        }
        marks.add((g, frame) -> {
            for (int i = 0; i < classes.length; i++) {
                paintDot(g, frame, xy[2 * i], xy[2 * i + 1], colour((int) classes[i], names.length));
            }
        });
        return this;
    }

    /** Adds points of one colour. */
    Plot points(String name, double[] x, double[] y, Color colour) {
        legend.put(name, colour);
        marks.add((g, frame) -> {
            for (int i = 0; i < x.length; i++) {
                paintDot(g, frame, x[i], y[i], colour);
            }
        });
        return this;
    }

    private void paintDot(Graphics2D g, PlotFrame frame, double x, double y, Color colour) {
        // On whole pixels all dots look alike, which keeps files small.
        double left = Math.rint(frame.x(x)) - dot / 2;
        double top = Math.rint(frame.y(y)) - dot / 2;
        Ellipse2D circle = new Ellipse2D.Double(left, top, dot, dot);
        g.setColor(colour);
        g.fill(circle);
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(0.7f));
        g.draw(circle);
    }

    /** Adds a line from point to point. */
    Plot line(String name, double[] x, double[] y, Color colour) {
        legend.put(name, colour);
        marks.add((g, frame) -> {
            g.setColor(colour);
            g.setStroke(LINE);
            g.draw(path(frame, x, y, new Path2D.Double()));
        });
        return this;
    }

    /** Adds the area between two lines over the same x. */
    Plot band(String name, double[] x, double[] low, double[] high, Color colour) {
        legend.put(name, colour);
        marks.add((g, frame) -> {
            Path2D area = path(frame, x, low, new Path2D.Double());
            for (int i = x.length - 1; i >= 0; i--) {
                area.lineTo(frame.x(x[i]), frame.y(high[i]));
            }
            area.closePath();
            g.setColor(colour);
            g.fill(area);
        });
        return this;
    }

    /** Writes text over a place, with a white rim. */
    Plot text(String text, double x, double y) {
        marks.add((g, frame) -> {
            g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
            float left = (float) (frame.x(x) - g.getFontMetrics().stringWidth(text) / 2.0);
            float base = (float) (frame.y(y) + g.getFontMetrics().getAscent() / 2.0 - 2);
            g.setColor(Color.WHITE);
            for (int i = 0; i < 9; i++) {
                g.drawString(text, left + 1.5f * (i % 3 - 1), base + 1.5f * (i / 3 - 1));
            }
            g.setColor(Color.BLACK);
            g.drawString(text, left, base);
        });
        return this;
    }

    private static Path2D path(PlotFrame frame, double[] x, double[] y, Path2D path) {
        path.moveTo(frame.x(x[0]), frame.y(y[0]));
        for (int i = 1; i < x.length; i++) {
            path.lineTo(frame.x(x[i]), frame.y(y[i]));
        }
        return path;
    }

    /** Paints it all. */
    void paint(Graphics2D g, Rectangle space) {
        PlotFrame frame = new PlotFrame(
                inner(space), new PlotFrame.Axis(left, right, false), new PlotFrame.Axis(bottom, top, logarithmic));
        frame.paintGrid(g);
        g.setClip(frame.area());
        marks.forEach(mark -> mark.paint(g, frame));
        g.setClip(null);
        frame.paintBorder(g);
        frame.paintTitles(g, title, xTitle, yTitle, legend);
    }

    /** Returns what is left of the space without titles, legend and numbers. */
    private Rectangle inner(Rectangle space) {
        int above = legend.isEmpty() ? 30 : 52;
        int below = xTitle.isEmpty() ? 26 : 44;
        int before = yTitle.isEmpty() ? 40 : 62;
        return new Rectangle(
                space.x + before, space.y + above, space.width - before - 14, space.height - above - below);
    }
}

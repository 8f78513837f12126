package dev.adjoint.examples.toys;

import dev.adjoint.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A table of numbers from 0, white, to 1, dark blue; NaN is grey.
 *
 * @param title what stands above it
 * @param rows the labels of the rows
 * @param columns the labels of the columns
 * @param values {@code [rows, columns]}
 * @param marks for each row the column to put a frame around; or empty
 */
record Heatmap(String title, List<String> rows, List<String> columns, Tensor values, int... marks) {
    private static final int SCALE = 2;
    private static final int CELL = 20;
    private static final int MARGIN = 44;
    private static final int TOP = 40;
    private static final Color[] SHADES = {
        new Color(0xFFFFFF), new Color(0x56B4E9), new Color(0x0072B2), new Color(0x00243C)
    };

    /** Draws tables side by side, with titles for all of them. */
    static BufferedImage draw(String title, String columnTitle, String rowTitle, List<Heatmap> maps) {
        int width = CELL + maps.stream().mapToInt(Heatmap::width).sum();
        int height = TOP + CELL + maps.stream().mapToInt(Heatmap::height).max().orElse(0);
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(SCALE, SCALE);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.BLACK);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        center(g, title, width / 2, 20);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 12));
        center(g, columnTitle, width / 2, height - 8);
        g.rotate(-Math.PI / 2);
        center(g, rowTitle, -(TOP + CELL + (height - TOP - 4 * CELL) / 2), 16);
        g.rotate(Math.PI / 2);
        int left = MARGIN;
        for (Heatmap map : maps) {
            map.draw(g, left, TOP + CELL);
            left += map.width();
        }
        g.dispose();
        return image;
    }

    private int width() {
        return CELL * columns.size() + MARGIN;
    }

    private int height() {
        return CELL * (rows.size() + 2);
    }

    private void draw(Graphics2D g, int left, int top) {
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        g.setColor(Color.BLACK);
        center(g, title, left + CELL * columns.size() / 2, top - 7);
        for (int i = 0; i < rows.size(); i++) {
            center(g, rows.get(i), left - CELL / 2, top + CELL * i + 14);
        }
        for (int j = 0; j < columns.size(); j++) {
            center(g, columns.get(j), left + CELL * j + CELL / 2, top + CELL * rows.size() + 14);
        }
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                g.setColor(shade(values.get(i, j)));
                g.fillRect(left + CELL * j, top + CELL * i, CELL - 1, CELL - 1);
            }
        }
        g.setColor(Color.LIGHT_GRAY);
        g.drawRect(left - 1, top - 1, CELL * columns.size(), CELL * rows.size());
        g.setColor(Pictures.COLOURS[1]);
        g.setStroke(new BasicStroke(2));
        for (int i = 0; i < marks.length; i++) {
            g.drawRect(left + CELL * marks[i], top + CELL * i, CELL - 2, CELL - 2);
        }
        g.setStroke(new BasicStroke(1));
    }

    private static Color shade(double value) {
        if (Double.isNaN(value)) {
            return Pictures.NOT_A_NUMBER;
        }
        double at = Math.min(Math.max(value, 0), 1) * (SHADES.length - 1);
        int i = Math.min((int) at, SHADES.length - 2);
        double part = at - i;
        return new Color(
                (int) Math.round(SHADES[i].getRed() * (1 - part) + SHADES[i + 1].getRed() * part),
                (int) Math.round(SHADES[i].getGreen() * (1 - part) + SHADES[i + 1].getGreen() * part),
                (int) Math.round(SHADES[i].getBlue() * (1 - part) + SHADES[i + 1].getBlue() * part));
    }

    private static void center(Graphics2D g, String text, int x, int baseline) {
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, baseline);
    }
}

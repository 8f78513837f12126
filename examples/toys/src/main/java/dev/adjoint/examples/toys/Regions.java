package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier says at each place of a part of the plane: asked for at the nodes of a grid and interpolated
 * between them, since no pixel more would be seen.
 */
final class Regions {
    private static final int COLUMNS = 140;
    private static final int ROWS = 90;

    /** So many shades tell how sure the network is; few, for bands with a rim and small files. */
    private static final int SHADES = 6;

    /** The darkest shade, so that points of the same colour stand out. */
    private static final double STRENGTH = 0.5;

    /** The width of the line between classes. */
    private static final int RIM = 2;

    private static final int RIM_COLOUR = 0x555555;

    /** The class of places at which the classifier gives no number. */
    private static final int NONE = -1;

    /** The width of the stripes there. */
    private static final int STRIPE = 6;

    private static final int[] STRIPES = {Pictures.NOT_A_NUMBER.getRGB(), 0xF0F0F0};

    /** The probabilities {@code [ROWS + 1, COLUMNS + 1, classes]}, the top row first. */
    private final float[] sure;

    private final int classes;
    private @Nullable BufferedImage image;

    private Regions(float[] sure, int classes) {
        this.sure = sure;
        this.classes = classes;
    }

    /** Asks the classifier; see {@link Plot#regions}. */
    static Regions of(UnaryOperator<Tensor> probabilities, double left, double right, double bottom, double top) {
        int across = COLUMNS + 1;
        int down = ROWS + 1;
        Tensor x = Tensor.linspace(left, right, across).expand(down, across);
        Tensor y = Tensor.linspace(top, bottom, down).unsqueeze(1).expand(down, across);
        try (var g = Autograd.noGrad()) {
            Tensor p = probabilities.apply(Tensor.stack(2, x, y).reshape(down * across, 2));
            Tensor all = p.size(1) == 1 ? Tensor.concat(1, p.rsub(1), p) : p;
            return new Regions(all.toFloatArray(), all.size(1));
        }
    }

    /** Tells whether the classifier gives no number somewhere; such places are striped in grey. */
    boolean haveGaps() {
        for (float probability : sure) {
            if (Float.isNaN(probability)) {
                return true;
            }
        }
        return false;
    }

    /** Returns them as an image; it is kept, since a picture is painted twice, as PNG and as SVG. */
    BufferedImage image(int width, int height) {
        BufferedImage last = image;
        if (last == null || last.getWidth() != width || last.getHeight() != height) {
            last = paint(width, height);
            image = last;
        }
        return last;
    }

    private BufferedImage paint(int width, int height) {
        int[] best = new int[width * height];
        int[] pixels = new int[width * height];
        int[] colours = colours();
        float[] blend = new float[classes];
        for (int row = 0; row < height; row++) {
            float y = (row + 0.5f) / height * ROWS;
            for (int i = 0; i < width; i++) {
                blend((i + 0.5f) / width * COLUMNS, y, blend);
                int most = likeliest(blend);
                best[row * width + i] = most;
                pixels[row * width + i] = most == NONE
                        ? STRIPES[(row + i) / STRIPE % STRIPES.length]
                        : colours[most * (SHADES + 1) + shade(blend[most])];
            }
        }
        paintRims(pixels, best, width, height);
        BufferedImage painted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        painted.setRGB(0, 0, width, height, pixels, 0, width);
        return painted;
    }

    /** Sets the probabilities at a place between four nodes. */
    private void blend(float x, float y, float[] blend) {
        int column = (int) x;
        int row = (int) y;
        float right = x - column;
        float low = y - row;
        int here = (row * (COLUMNS + 1) + column) * classes;
        int below = here + (COLUMNS + 1) * classes;
        for (int c = 0; c < classes; c++) {
            float up = sure[here + c] + right * (sure[here + classes + c] - sure[here + c]);
            float down = sure[below + c] + right * (sure[below + classes + c] - sure[below + c]);
            blend[c] = up + low * (down - up);
        }
    }

    private static int likeliest(float[] probabilities) {
        int most = 0;
        for (int c = 0; c < probabilities.length; c++) {
            if (Float.isNaN(probabilities[c])) {
                return NONE;
            }
            most = probabilities[c] > probabilities[most] ? c : most;
        }
        return most;
    }

    /** Returns 0 where each class is as likely as the others, to {@link #SHADES} where one is sure. */
    private int shade(float probability) {
        float least = 1f / classes;
        return (int) Math.min(SHADES, Math.ceil(SHADES * Math.max(probability - least, 0) / (1 - least)));
    }

    private int[] colours() {
        int[] colours = new int[classes * (SHADES + 1)];
        for (int i = 0; i < colours.length; i++) {
            Color colour = Plot.colour(i / (SHADES + 1), classes);
            colours[i] = pale(colour, STRENGTH * (i % (SHADES + 1)) / SHADES);
        }
        return colours;
    }

    private static void paintRims(int[] pixels, int[] best, int width, int height) {
        for (int row = 0; row < height; row++) {
            for (int i = 0; i < width; i++) {
                int here = best[row * width + i];
                if (here != best[row * width + Math.min(i + RIM, width - 1)]
                        || here != best[Math.min(row + RIM, height - 1) * width + i]) {
                    pixels[row * width + i] = RIM_COLOUR;
                }
            }
        }
    }

    /** Returns a mixture of white and the colour. */
    private static int pale(Color colour, double strength) {
        return mix(colour.getRed(), strength) << 16
                | mix(colour.getGreen(), strength) << 8
                | mix(colour.getBlue(), strength);
    }

    private static int mix(int part, double strength) {
        return (int) Math.round(255 + (part - 255) * strength);
    }
}

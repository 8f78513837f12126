package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.UnaryOperator;

/** What a classifier says at each place of a part of the plane, as an image. */
final class Regions {
    /** The pixels of a plot that is alone in its picture, so that none is scaled there. */
    private static final int WIDTH = 846;

    private static final int HEIGHT = 546;

    /** So many shades tell how sure the network is; few, for bands with a rim and small files. */
    private static final int SHADES = 6;

    /** The darkest shade, so that points of the same colour stand out. */
    private static final double STRENGTH = 0.5;

    /** The width of the line between classes. */
    private static final int RIM = 2;

    private static final int RIM_COLOUR = 0x555555;

    private Regions() {}

    /** Returns the image; see {@link Plot#regions}. */
    static BufferedImage paint(
            UnaryOperator<Tensor> probabilities, double left, double right, double bottom, double top) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        long[][] best = new long[HEIGHT][];
        double pixel = (right - left) / WIDTH;
        Tensor x = Tensor.linspace(left + pixel / 2, right - pixel / 2, WIDTH);
        try (var g = Autograd.noGrad()) {
            for (int row = 0; row < HEIGHT; row++) {
                double y = top - (row + 0.5) / HEIGHT * (top - bottom);
                Tensor p = probabilities.apply(Tensor.stack(1, x, Tensor.full(y, WIDTH)));
                Tensor all = p.size(1) == 1 ? Tensor.concat(1, p.rsub(1), p) : p;
                best[row] = all.argmax(1).toLongArray();
                paintRow(image, row, best[row], all.amax(1).toFloatArray(), all.size(1));
            }
        }
        paintRims(image, best);
        return image;
    }

    private static void paintRow(BufferedImage image, int row, long[] best, float[] sure, int classes) {
        double least = 1.0 / classes;
        for (int i = 0; i < WIDTH; i++) {
            double shade = Math.ceil(SHADES * (sure[i] - least) / (1 - least)) / SHADES;
            image.setRGB(i, row, shade(Plot.colour((int) best[i], classes), STRENGTH * shade));
        }
    }

    private static void paintRims(BufferedImage image, long[][] best) {
        for (int row = 0; row < HEIGHT; row++) {
            for (int i = 0; i < WIDTH; i++) {
                if (best[row][i] != best[row][Math.min(i + RIM, WIDTH - 1)]
                        || best[row][i] != best[Math.min(row + RIM, HEIGHT - 1)][i]) {
                    image.setRGB(i, row, RIM_COLOUR);
                }
            }
        }
    }

    /** Returns a mixture of white and the colour. */
    private static int shade(Color colour, double strength) {
        return mix(colour.getRed(), strength) << 16
                | mix(colour.getGreen(), strength) << 8
                | mix(colour.getBlue(), strength);
    }

    private static int mix(int part, double strength) {
        return (int) Math.round(255 + (part - 255) * strength);
    }
}

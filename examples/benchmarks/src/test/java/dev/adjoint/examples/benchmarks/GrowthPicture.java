package dev.adjoint.examples.benchmarks;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Where the curves in a picture of {@link GrowthPlot} are. */
final class GrowthPicture {
    /** The colours of the first and the second implementation. */
    private static final int[] COLOURS = {0x0072B2, 0x56B4E9};

    private static final int PANELS = 3;

    private GrowthPicture() {}

    /**
     * Returns how far from the top a curve is, for each column of its panel that it is in, from left to right; without
     * the left half, where the legend has its colour too.
     */
    static List<Integer> curve(BufferedImage picture, int panel, int implementation) {
        int width = picture.getWidth() / PANELS;
        List<Integer> heights = new ArrayList<>();
        for (int x = panel * width + width / 2; x < (panel + 1) * width; x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                if ((picture.getRGB(x, y) & 0xFFFFFF) == COLOURS[implementation]) {
                    heights.add(y);
                    break;
                }
            }
        }
        return heights;
    }
}

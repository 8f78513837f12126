package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxMullerTest {
    @Test
    void turnsOneChunkAndLeavesTheRest() {
        double[] d = new double[3 + BoxMuller.CHUNK + 1];
        d[3] = 1 - Math.exp(-0.5); // radius 1
        d[3 + 8] = 1.0 / 3; // a third of a turn

        BoxMuller.transform(d, 3, 10, 2);

        assertThat(d[3]).isCloseTo(10 + 2 * Math.cos(2 * Math.PI / 3), within(1e-14));
        assertThat(d[3 + 8]).isCloseTo(10 + 2 * Math.sin(2 * Math.PI / 3), within(1e-14));
        assertThat(d[2]).isZero();
        assertThat(d[3 + 16]).isZero();
    }

    @Test
    void floatsAreCloseToDoublesAllAroundTheCircle() {
        int steps = 4096;
        float[] f = new float[BoxMuller.CHUNK];
        double[] d = new double[BoxMuller.CHUNK];
        for (int step = 0; step < steps; step++) {
            for (int j = 0; j < BoxMuller.CHUNK / 2; j++) {
                // The radii down to the largest, u = 1 − 2⁻²⁴, and every angle that an eighth of a turn divides.
                d[j] = f[j] = 1 - (float) Math.scalb(1 + (double) step / steps, -j * 3);
                d[j + 8] = f[j + 8] = (float) step / steps;
            }
            BoxMuller.transform(f, 0, 0, 1);
            BoxMuller.transform(d, 0, 0, 1);
            for (int j = 0; j < BoxMuller.CHUNK; j++) {
                assertThat((double) f[j])
                        .as("step %d of %d, element %d", step, steps, j)
                        .isCloseTo(d[j], within(3e-6));
            }
        }
    }

    @Test
    void theLargestAndSmallestUniformsGiveFiniteNormals() {
        float[] f = new float[BoxMuller.CHUNK];
        double[] d = new double[BoxMuller.CHUNK];
        f[0] = Math.nextDown(1f);
        d[0] = Math.nextDown(1.0);

        BoxMuller.transform(f, 0, 0, 1);
        BoxMuller.transform(d, 0, 0, 1);

        assertThat((double) f[0]).isCloseTo(Math.sqrt(2 * 24 * Math.log(2)), within(1e-6));
        assertThat(d[0]).isCloseTo(Math.sqrt(2 * 53 * Math.log(2)), within(1e-14));
        assertThat(f[1]).isZero();
        assertThat(d[1]).isZero();
    }
}

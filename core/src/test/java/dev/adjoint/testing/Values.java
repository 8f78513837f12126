package dev.adjoint.testing;

import dev.adjoint.Rng;

/** Where the elements of a sample come from. All are exact in {@code FLOAT32}. */
public enum Values {
    /** Uniform in [−2, 2). */
    ANY {
        @Override
        void draw(Rng rng, double[] out) {
            rng.uniform(out, -2, 2);
        }
    },
    /** Uniform in [0.3, 3). */
    POSITIVE {
        @Override
        void draw(Rng rng, double[] out) {
            rng.uniform(out, 0.3, 3);
        }
    },
    /** Of either sign with a magnitude in [0.2, 2): away from a kink or pole at 0. */
    NOT_ZERO {
        @Override
        void draw(Rng rng, double[] out) {
            rng.uniform(out, -1.8, 1.8);
            for (int i = 0; i < out.length; i++) {
                out[i] += Math.copySign(0.2, out[i]);
            }
        }
    },
    /** Multiples of 0.1 in random order: no ties. */
    DISTINCT {
        @Override
        void draw(Rng rng, double[] out) {
            spaced(rng, out, 0);
        }
    },
    /** As {@link #DISTINCT}, halfway between: no ties with those either. */
    DISTINCT_BETWEEN {
        @Override
        void draw(Rng rng, double[] out) {
            spaced(rng, out, 0.05);
        }
    };

    private static void spaced(Rng rng, double[] out, double shift) {
        long[] order = rng.permutation(out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = 0.1 * (order[i] - out.length / 2) + shift;
        }
    }

    abstract void draw(Rng rng, double[] out);

    /** Returns {@code n} numbers. */
    final double[] draw(Rng rng, int n) {
        double[] out = new double[n];
        draw(rng, out);
        for (int i = 0; i < n; i++) {
            out[i] = (float) out[i];
        }
        return out;
    }
}

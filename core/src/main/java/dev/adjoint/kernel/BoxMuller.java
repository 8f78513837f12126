package dev.adjoint.kernel;

/**
 * The Box–Muller transform: {@code z0 = r·cos θ} and {@code z1 = r·sin θ} with {@code r = √(−2·ln u1)} and {@code θ =
 * 2π·u2} are independent standard normals if {@code u1} and {@code u2} are independent uniforms on (0, 1].
 *
 * <p>Works on chunks of 16 uniforms from [0, 1), eight for the radii (as {@code u1 = 1 − u}) and eight for the angles,
 * and leaves the normals in their place: the order in which PyTorch's CPU generator fills large tensors. Source: Box
 * and Muller, "A note on the generation of random normal deviates", Ann. Math. Statist. 29 (1958).
 *
 * <p>The {@code float} form takes its logarithm, sine and cosine from the single-precision Cephes library (S. L.
 * Moshier), with the fused operations of the AVX2 form that PyTorch runs, and equals it to the last bit. They fit the
 * arguments that occur here alone: positive normal numbers for the logarithm, [0, 2π] for sine and cosine. The
 * {@code double} form uses {@link StrictMath}, which gives the same bits on every JDK.
 */
public final class BoxMuller {
    /** Uniforms per chunk, half of them radii and half of them angles. */
    public static final int CHUNK = 16;

    private static final int HALF = CHUNK / 2;
    private static final float FLOAT_TWO_PI = (float) (2 * Math.PI);

    private BoxMuller() {}

    /** Turns {@code d[at .. at + 16)} from uniforms into normals of the given mean and standard deviation. */
    public static void transform(double[] d, int at, double mean, double std) {
        for (int j = at; j < at + HALF; j++) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - d[j]));
            double theta = 2 * Math.PI * d[j + HALF];
            d[j] = Math.fma(radius * StrictMath.cos(theta), std, mean);
            d[j + HALF] = Math.fma(radius * StrictMath.sin(theta), std, mean);
        }
    }

    /** Turns {@code d[at .. at + 16)} from uniforms into normals of the given mean and standard deviation. */
    public static void transform(float[] d, int at, float mean, float std) {
        for (int j = at; j < at + HALF; j++) {
            float radius = (float) Math.sqrt(-2 * log(1 - d[j]));
            float theta = FLOAT_TWO_PI * d[j + HALF];
            int octant = octant(theta);
            float rest = reduce(theta, octant);
            float sine = sine(rest);
            float cosine = cosine(rest);
            boolean swap = (octant & 2) != 0;
            float sin = swap ? cosine : sine;
            float cos = swap ? sine : cosine;
            d[j] = Math.fma(radius * ((octant - 2 & 4) == 0 ? -cos : cos), std, mean);
            d[j + HALF] = Math.fma(radius * ((octant & 4) == 0 ? sin : -sin), std, mean);
        }
    }

    /** {@code ln x} of a positive normal number: {@code x = m·2^e} with m in [√½, √2), and a polynomial in m − 1. */
    private static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        float mantissa = Float.intBitsToFloat(bits & 0x007fffff | 0x3f000000);
        float exponent = (bits >>> 23) - 126;
        float t = mantissa - 1;
        if (mantissa < 0.70710677f) {
            exponent -= 1;
            t += mantissa;
        }
        float square = t * t;
        float y = 7.0376836292e-2f;
        y = Math.fma(y, t, -1.1514610310e-1f);
        y = Math.fma(y, t, 1.1676998740e-1f);
        y = Math.fma(y, t, -1.2420140846e-1f);
        y = Math.fma(y, t, 1.4249322787e-1f);
        y = Math.fma(y, t, -1.6668057665e-1f);
        y = Math.fma(y, t, 2.0000714765e-1f);
        y = Math.fma(y, t, -2.4999993993e-1f);
        y = Math.fma(y, t, 3.3333331174e-1f);
        y = Math.fma(y * t, square, exponent * -2.12194440e-4f);
        y = Math.fma(square, -0.5f, y);
        return Math.fma(exponent, 0.693359375f, t + y);
    }

    /** The even number of eighths of a turn nearest to {@code theta}, which is not negative. */
    private static int octant(float theta) {
        return (int) (theta * 1.27323954473516f) + 1 & ~1;
    }

    /** {@code theta − octant·π/4}, with π/4 split into three parts. */
    private static float reduce(float theta, int octant) {
        float rest = Math.fma(octant, -0.78515625f, theta);
        rest = Math.fma(octant, -2.4187564849853515625e-4f, rest);
        return Math.fma(octant, -3.77489497744594108e-8f, rest);
    }

    /** {@code sin x} for |x| ≤ π/4. */
    private static float sine(float x) {
        float square = x * x;
        float y = Math.fma(-1.9515295891e-4f, square, 8.3321608736e-3f);
        y = Math.fma(y, square, -1.6666654611e-1f);
        return Math.fma(y * square, x, x);
    }

    /** {@code cos x} for |x| ≤ π/4. */
    private static float cosine(float x) {
        float square = x * x;
        float y = Math.fma(2.443315711809948e-5f, square, -1.388731625493765e-3f);
        y = Math.fma(y, square, 4.166664568298827e-2f);
        return Math.fma(y * square, square, -(square * 0.5f)) + 1;
    }
}

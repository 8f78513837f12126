package dev.adjoint.kernel;

import dev.adjoint.kernel.simd.SimdDoubleExponentials;
import dev.adjoint.kernel.simd.SimdDoubleMatmul;
import dev.adjoint.kernel.simd.SimdDoubleReduce;
import dev.adjoint.kernel.simd.SimdFloatExponentials;
import dev.adjoint.kernel.simd.SimdFloatMatmul;
import dev.adjoint.kernel.simd.SimdFloatReduce;
import org.jspecify.annotations.Nullable;

/**
 * The choice between the Vector API kernels and their plain twins, made once when the JVM starts to compute.
 *
 * <p>SIMD is on where the JVM was started with {@code --add-modules jdk.incubator.vector} and has its optimising
 * compiler, unless the system property {@code adjoint.simd} is {@code off}. The results are the same to the last bit.
 */
public final class Kernels {
    /** Tells whether the Vector API kernels are in use. */
    public static final boolean SIMD = chooseSimd();

    /** The matrix product of {@code float} arrays. */
    public static final FloatMatmul FLOAT_MATMUL = SIMD ? new SimdFloatMatmul() : new PlainFloatMatmul();

    /** The matrix product of {@code double} arrays. */
    public static final DoubleMatmul DOUBLE_MATMUL = SIMD ? new SimdDoubleMatmul() : new PlainDoubleMatmul();

    /** Sums and maxima of {@code float} arrays. */
    public static final FloatReduce FLOAT_REDUCE = SIMD ? new SimdFloatReduce() : new PlainFloatReduce();

    /** Sums and maxima of {@code double} arrays. */
    public static final DoubleReduce DOUBLE_REDUCE = SIMD ? new SimdDoubleReduce() : new PlainDoubleReduce();

    private static final @Nullable OutOfLineExponentials EXPONENTIALS =
            SIMD ? new OutOfLineExponentials(new SimdFloatExponentials(), new SimdDoubleExponentials()) : null;

    /** Exponentials of {@code float} arrays. */
    static final FloatExponentials FLOAT_EXPONENTIALS =
            EXPONENTIALS != null ? EXPONENTIALS : new PlainFloatExponentials();

    /** Exponentials of {@code double} arrays. */
    static final DoubleExponentials DOUBLE_EXPONENTIALS =
            EXPONENTIALS != null ? EXPONENTIALS : new PlainDoubleExponentials();

    private Kernels() {}

    private static boolean chooseSimd() {
        System.Logger log = System.getLogger("dev.adjoint");
        String wanted = System.getProperty("adjoint.simd", "on");
        if (!wanted.equals("on") && !wanted.equals("off")) {
            throw new IllegalArgumentException(
                    "system property adjoint.simd: expected on or off, got \"" + wanted + "\"");
        }
        if (wanted.equals("off")) {
            log.log(System.Logger.Level.DEBUG, "SIMD off: plain loops, as adjoint.simd=off asks");
            return false;
        }
        boolean hasModule =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String obstacle = obstacle(hasModule, System.getProperty("java.vm.info", ""));
        if (obstacle != null) {
            log.log(
                    System.Logger.Level.INFO,
                    "SIMD off: plain loops; " + obstacle + " (-Dadjoint.simd=off hides this line)");
            return false;
        }
        log.log(System.Logger.Level.DEBUG, "SIMD on: jdk.incubator.vector");
        return true;
    }

    /**
     * Tells why vectors would not help, null if they would.
     *
     * @param mode the system property {@code java.vm.info}, as of {@code -Xint} and {@code -XX:TieredStopAtLevel=1}:
     *     the interpreter and HotSpot's first compiler make an object of each vector, and take about 20 times as long
     *     as with plain loops
     */
    static @Nullable String obstacle(boolean hasModule, String mode) {
        if (mode.contains("interpreted mode") || mode.contains("emulated-client")) {
            return "this JVM runs in " + mode + ", without the compiler that knows vectors";
        }
        return hasModule ? null : "start Java with --add-modules jdk.incubator.vector for faster kernels";
    }
}

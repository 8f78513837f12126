package dev.adjoint.kernel;

/**
 * The numbers that {@link FloatMath} and its lane twin share: polynomials with the least largest error (Remez
 * exchange), their coefficients named for function and power.
 */
public final class FloatTerms {
    /**
     * {@code 1.5·2^23 + 127}: a small number added to it is rounded to an integer n, and the low bits of the sum are n
     * plus the bias of the exponent field.
     */
    public static final float ROUND = 0x1.8p23f + 127;

    /** {@link #ROUND} with the bias of 2^64 times as much, for exponents of small numbers. */
    public static final float ROUND_UP = 0x1.8p23f + 127 + 64;

    /** What undoes the factor in {@link #ROUND_UP}. */
    public static final float DOWN = 0x1p-64f;

    /** {@code 1/ln 2}. */
    public static final float LOG2_E = 0x1.715476p0f;

    /** {@code ln 2} to 15 bits, so that its product with an exponent is exact. */
    public static final float LN2_HIGH = 0x1.62e4p-1f;

    /** {@code ln 2 − LN2_HIGH}. */
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** The exponent field of 1. */
    public static final int BIAS = 127;

    /** The width of the fraction field. */
    public static final int FRACTION = 23;

    /** What makes the exponent field of a number in [0.75, 1.5) that of 1 when added to its bits. */
    public static final int CENTRE = 0x00400000;

    /** {@code 2^23}, whose bits combined with those of a small integer k are those of {@code 2^23 + k}. */
    public static final float UNIT = 0x1p23f;

    // (eʳ − 1 − r)/r² on |r| ≤ ½·ln 2.
    public static final float EXP2 = 0x1.0p-1f;
    public static final float EXP3 = 0x1.55548ep-3f;
    public static final float EXP4 = 0x1.55545ep-5f;
    public static final float EXP5 = 0x1.123b56p-7f;
    public static final float EXP6 = 0x1.6db42ap-10f;

    // (ln(1 + f) − f)/f² on [−0.25, 0.5].
    public static final float LOG2 = -0x1.fffffep-2f;
    public static final float LOG3 = 0x1.55555cp-2f;
    public static final float LOG4 = -0x1.0000c2p-2f;
    public static final float LOG5 = 0x1.9997ap-3f;
    public static final float LOG6 = -0x1.5509f6p-3f;
    public static final float LOG7 = 0x1.244a9ap-3f;
    public static final float LOG8 = -0x1.051eeep-3f;
    public static final float LOG9 = 0x1.e180ap-4f;
    public static final float LOG10 = -0x1.75d5ep-4f;
    public static final float LOG11 = 0x1.31b89ap-5f;

    // erf(x)/x − 1 in powers of x² on |x| ≤ 1.
    public static final float ERF0 = 0x1.06eba8p-3f;
    public static final float ERF1 = -0x1.81273ep-2f;
    public static final float ERF2 = 0x1.ce2d2p-4f;
    public static final float ERF3 = -0x1.b7fbb4p-6f;
    public static final float ERF4 = 0x1.5419f2p-8f;
    public static final float ERF5 = -0x1.a485dp-11f;
    public static final float ERF6 = 0x1.4ae484p-14f;

    // erf(x) on [1, ERF_HIGH], in powers of x − ERF_CENTRE; from there on the nearest number is 1.
    public static final float ERF_CENTRE = 2.375f;
    public static final float ERF_HIGH = 3.9375f;
    public static final float ERF_FAR0 = 0x1.ff9962p-1f;
    public static final float ERF_FAR1 = 0x1.0693d6p-8f;
    public static final float ERF_FAR2 = -0x1.37d8dcp-7f;
    public static final float ERF_FAR3 = 0x1.c1db98p-7f;
    public static final float ERF_FAR4 = -0x1.adfe14p-7f;
    public static final float ERF_FAR5 = 0x1.121956p-7f;
    public static final float ERF_FAR6 = -0x1.9c4c0ap-9f;
    public static final float ERF_FAR7 = 0x1.d924a2p-14f;
    public static final float ERF_FAR8 = 0x1.4e9fb2p-11f;
    public static final float ERF_FAR9 = -0x1.5d8506p-12f;
    public static final float ERF_FAR10 = 0x1.784a22p-16f;
    public static final float ERF_FAR11 = 0x1.21af7p-15f;
    public static final float ERF_FAR12 = -0x1.2b6b32p-17f;

    private FloatTerms() {}
}

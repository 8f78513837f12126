package dev.adjoint.kernel;

/**
 * The numbers that {@link DoubleMath} and its lane twin share: polynomials with the least largest error (Remez
 * exchange), their coefficients named for function and power. Long ones are summed in even and odd powers, two chains
 * side by side: each operation waits for the one before it, and takes twice as long in one chain.
 */
public final class DoubleTerms {
    /**
     * {@code 1.5·2^52 + 1023}: a small number added to it is rounded to an integer n, and the low bits of the sum are n
     * plus the bias of the exponent field.
     */
    public static final double ROUND = 0x1.8p52 + 1023;

    /** {@link #ROUND} with the bias of 2^512 times as much, for exponents of small numbers. */
    public static final double ROUND_UP = 0x1.8p52 + 1023 + 512;

    /** What undoes the factor in {@link #ROUND_UP}. */
    public static final double DOWN = 0x1p-512;

    /** {@code 1/ln 2}. */
    public static final double LOG2_E = 0x1.71547652b82fep0;

    /** {@code ln 2} to 42 bits, so that its product with an exponent is exact. */
    public static final double LN2_HIGH = 0x1.62e42fefa38p-1;

    /** {@code ln 2 − LN2_HIGH}. */
    public static final double LN2_LOW = 0x1.ef35793c7673p-45;

    /** The exponent field of 1. */
    public static final int BIAS = 1023;

    /** The width of the fraction field. */
    public static final int FRACTION = 52;

    /** What makes the exponent field of a number in [0.75, 1.5) that of 1 when added to its bits. */
    public static final long CENTRE = 0x0008000000000000L;

    /** {@code 2^52}, whose bits combined with those of a small integer k are those of {@code 2^52 + k}. */
    public static final double UNIT = 0x1p52;

    // (eʳ − 1 − r)/r² on |r| ≤ ½·ln 2.
    public static final double EXP2 = 0x1.000000000000cp-1;
    public static final double EXP3 = 0x1.555555555555fp-3;
    public static final double EXP4 = 0x1.555555554ffc1p-5;
    public static final double EXP5 = 0x1.111111110de7ep-7;
    public static final double EXP6 = 0x1.6c16c185b9d6p-10;
    public static final double EXP7 = 0x1.a01a01b846b5ap-13;
    public static final double EXP8 = 0x1.a019966abf9cp-16;
    public static final double EXP9 = 0x1.71dde5501aa62p-19;
    public static final double EXP10 = 0x1.28b0694dc0e7p-22;
    public static final double EXP11 = 0x1.af7d2aec31674p-26;

    // (2·artanh(s) − 2s)/s³ in powers of s² on |s| ≤ 0.2.
    public static final double LOG0 = 0x1.555555555554fp-1;
    public static final double LOG1 = 0x1.999999999c02cp-2;
    public static final double LOG2 = 0x1.24924921f2d8ep-2;
    public static final double LOG3 = 0x1.c71c7485ae4f7p-3;
    public static final double LOG4 = 0x1.745c4cc5c124fp-3;
    public static final double LOG5 = 0x1.3b358ca741f16p-3;
    public static final double LOG6 = 0x1.0dce7ea110fd9p-3;
    public static final double LOG7 = 0x1.1b70984dda6d1p-3;

    // erf(x)/x − 1 in powers of x² on |x| ≤ 1.
    public static final double ERF0 = 0x1.06eba8214db69p-3;
    public static final double ERF1 = -0x1.812746b0379e6p-2;
    public static final double ERF2 = 0x1.ce2f21a042b34p-4;
    public static final double ERF3 = -0x1.b82ce31284f38p-6;
    public static final double ERF4 = 0x1.565bcd0dbd92p-8;
    public static final double ERF5 = -0x1.c02db3db49905p-11;
    public static final double ERF6 = 0x1.f9a321e4be396p-14;
    public static final double ERF7 = -0x1.f4d1e4355e24fp-17;
    public static final double ERF8 = 0x1.b9df3066e20fep-20;
    public static final double ERF9 = -0x1.5f1f41608c1ffp-23;
    public static final double ERF10 = 0x1.f7b9a24bdfafp-27;
    public static final double ERF11 = -0x1.38ac32d8ed106p-30;
    public static final double ERF12 = 0x1.0627890b92f43p-34;

    /** Where the powers below are least: near 1, where they must be most exact; at 6 errors no longer show. */
    public static final double ERFC_CENTRE = 1.5;

    /** From there on 1 is the nearest number to the error function. */
    public static final double ERF_HIGH = 6;

    // ln(1 − erf(x)) in powers of x − ERFC_CENTRE on [1, ERF_HIGH]; what is least is the error of erf(x).
    public static final double ERFC0 = -0x1.b137096b18e96p1;
    public static final double ERFC1 = -0x1.c1206279e92b7p1;
    public static final double ERFC2 = -0x1.c90827462a047p-1;
    public static final double ERFC3 = -0x1.a71a4bde0b007p-6;
    public static final double ERFC4 = 0x1.89a87b47a649cp-8;
    public static final double ERFC5 = -0x1.4992622c56678p-10;
    public static final double ERFC6 = 0x1.c4e86c9f78cap-13;
    public static final double ERFC7 = -0x1.790bdcdf073c7p-16;
    public static final double ERFC8 = -0x1.6342f9a613546p-19;
    public static final double ERFC9 = 0x1.3e3a92c642441p-19;
    public static final double ERFC10 = -0x1.b7842bb7082ddp-21;
    public static final double ERFC11 = 0x1.9cad28a5742a8p-23;
    public static final double ERFC12 = -0x1.da8630aaa8a28p-26;
    public static final double ERFC13 = -0x1.a04dc59f4dbcfp-31;
    public static final double ERFC14 = 0x1.ec883f3d55c61p-30;
    public static final double ERFC15 = -0x1.2355b61caa1b4p-31;
    public static final double ERFC16 = 0x1.56f463fb06043p-34;
    public static final double ERFC17 = -0x1.5660a19eb6e7bp-38;

    private DoubleTerms() {}
}

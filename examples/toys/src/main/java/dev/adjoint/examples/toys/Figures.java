package dev.adjoint.examples.toys;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as text that is the same on every JDK.
 *
 * <p>{@link Float#toString(float)} and {@link String#format} do not serve here: JDK 19 and 21 changed the digits that
 * they print for some numbers, and the output of a run is compared between JDKs.
 */
public final class Figures {
    private Figures() {}

    /** Returns the number's exact value, rounded half to even, with the given number of decimals. */
    public static String fixed(double number, int decimals) {
        return Double.isFinite(number)
                ? new BigDecimal(number)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : Double.toString(number);
    }

    /** Returns the number as {@code 1.25e-07}, rounded half to even to the given number of digits. */
    public static String scientific(double number, int digits) {
        if (!Double.isFinite(number) || number == 0) {
            return fixed(number, 0);
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(digits - 1, RoundingMode.UNNECESSARY)
                .toPlainString();
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** Returns {@code 100 · part / whole} with two decimals. */
    public static String percent(int part, int whole) {
        return fixed(100.0 * part / whole, 2);
    }
}

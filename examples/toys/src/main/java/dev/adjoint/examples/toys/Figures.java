package dev.adjoint.examples.toys;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as text that is the same on every JDK.
 *
 * <p>{@link Float#toString(float)} and {@link String#format} do not serve here: JDK 19 and 21 changed the digits that
 * they print for some numbers, and the output of a run is compared between JDKs.
 */
final class Figures {
    private Figures() {}

    /** Returns the number's exact value, rounded half to even, with the given number of decimals. */
    static String fixed(double number, int decimals) {
        return Double.isFinite(number)
                ? new BigDecimal(number)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : Double.toString(number);
    }

    /** Returns {@code 100 · part / whole} with two decimals. */
    static String percent(int part, int whole) {
        return fixed(100.0 * part / whole, 2);
    }
}

package dev.adjoint.nn.internal;

import java.math.BigDecimal;

/** Numbers and truth values as Python prints them. */
public final class PythonText {
    private PythonText() {}

    public static String of(boolean value) {
        return value ? "True" : "False";
    }

    /** {@code 0.01}, {@code 1.0}, {@code 1e-05}: an exponent below 10⁻⁴ and from 10¹⁶ on. */
    public static String of(double value) {
        double size = Math.abs(value);
        String digits = Double.toString(value);
        if (size == 0 || !Double.isFinite(size)) {
            return digits;
        }
        if (size >= 1e-4 && size < 1e16) {
            String plain = new BigDecimal(digits).stripTrailingZeros().toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        int e = digits.indexOf('E');
        int exponent = Integer.parseInt(digits.substring(e + 1));
        String mantissa = digits.substring(0, e).replaceFirst("\\.0$", "");
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}

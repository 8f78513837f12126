package dev.adjoint.nn;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers, truth values and tuples as PyTorch's printed modules show them. */
final class Notation {
    private Notation() {}

    static String of(boolean value) {
        return value ? "True" : "False";
    }

    /** {@code (3,)}, {@code (3, 5)}. */
    static String tuple(int... numbers) {
        String text = Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "(" + text + (numbers.length == 1 ? ",)" : ")");
    }

    /** {@code 3} for two equal numbers, otherwise {@code (3, 5)}. */
    static String pair(int first, int second) {
        return first == second ? Integer.toString(first) : tuple(first, second);
    }

    /** {@code 0.01}, {@code 1.0}, {@code 1e-05}: an exponent below 10⁻⁴ and from 10¹⁶ on. */
    static String of(double value) {
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

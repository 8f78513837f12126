package dev.adjoint;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The elements of a tensor in one line. */
final class TensorSummary {
    private static final int MOST = 6;
    private static final int FIRST = 3;
    private static final MathContext DIGITS = new MathContext(5);

    private TensorSummary() {}

    static String of(Tensor x) {
        if (x.size() == 0) {
            return "no elements";
        }
        boolean whole = x.size() <= MOST;
        String elements = elements(x).limit(whole ? MOST : FIRST).collect(Collectors.joining(", "));
        return whole ? elements : elements + ", ... (" + statistics(x) + ")";
    }

    private static Stream<String> elements(Tensor x) {
        Object array = Elements.copy(x, x.dtype());
        return switch (x.dtype()) {
            case BOOL -> IntStream.range(0, x.size()).mapToObj(i -> Boolean.toString(((boolean[]) array)[i]));
            case INT64 -> LongStream.of((long[]) array).mapToObj(Long::toString);
            case FLOAT32, FLOAT64 -> numbers(x).mapToObj(TensorSummary::number);
        };
    }

    private static String statistics(Tensor x) {
        if (x.dtype() == DType.BOOL) {
            long trues = elements(x).filter(Boolean::parseBoolean).count();
            return trues + " of " + x.size() + " true";
        }
        double[] numbers = numbers(x).toArray();
        double sum = 0;
        double min = numbers[0];
        double max = numbers[0];
        for (double number : numbers) {
            sum += number;
            min = Math.min(min, number);
            max = Math.max(max, number);
        }
        return "mean " + number(sum / numbers.length) + ", min " + number(min) + ", max " + number(max);
    }

    private static DoubleStream numbers(Tensor x) {
        Object array = Elements.copy(x, x.dtype());
        return switch (x.dtype()) {
            case FLOAT64 -> DoubleStream.of((double[]) array);
            case FLOAT32 -> IntStream.range(0, x.size()).mapToDouble(i -> ((float[]) array)[i]);
            case INT64 -> LongStream.of((long[]) array).asDoubleStream();
            case BOOL -> throw new IllegalStateException("truth values are no numbers");
        };
    }

    /** Returns a number with up to five digits, with an exponent if it is very large or small. */
    static String number(double value) {
        double magnitude = Math.abs(value);
        if (!Double.isFinite(value) || magnitude == 0) {
            return magnitude == 0 ? "0" : Double.toString(value);
        }
        if (magnitude < 1e-4 || magnitude >= 1e7) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return rounded.stripTrailingZeros().toPlainString();
    }
}

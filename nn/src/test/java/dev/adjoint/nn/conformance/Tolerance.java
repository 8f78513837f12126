package dev.adjoint.nn.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.fail;

import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a value agrees: {@code |got − want| ≤ atol + rtol·|want|}; NaN agrees with NaN, an infinity with itself, 0 with
 * −0; integers and truth values agree if they are equal, and shape and type must be equal.
 */
record Tolerance(double rtol, double atol) {
    /** Tells whether a number agrees. */
    boolean accepts(double got, double want) {
        if (got == want || Double.isNaN(got) && Double.isNaN(want)) {
            return true;
        }
        return Double.isFinite(want) && Math.abs(got - want) <= atol + rtol * Math.abs(want);
    }

    /** Fails, naming the element that is farthest off, unless {@code got} agrees with {@code want}. */
    void check(String what, Tensor got, Tensor want) {
        if (got.dtype() != want.dtype() || !got.shape().equals(want.shape())) {
            fail("%s: expected %s %s, got %s %s", what, want.dtype(), want.shape(), got.dtype(), got.shape());
        }
        switch (want.dtype()) {
            case INT64 -> {
                long[] expected = want.toLongArray();
                long[] actual = got.toLongArray();
                int at = Arrays.mismatch(actual, expected);
                if (at >= 0) {
                    fail("%s: element %d: expected %d, got %d", what, at, expected[at], actual[at]);
                }
            }
            case BOOL -> {
                boolean[] expected = want.toBooleanArray();
                int at = Arrays.mismatch(got.toBooleanArray(), expected);
                if (at >= 0) {
                    fail("%s: element %d: expected %s", what, at, expected[at]);
                }
            }
            case FLOAT32, FLOAT64 -> checkNumbers(what, got.toDoubleArray(), want.toDoubleArray());
        }
    }

    private void checkNumbers(String what, double[] got, double[] want) {
        int wrong = 0;
        int worst = 0;
        double worstError = -1;
        for (int i = 0; i < want.length; i++) {
            if (!accepts(got[i], want[i])) {
                wrong++;
                double error = Math.abs(got[i] - want[i]);
                if (Double.isNaN(error) || error > worstError) {
                    worst = i;
                    worstError = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
                }
            }
        }
        if (wrong > 0) {
            fail(
                    "%s: %d of %d elements differ, most element %d: expected %s, got %s; rtol %s, atol %s",
                    what, wrong, want.length, worst, want[worst], got[worst], rtol, atol);
        }
    }

    /** As {@link #check(String, Tensor, Tensor)} for gradients, where null, no influence, is as good as zeros. */
    void checkGradient(String what, @Nullable Tensor got, @Nullable Tensor want) {
        if (got != null || want != null) {
            check(what, got == null ? zerosLike(want) : got, want == null ? zerosLike(got) : want);
        }
    }

    private static Tensor zerosLike(@Nullable Tensor other) {
        Tensor tensor = requireNonNull(other);
        return Tensor.zeros(tensor.dtype(), tensor.shape());
    }

    /** Fails unless both have the same names and the tensors of each name agree. */
    void check(String what, Map<String, Tensor> got, Map<String, Tensor> want) {
        if (!got.keySet().equals(want.keySet())) {
            fail("%s: expected %s, got %s", what, want.keySet(), got.keySet());
        }
        want.forEach((name, tensor) -> check(what + " " + name, requireNonNull(got.get(name)), tensor));
    }
}

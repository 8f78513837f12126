package dev.adjoint.nn.inspect;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Finite;
import java.util.Locale;

/** Numbers and tensors in messages. */
final class Figures {
    private Figures() {}

    /** Returns a number with three digits, {@code 0.0125}, {@code 1.20e-07}. */
    static String of(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3g", value) : Double.toString(value);
    }

    /** Returns {@code 2 NaN and 1 infinite of 6 elements}. */
    static String bad(int nans, int infinities, int size) {
        String both = nans > 0 && infinities > 0 ? " and " : "";
        return (nans > 0 ? nans + " NaN" : "") + both + (infinities > 0 ? infinities + " infinite" : "") + " of " + size
                + (size == 1 ? " element" : " elements");
    }

    /** Returns shape and range, {@code [2, 3] from -1.00 to 3.00}, or how much of it is not finite. */
    static String describe(Tensor x) {
        if (x.size() == 0 || !x.dtype().isFloat()) {
            return x.shape() + " of " + x.dtype();
        }
        int nans = Finite.count(x, Finite.Kind.NAN);
        int infinities = Finite.count(x, Finite.Kind.INFINITE);
        if (nans + infinities > 0) {
            return x.shape() + " with " + bad(nans, infinities, x.size());
        }
        Tensor values = x.detach();
        return x.shape() + " from " + of(values.min().item()) + " to "
                + of(values.max().item());
    }
}

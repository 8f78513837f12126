package dev.adjoint.nn.internal;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Tensor;

/** How finite the elements of tensors are. */
public final class Finite {
    private Finite() {}

    /** What is among the elements of a tensor, the worse the later. */
    public enum Kind {
        FINITE,
        INFINITE,
        NAN;

        /** Returns the worse of two. */
        public Kind or(Kind other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Tells whether all elements are finite: by their sum, which the fast loops compute, and exactly if it is not. */
    public static boolean isFinite(Tensor x) {
        if (!x.dtype().isFloat()) {
            return true;
        }
        try (Autograd.Scope scope = Autograd.noGrad()) {
            return Double.isFinite(x.sum().item()) || kind(x) == Kind.FINITE;
        }
    }

    /** Returns the worst kind among the elements. */
    public static Kind kind(Tensor x) {
        if (!x.dtype().isFloat()) {
            return Kind.FINITE;
        }
        Tensor flat = x.detach().contiguous();
        Kind worst = Kind.FINITE;
        if (x.dtype() == DType.FLOAT32) {
            float[] array = flat.storage().floats();
            for (int i = 0; i < x.size(); i++) {
                worst = worst.or(kind(array[i]));
            }
        } else {
            double[] array = flat.storage().doubles();
            for (int i = 0; i < x.size(); i++) {
                worst = worst.or(kind(array[i]));
            }
        }
        return worst;
    }

    /** Returns the kind of a number. */
    public static Kind kind(double value) {
        return Double.isNaN(value) ? Kind.NAN : Double.isInfinite(value) ? Kind.INFINITE : Kind.FINITE;
    }

    /** Returns how many elements are of a kind. */
    public static int count(Tensor x, Kind kind) {
        int count = 0;
        for (double value : x.detach().toDoubleArray()) {
            count += kind(value) == kind ? 1 : 0;
        }
        return count;
    }
}

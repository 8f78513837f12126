package dev.adjoint.function;

/**
 * A scalar function {@code y = f(x)}, given in both float types.
 *
 * <p>A lambda gives the {@code double} form; the {@code float} form then rounds its result. A class may give both
 * forms, which is faster for {@code FLOAT32} tensors because nothing is converted. A loop is compiled once per class
 * that implements this interface, so a lambda in the source or a record runs at the speed of a hand-written loop,
 * whatever values it captures. The function must be pure: it is called in any order, and from several threads for large
 * tensors.
 *
 * <p>Results that are the same on every machine need functions that are: arithmetic, {@code Math.sqrt}, {@code abs},
 * {@code max}, {@code min}, {@code fma} and all of {@code StrictMath} are exact or specified to the bit, whereas
 * {@code Math.exp}, {@code sin}, {@code cbrt} and the like may differ in the last digit between JVMs.
 */
@FunctionalInterface
public interface UnaryFunction {
    /** Returns {@code f(x)}. */
    double apply(double x);

    /** Returns {@code f(x)} for {@code FLOAT32} tensors; by default the {@code double} form, rounded. */
    default float apply(float x) {
        return (float) apply((double) x);
    }
}

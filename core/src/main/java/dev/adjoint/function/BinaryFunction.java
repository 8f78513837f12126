package dev.adjoint.function;

/**
 * A scalar function {@code y = f(a, b)}, given in both float types.
 *
 * <p>The rules of {@link UnaryFunction} hold: a lambda gives the {@code double} form, a class may give both, and the
 * function must be pure.
 */
@FunctionalInterface
public interface BinaryFunction {
    /** Returns {@code f(a, b)}. */
    double apply(double a, double b);

    /** Returns {@code f(a, b)} for {@code FLOAT32} tensors; by default the {@code double} form, rounded. */
    default float apply(float a, float b) {
        return (float) apply((double) a, (double) b);
    }
}

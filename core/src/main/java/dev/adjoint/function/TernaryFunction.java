package dev.adjoint.function;

/**
 * A scalar function {@code y = f(a, b, c)}, given in both float types.
 *
 * <p>The rules of {@link UnaryFunction} hold: a lambda gives the {@code double} form, a class may give both, and the
 * function must be pure.
 */
@FunctionalInterface
public interface TernaryFunction {
    /** Returns {@code f(a, b, c)}. */
    double apply(double a, double b, double c);

    /** Returns {@code f(a, b, c)} for {@code FLOAT32} tensors; by default the {@code double} form, rounded. */
    default float apply(float a, float b, float c) {
        return (float) apply((double) a, (double) b, (double) c);
    }
}

package dev.adjoint;

import org.apache.commons.math3.analysis.UnivariateVectorFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;

/** Numeric derivatives of tensor functions along one line. */
final class FiniteDifferences {
    private static final int POINTS = 5;

    private FiniteDifferences() {}

    /** Returns {@code dy/dt} at {@code t = 0} for each component of {@code y = f(t)}. */
    static double[] derivative(UnivariateVectorFunction f, double step) {
        DerivativeStructure zero = new DerivativeStructure(1, 1, 0, 0.0);
        DerivativeStructure[] y = new FiniteDifferencesDifferentiator(POINTS, step)
                .differentiate(f)
                .value(zero);
        double[] slopes = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            slopes[i] = y[i].getPartialDerivative(1);
        }
        return slopes;
    }
}

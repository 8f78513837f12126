package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.op.ElementwiseOp;

/**
 * {@code y = s·x² / 2k} where {@code |x| < k}, {@code s·(|x| − k/2)} elsewhere: a parabola that goes on as straight
 * lines of slope ±s from the knees ±k on.
 *
 * <p>The derivative is {@code s·x/k} between the knees and ±s outside; its own derivative is 0 at the knees.
 */
final class HuberOp extends ElementwiseOp {
    private final double knee;
    private final double slope;

    HuberOp(double knee, double slope) {
        this.knee = knee;
        this.slope = slope;
    }

    @Override
    protected UnaryFunction value() {
        return new Value(knee, slope / knee, (float) knee, (float) (slope / knee));
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().div(knee).hardtanh(-1, 1).mul(slope);
    }

    /** Both pieces in one expression: with {@code c = min(|x|, k)} the value is {@code s/k · c · (|x| − c/2)}. */
    private record Value(double knee, double curvature, float floatKnee, float floatCurvature)
            implements UnaryFunction {
        @Override
        public double apply(double x) {
            double c = Math.min(Math.abs(x), knee);
            return curvature * c * (Math.abs(x) - 0.5 * c);
        }

        @Override
        public float apply(float x) {
            float c = Math.min(Math.abs(x), floatKnee);
            return floatCurvature * c * (Math.abs(x) - 0.5f * c);
        }
    }
}

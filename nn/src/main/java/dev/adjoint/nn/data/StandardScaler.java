package dev.adjoint.nn.data;

import dev.adjoint.DType;
import dev.adjoint.Tensor;

/**
 * {@code y = (x − mean) / std}: the training data of each feature come to have mean 0 and variance 1.
 *
 * <p>std is the root of {@code Σ (x − mean)² / n}. A feature that is constant in the training data is only shifted, to
 * 0: its std counts as 1. Since its computed variance may differ from 0 by rounding, a feature counts as constant if
 * the variance is at most {@code n·ε·variance + (n·mean·ε)²}, ε being 2⁻⁵²; this bound and the treatment of missing
 * values are scikit-learn's.
 *
 * <p>Source of the bound: T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance", Am.
 * Stat. 37 (1983).
 */
public final class StandardScaler extends Scaler {
    private static final double EPSILON = Math.ulp(1.0);

    /** Makes a scaler. */
    public StandardScaler() {
        super("mean", "std");
    }

    @Override
    Fit measure(Tensor x, Tensor missing) {
        Tensor count = missing.logicalNot().to(DType.FLOAT64).sum(0);
        Tensor mean = x.maskedFill(missing, 0).sum(0).div(count);
        Tensor variance = x.sub(mean).maskedFill(missing, 0).square().sum(0).div(count);
        Tensor rounding = count.mul(EPSILON)
                .mul(variance)
                .add(count.mul(mean).mul(EPSILON).square());
        return new Fit(mean, variance.sqrt().maskedFill(variance.le(rounding), 1));
    }
}

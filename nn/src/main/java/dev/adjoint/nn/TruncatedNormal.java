package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * Normal numbers within {@code [a, b]}, drawn again until they are, as PyTorch does it.
 *
 * <p>If more than 0.3 of the mass lies within, normals are drawn; else candidates uniform on the interval, each kept
 * with the probability of its density over the largest one there. Every round draws for the whole tensor.
 */
record TruncatedNormal(double mean, double std, double a, double b) {
    TruncatedNormal {
        Checks.finite("truncNormal", "mean", mean);
        Checks.finite("truncNormal", "std", std);
        Checks.finite("truncNormal", "a", a);
        Checks.finite("truncNormal", "b", b);
        if (std <= 0 || a > b) {
            throw new IllegalArgumentException(
                    "truncNormal: expects std > 0 and a <= b, got std " + std + ", a " + a + " and b " + b);
        }
    }

    Tensor draw(Rng rng, DType dtype, Shape shape) {
        return below(b) - below(a) > 0.3 ? byNormals(rng, dtype, shape.dims()) : byDensity(rng, dtype, shape.dims());
    }

    /** Returns the probability of a normal number to be at most x. */
    private double below(double x) {
        return (1
                        + Tensor.scalar(DType.FLOAT64, (x - mean) / std / Math.sqrt(2))
                                .erf()
                                .item())
                / 2;
    }

    private Tensor byNormals(Rng rng, DType dtype, int... dims) {
        Tensor x = Tensor.normal(rng, dtype, mean, std, dims);
        for (Tensor out = outside(x); out.any(false).item() != 0; out = outside(x)) {
            x = out.where(Tensor.normal(rng, dtype, mean, std, dims), x);
        }
        return x;
    }

    private Tensor outside(Tensor x) {
        return x.lt(a).logicalOr(x.gt(b));
    }

    private Tensor byDensity(Rng rng, DType dtype, int... dims) {
        Tensor x = Tensor.uniform(rng, dtype, a, b, dims);
        Tensor pending = refused(x, rng);
        while (pending.any(false).item() != 0) {
            Tensor candidates = Tensor.uniform(rng, dtype, a, b, dims);
            x = pending.where(candidates, x);
            pending = pending.logicalAnd(refused(candidates, rng));
        }
        return x;
    }

    /** Tells for which candidates c {@code ln u > ln (density(c) / largest density)}. */
    private Tensor refused(Tensor candidates, Rng rng) {
        double mode = Math.max(a, Math.min(mean, b));
        double peak = -0.5 * ((mode - mean) / std) * ((mode - mean) / std);
        Tensor density = candidates.sub(mean).div(std).square().mul(-0.5).sub(peak);
        return Tensor.rand(rng, candidates.dtype(), candidates.shape().dims())
                .log()
                .gt(density);
    }
}

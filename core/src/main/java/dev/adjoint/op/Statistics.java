package dev.adjoint.op;

import dev.adjoint.Tensor;

/** Variance, standard deviation and norms over dimensions, composed of other ops. */
public final class Statistics {
    private Statistics() {}

    /**
     * Implements {@link Tensor#var(boolean, boolean, int...)}: {@code Σ (x − mean)² / (n − 1)}, or / n if not unbiased;
     * in two passes.
     */
    public static Tensor var(Tensor x, boolean unbiased, boolean keepDim, int... dims) {
        Tensor squares = x.sub(x.mean(true, dims)).square();
        boolean[] reduced = x.shape().reduced("var", dims);
        double count = unbiased ? -1 : 0;
        double product = 1;
        for (int i = 0; i < reduced.length; i++) {
            product *= reduced[i] ? x.size(i) : 1;
        }
        return squares.sum(keepDim, dims).div(Math.max(0, product + count));
    }

    /** Implements {@link Tensor#std(boolean, boolean, int...)}: its derivative where all elements are equal is 0. */
    public static Tensor std(Tensor x, boolean unbiased, boolean keepDim, int... dims) {
        return new RootOp().apply(var(x, unbiased, keepDim, dims));
    }

    /**
     * Implements {@link Tensor#norm(double, boolean, int...)}: {@code (Σ |x|^p)^(1/p)}; the number of elements that are
     * not 0 for p = 0, the largest or smallest magnitude for p = ±∞. Where the norm is 0 its derivative is 0.
     */
    public static Tensor norm(Tensor x, double p, boolean keepDim, int... dims) {
        if (p == 2) {
            return new RootOp().apply(x.square().sum(keepDim, dims));
        }
        Tensor size = x.abs();
        if (p == 1) {
            return size.sum(keepDim, dims);
        }
        if (p == Double.POSITIVE_INFINITY) {
            return size.amax(keepDim, dims);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return size.amin(keepDim, dims);
        }
        if (p == 0) {
            return x.ne(0).to(x.dtype()).sum(keepDim, dims);
        }
        return p > 0
                ? positivePower(positivePower(size, p).sum(keepDim, dims), 1 / p)
                : negativeNorm(size, p, keepDim, dims);
    }

    /** {@code (Σ x^p)^(1/p)} for x ≥ 0 and negative p: 0, with derivative 0, where an element is 0. */
    private static Tensor negativeNorm(Tensor x, double p, boolean keepDim, int... dims) {
        Tensor isZero = x.eq(0).sum(true, dims).ne(0);
        Tensor safe = isZero.where(Tensor.scalar(x.dtype(), 1), x);
        Tensor norm = safe.pow(p).sum(true, dims).pow(1 / p);
        Tensor all = isZero.where(Tensor.scalar(x.dtype(), 0), norm);
        return all.reshape(x.shape().reduce(x.shape().reduced("norm", dims), keepDim));
    }

    /** {@code x^p} for x ≥ 0, with derivative 0 at 0. */
    private static Tensor positivePower(Tensor x, double p) {
        Tensor isZero = x.eq(0);
        Tensor one = Tensor.scalar(x.dtype(), 1);
        Tensor zero = Tensor.scalar(x.dtype(), 0);
        return isZero.where(zero, isZero.where(one, x).pow(p));
    }

    /** {@code y = √x}, with derivative {@code 1/(2y)}, but 0 where y = 0. */
    private static final class RootOp extends DiagonalOp {
        @Override
        protected Tensor evaluate(Tensor x) {
            return x.sqrt();
        }

        @Override
        protected boolean storesOutput() {
            return true;
        }

        @Override
        public Tensor calculateDerivative() {
            Tensor y = stored();
            Tensor isZero = y.eq(0);
            Tensor slope = isZero.where(Tensor.scalar(y.dtype(), 1), y).rdiv(0.5);
            return isZero.where(Tensor.scalar(y.dtype(), 0), slope);
        }
    }
}

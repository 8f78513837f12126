package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.function.Supplier;

/**
 * In training {@code y = x · mask}, where an element of the mask is 0 with probability p and 1/(1 − p) otherwise; in
 * evaluation {@code y = x}.
 *
 * <p>The gradient is {@code upstream · mask}.
 *
 * <p>Source: N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 15 (2014).
 */
public final class Dropout extends Module {
    private final double p;
    private final Supplier<Rng> rng;

    /** Makes the layer with p = 0.5. */
    public Dropout() {
        this(0.5);
    }

    /**
     * Makes the layer that draws from the default generator of the thread that runs it.
     *
     * @throws IllegalArgumentException if p is not in [0, 1]
     */
    public Dropout(double p) {
        this(p, Rng::current);
    }

    /**
     * Makes the layer that draws from a generator of its own.
     *
     * @throws IllegalArgumentException if p is not in [0, 1]
     */
    public Dropout(double p, Rng rng) {
        this(p, () -> rng);
    }

    private Dropout(double p, Supplier<Rng> rng) {
        Checks.inUnitInterval("Dropout", "p", p);
        this.p = p;
        this.rng = rng;
    }

    @Override
    public Tensor forward(Tensor x) {
        return isTraining() && p > 0 ? x.mul(mask(x)) : x;
    }

    private Tensor mask(Tensor x) {
        if (p == 1) {
            return Tensor.scalar(x.dtype(), 0);
        }
        boolean[] kept = new boolean[x.size()];
        rng.get().bernoulli(kept, 1 - p);
        return x.dtype() == DType.FLOAT64 ? doubles(kept, x) : floats(kept, x);
    }

    private Tensor floats(boolean[] kept, Tensor x) {
        float scale = 1 / (float) (1 - p);
        float[] mask = new float[kept.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = kept[i] ? scale : 0;
        }
        return Tensor.wrap(mask, x.shape());
    }

    private Tensor doubles(boolean[] kept, Tensor x) {
        double scale = 1 / (1 - p);
        double[] mask = new double[kept.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = kept[i] ? scale : 0;
        }
        return Tensor.wrap(mask, x.shape());
    }

    @Override
    protected String settings() {
        return "p=" + Notation.of(p) + ", inplace=False";
    }
}

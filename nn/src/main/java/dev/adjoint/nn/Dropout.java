package dev.adjoint.nn;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;
import java.util.function.Supplier;

/**
 * In training {@code y = x · mask}, where an element of the mask is 0 with probability p and 1/(1 − p) otherwise; in
 * evaluation {@code y = x}.
 *
 * <p>The gradient is {@code upstream · mask}.
 *
 * <p>Source: N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 15 (2014).
 */
public final class Dropout extends Layer {
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
    protected Tensor forward(Tensor x) {
        return x.dropout(p, isTraining(), rng.get());
    }

    @Override
    protected String settings() {
        return "p=" + Notation.of(p) + ", inplace=False";
    }
}

package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(x)} for a function and its derivatives given by the user.
 *
 * <p>The first derivative is asked by a backward pass, the second by a backward pass through that one, and so on.
 */
public final class MapOp extends ElementwiseOp {
    private final UnaryFunction f;
    private final UnaryFunction[] derivatives;

    /** Makes the op from f, f', f'', … as far as they are known. */
    public MapOp(UnaryFunction f, UnaryFunction... derivatives) {
        this.f = f;
        this.derivatives = derivatives.clone();
    }

    @Override
    protected UnaryFunction value() {
        return f;
    }

    /** @throws IllegalStateException if the derivative was not given */
    @Override
    public Tensor calculateDerivative() {
        checkDerivative();
        UnaryFunction[] higher = Arrays.copyOfRange(derivatives, 1, derivatives.length);
        return new MapOp(derivatives[0], higher).apply(stored());
    }

    @Override
    protected @Nullable UnaryFunction fusedDerivative() {
        checkDerivative();
        return derivatives[0];
    }

    private void checkDerivative() {
        if (derivatives.length == 0) {
            throw new IllegalStateException(
                    "map: a derivative is needed here but was not given; pass it after the function "
                            + "(and the second after the first to differentiate gradients)");
        }
    }
}

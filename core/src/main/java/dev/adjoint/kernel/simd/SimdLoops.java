package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.Loops;
import dev.adjoint.kernel.UnaryLoop;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Vector API loops for the functions that have a {@link LaneFunction}, a hidden class each. */
public final class SimdLoops {
    private SimdLoops() {}

    /** Returns the loop for functions of the given class, null if it has no twin in lanes. */
    public static @Nullable UnaryLoop unary(Class<?> function) {
        LaneFunction lanes = LaneFunction.of(function);
        return lanes == null ? null : (UnaryLoop) Loops.fresh(MethodHandles.lookup(), SimdUnaryLoopBody.class, lanes);
    }
}

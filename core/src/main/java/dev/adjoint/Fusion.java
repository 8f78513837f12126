package dev.adjoint;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of code whose element-wise ops on large tensors wait, and are computed together when elements are asked
 * for; see {@link Autograd#fuse}.
 *
 * <p>The static methods are the way in for ops, which lie in another package of this module: that alone makes them
 * public. Whether a tensor waits is known where it is made, in {@link dev.adjoint.op.Pointwise}, and what waits is held
 * by its {@link Storage}, whose inside stays in this package. Others call {@code Pointwise}, which gives the same
 * elements with or without a stretch, and never null.
 */
public final class Fusion implements AutoCloseable {
    /** The least number of elements of a tensor that waits: smaller ones stay in the cache. Tests use less. */
    private static final int SMALLEST = Math.max(1, Integer.getInteger("adjoint.fusionSmallest", 1 << 15));

    /** Fewer rows than this are summed after they were computed: the sum of columns is cut into blocks of rows. */
    private static final int FEWEST_ROWS = Math.min(512, SMALLEST);

    private final GradMode mode = GradMode.current();
    private final @Nullable Fusion outer = mode.fusion;
    /** Sums of all elements, and gradients: what is surely asked for. */
    private final List<Storage> waiting = new ArrayList<>();

    private boolean closed;

    Fusion() {
        mode.fusion = this;
    }

    /** For {@code Pointwise}: returns {@code f(x)}, or null if it is to be computed now. */
    public static @Nullable Tensor map(UnaryFunction f, Tensor x) {
        return waits(x.shape()) ? pending(new Pending.Map(f), x.shape(), x) : null;
    }

    /** For {@code Pointwise}: returns {@code g · f(x)}, or null if it is to be computed now. */
    public static @Nullable Tensor product(UnaryFunction f, Tensor g, Tensor x) {
        Tensor derivative = map(f, x);
        return derivative == null ? null : zip(Arithmetic.MUL, g, derivative, x.shape());
    }

    /** For {@code Pointwise}: returns {@code f(a, b)}, or null if it is to be computed now. */
    public static @Nullable Tensor zip(BinaryFunction f, Tensor a, Tensor b, Shape shape) {
        boolean ofSum = Pending.of(a.storage()) != null
                && a.storage().size() == 1
                && shape.size() == 1
                && GradMode.current().fusion != null;
        return ofSum || waits(shape) ? pending(new Pending.Zip(f), shape, a, b) : null;
    }

    /**
     * For sums: returns that of a waiting tensor over its leading dimensions, or null if it is to be computed as
     * always. The order of summation is that of {@code sum}.
     *
     * @param reduced which dimensions are summed over
     * @param result the shape of the sum
     */
    public static @Nullable Tensor sum(Tensor x, boolean[] reduced, Shape result) {
        Pending pending = Pending.of(x.storage());
        if (pending == null || pending.isSum() || !x.layout().isFlat() || x.size() != pending.size()) {
            return null;
        }
        int columns = result.size();
        int leading = 0;
        while (leading < reduced.length && reduced[leading]) {
            leading++;
        }
        for (int i = leading; i < reduced.length; i++) {
            if (reduced[i]) {
                return null;
            }
        }
        if (leading == 0 || (columns > 1 && x.size() / columns < FEWEST_ROWS)) {
            return null;
        }
        Tensor sum = pending(new Pending.Sum(columns), x.shape(), x);
        GradMode mode = GradMode.current();
        boolean worthWaiting = mode.backward || (columns == 1 && x.requiresGrad());
        if (mode.fusion == null || !worthWaiting) {
            sum.storage().array();
        } else if (columns == 1) {
            mode.fusion.waiting.add(sum.storage());
        }
        return Tensor.over(sum.storage(), result.layout());
    }

    private static boolean waits(Shape shape) {
        return shape.size() >= SMALLEST && GradMode.current().fusion != null;
    }

    private static Tensor pending(Pending.Function function, Shape shape, Tensor... operands) {
        Pending pending = new Pending(function, shape, operands);
        return Tensor.over(new Storage(pending, operands[0].dtype()), shape.layout());
    }

    /** Has a gradient that is not computed yet computed by the end of the backward pass, or now if none runs. */
    static void await(Storage gradient) {
        GradMode mode = GradMode.current();
        if (mode.fusion != null && mode.backward) {
            mode.fusion.waiting.add(gradient);
        } else {
            gradient.array();
        }
    }

    /** Computes the sums and gradients that wait, together where one loop can. */
    static void settle() {
        for (Fusion fusion = GradMode.current().fusion; fusion != null; fusion = fusion.outer) {
            if (!fusion.waiting.isEmpty()) {
                List<Storage> all = List.copyOf(fusion.waiting);
                fusion.waiting.clear();
                settle(all);
            }
        }
    }

    /** Computes the storages, together where one loop can. */
    static void settle(List<Storage> waiting) {
        for (Storage storage : waiting) {
            Pending pending = Pending.of(storage);
            if (pending != null) {
                pending.compute(storage, waiting);
            } else if (storage.source() != null) {
                storage.array();
            }
        }
    }

    /**
     * Ends the stretch; a second call does nothing. Sums over all elements are then computed; other results that were
     * not asked for still wait, and are computed when they are.
     *
     * @throws IllegalStateException if another thread began it, or one begun later has not ended
     */
    @Override
    public void close() {
        Autograd.checkEnd("fuse", mode, closed || mode.fusion == this);
        if (!closed) {
            try {
                settle();
            } finally {
                closed = true;
                mode.fusion = outer;
            }
        }
    }
}

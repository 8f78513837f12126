package dev.adjoint;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Storage} will hold, not computed yet: a function of the elements of other tensors, made within
 * {@link Autograd#fuse}.
 */
final class Pending implements Storage.Source {
    /** Longer chains are computed in pieces, so that walks over them can be recursive. */
    private static final int DEEPEST = 64;

    /** A function of the values of the operands at one element; {@link Sum} is one of all elements. */
    sealed interface Function {}

    /** {@code f(x)}. */
    record Map(UnaryFunction f) implements Function {}

    /** {@code f(a, b)}. */
    record Zip(BinaryFunction f) implements Function {}

    /** The sum of all rows of so many columns. */
    record Sum(int columns) implements Function {}

    final Function function;
    final Tensor[] operands;

    /** The shape that the operands are broadcast to. */
    final Shape shape;

    private final int[] versions;
    private final GradMode owner = GradMode.current();
    private final Workspace.@Nullable Step step = owner.step;
    private final int depth;
    private boolean kept;

    Pending(Function function, Shape shape, Tensor... operands) {
        this.function = function;
        this.shape = shape;
        this.operands = operands;
        this.versions = new int[operands.length];
        int deepest = 0;
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operands[i].detach();
            Storage storage = operands[i].storage();
            versions[i] = storage.version();
            Pending below = Pending.of(storage);
            if (below != null && below.depth >= DEEPEST) {
                storage.array();
            } else if (below != null) {
                deepest = Math.max(deepest, below.depth);
            }
        }
        this.depth = deepest + 1;
    }

    boolean isSum() {
        return function instanceof Sum;
    }

    /** Returns the columns of the sum; 0 if it is none. */
    int columns() {
        return function instanceof Sum sum ? sum.columns : 0;
    }

    /** Returns how the elements of the storage are to be computed, null if they lie in its array. */
    static @Nullable Pending of(Storage storage) {
        return storage.source() instanceof Pending pending ? pending : null;
    }

    @Override
    public void compute(Storage storage) {
        compute(storage, List.of());
    }

    /**
     * As {@link #compute(Storage)}, with those of the others that fit into the same loop. What one thread made is
     * computed by one thread at a time: a plan fills more than one storage.
     */
    void compute(Storage storage, List<Storage> others) {
        synchronized (owner) {
            if (storage.source() != null) {
                FusedPlan.compute(storage, others);
            }
        }
    }

    @Override
    public int size() {
        return isSum() ? columns() : shape.size();
    }

    /** Has the elements kept when something that depends on them is computed. */
    void keep() {
        kept = true;
    }

    /** Undoes {@link #keep}. */
    void leave() {
        kept = false;
    }

    /** Tells whether to keep the elements, now that they are computed: also if they were before, and not kept. */
    boolean visit() {
        boolean now = kept;
        kept = true;
        return now;
    }

    /** Returns the array to compute into: one of the step's, if its own thread asks. */
    Object newArray(Storage storage) {
        return isSum() ? Storage.newArray(storage.dtype(), size()) : Workspace.array(storage, size(), owner, step);
    }

    /** Tells whether an operand is computed along in one loop. */
    boolean fuses(Tensor operand) {
        Pending below = Pending.of(operand.storage());
        return below != null
                && !below.isSum()
                && operand.layout().isFlat()
                && operand.size() == shape.size()
                && below.size() == shape.size();
    }

    /**
     * Computes, all the way down, the operands that are no part of the loop; {@code done} is filled with what was seen.
     */
    void prepare(Set<Pending> done) {
        if (!done.add(this)) {
            return;
        }
        for (Tensor operand : operands) {
            Pending below = Pending.of(operand.storage());
            if (below != null && fuses(operand)) {
                below.prepare(done);
            } else {
                operand.storage().array();
            }
        }
    }

    /** Fails if an operand was changed in place since. */
    void checkOperands() {
        for (int i = 0; i < operands.length; i++) {
            int now = operands[i].storage().version();
            if (now != versions[i]) {
                throw new IllegalStateException("fuse: a tensor of shape " + operands[i].shape()
                        + " was changed in place (version " + versions[i] + " before, " + now
                        + " now) while a result that depends on it was not computed yet; read the result before the"
                        + " change, or compute it outside of the scope");
            }
        }
    }
}

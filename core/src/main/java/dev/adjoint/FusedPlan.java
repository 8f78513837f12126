package dev.adjoint;

import dev.adjoint.kernel.FusedLoop;
import dev.adjoint.kernel.FusedStep;
import dev.adjoint.kernel.FusedSum;
import dev.adjoint.kernel.StridedCopy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes {@link Pending} storages, and what they depend on, in one loop over their elements.
 *
 * <p>First the values that one element takes are put in order, operands first; then each gets a step of the loop, and a
 * buffer, which is free again after the last step that reads it.
 */
final class FusedPlan {
    private final IdentityHashMap<Storage, Value> computed = new IdentityHashMap<>();
    private final List<Value> order = new ArrayList<>();
    private final List<FusedStep> first = new ArrayList<>();
    private final List<FusedStep> steps = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int buffers;

    /** A value per element: computed if it is pending, else read from where the layout says. */
    private static final class Value {
        final Storage storage;
        final @Nullable Pending pending;
        final Layout layout;
        final List<Value> operands = new ArrayList<>();
        boolean kept;
        int uses;
        int buffer;

        Value(Storage storage, @Nullable Pending pending, Layout layout) {
            this.storage = storage;
            this.pending = pending;
            this.layout = layout;
        }

        boolean isRead(Storage from, Layout at) {
            return pending == null
                    && storage == from
                    && layout.offset() == at.offset()
                    && layout.shape().equals(at.shape())
                    && Arrays.equals(layout.strides(), at.strides());
        }
    }

    private FusedPlan() {}

    /** Computes the first storage, and those of the others that fit into the same loop. */
    static void compute(Storage first, List<Storage> others) {
        Set<Pending> done = Collections.newSetFromMap(new IdentityHashMap<>());
        others.forEach(storage -> prepare(storage, done));
        prepare(first, done);
        Pending pending = Pending.of(first);
        if (pending == null) {
            return; // computed along with what it, or one of the others, depends on
        }
        int n = pending.shape.size();
        int columns = pending.columns();
        FusedPlan plan = new FusedPlan();
        plan.computed(first, pending).kept = true;
        for (Storage storage : others) {
            Pending other = Pending.of(storage);
            if (other != null && storage.dtype() == first.dtype() && other.shape.size() == n) {
                if (columns <= 1 || other.columns() <= 1 || other.columns() == columns) {
                    columns = Math.max(columns, other.columns());
                    plan.computed(storage, other).kept = true;
                }
            }
        }
        plan.run(n, columns, first.dtype());
    }

    private static void prepare(Storage storage, Set<Pending> done) {
        Pending pending = Pending.of(storage);
        if (pending != null) {
            pending.prepare(done);
        }
    }

    private Value computed(Storage storage, Pending pending) {
        Value known = computed.get(storage);
        if (known != null) {
            return known;
        }
        pending.checkOperands();
        Value value = new Value(storage, pending, pending.shape.layout());
        for (Tensor operand : pending.operands) {
            Value below = operand(pending, operand);
            below.uses++;
            value.operands.add(below);
        }
        value.kept = pending.visit();
        computed.put(storage, value);
        order.add(value);
        return value;
    }

    private Value operand(Pending pending, Tensor operand) {
        Storage storage = operand.storage();
        Pending below = Pending.of(storage);
        if (below != null && pending.fuses(operand)) {
            return computed(storage, below);
        }
        Layout layout = operand.layout().expand("fuse", pending.shape);
        for (Value value : order) {
            if (value.isRead(storage, layout)) {
                return value;
            }
        }
        Value read = new Value(storage, null, layout);
        order.add(read);
        return read;
    }

    private void run(int n, int columns, DType dtype) {
        IdentityHashMap<Storage, Object> arrays = new IdentityHashMap<>();
        for (Value value : order) {
            Pending pending = value.pending;
            if (pending == null) {
                read(value, columns);
                continue;
            }
            Object array = value.kept ? pending.newArray(value.storage) : null;
            if (array != null) {
                arrays.put(value.storage, array);
            }
            if (pending.isSum() && array != null) {
                steps.add(new FusedStep.Add(value.operands.get(0).buffer, FusedSum.of(n, pending.columns(), array)));
                value.operands.forEach(this::release);
                continue;
            }
            compute(value, pending);
            if (array != null) {
                steps.add(new FusedStep.Store(value.buffer, array));
            }
            if (value.uses == 0) {
                free.push(value.buffer);
            }
        }
        new FusedLoop(first, steps, buffers, dtype == DType.FLOAT64).run(n, Math.max(1, columns));
        arrays.forEach(Storage::fill);
    }

    /** Adds the step that reads the elements; what is the same in each stretch is read once. */
    private void read(Value value, int columns) {
        Layout layout = value.layout;
        StridedCopy place = new StridedCopy(layout.shape().dims(), layout.strides(), layout.offset());
        if (layout.isConstant() || (FusedLoop.hasWholeRows(columns) && layout.repeatsAfter(columns))) {
            value.buffer = buffers++;
            value.uses++; // never free, so that it is filled once
            first.add(new FusedStep.Load(value.storage.array(), place, value.buffer));
        } else {
            value.buffer = take();
            steps.add(new FusedStep.Load(value.storage.array(), place, value.buffer));
        }
    }

    private void compute(Value value, Pending pending) {
        int first = value.operands.get(0).buffer;
        int last = value.operands.get(value.operands.size() - 1).buffer;
        value.operands.forEach(this::release);
        int out = take();
        value.buffer = out;
        if (pending.function instanceof Pending.Map map) {
            steps.add(new FusedStep.Map(map.f(), first, out));
        } else if (pending.function instanceof Pending.Zip zip) {
            steps.add(new FusedStep.Zip(zip.f(), first, last, out));
        }
    }

    private int take() {
        return free.isEmpty() ? buffers++ : free.pop();
    }

    private void release(Value value) {
        if (--value.uses == 0) {
            free.push(value.buffer);
        }
    }
}

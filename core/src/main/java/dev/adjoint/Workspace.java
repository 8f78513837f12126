package dev.adjoint;

import dev.adjoint.kernel.Parallel;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory that one training step leaves to the next: large arrays are reused instead of made anew, cleared and
 * collected.
 *
 * <pre>{@code
 * Workspace workspace = new Workspace();
 * for (Batch batch : loader) {
 *     try (Workspace.Step step = workspace.step()) {
 *         optimizer.zeroGrad();
 *         Losses.crossEntropy(net.apply(batch.inputs()), batch.targets()).backward();
 *         optimizer.step();
 *     }
 * }
 * }</pre>
 *
 * <p>A tensor that is made within a step, a gradient included, ends with the step: to read its elements later is an
 * error that says so, never a wrong number. What is to last is kept by {@link Tensor#keep}, or read out within the
 * step. Tensors made before the step are not touched, so parameters are safe; nor are tensors under 512 elements, which
 * cost less to make than to look up.
 *
 * <p>A step with long chains of element-wise ops on large tensors gains more by {@link Autograd#fuse}, within it.
 *
 * <p>A step belongs to the thread that began it. Results do not depend on whether there is a workspace.
 */
public final class Workspace {
    /** The least number of elements of an array that is reused. Tests reuse smaller ones. */
    static final int SMALLEST = Math.max(1, Integer.getInteger("adjoint.workspaceSmallest", 512));

    static final String ENDED = "workspace: the tensor ended with the step that it was made in; "
            + "keep() it, or read its elements, within the step";

    /** A size that was not asked for in so many steps is given up. */
    private static final int PATIENCE = 64;

    /** A rough cost of clearing one element, in nanoseconds. */
    private static final double CLEAR_NANOS = 0.2;

    private final Map<DType, Map<Integer, Shelf>> shelves = new HashMap<>();
    private final boolean poisoned;
    private int steps;

    /** Arrays of one type and size, the one used last on top. */
    private static final class Shelf {
        final ArrayDeque<Object> arrays = new ArrayDeque<>();
        int lastAsked;
    }

    /** Makes a workspace, with no arrays at first. */
    public Workspace() {
        this(false);
    }

    /**
     * Makes a workspace.
     *
     * @param poisoned whether reused arrays are filled with what no result may depend on, for tests
     */
    Workspace(boolean poisoned) {
        this.poisoned = poisoned;
    }

    /** Begins a step, to be closed by this thread; steps may be nested and end in reverse order. */
    public Step step() {
        steps++;
        return new Step(this);
    }

    /** A stretch of code whose large tensors end with it. */
    public static final class Step implements AutoCloseable {
        private final Workspace workspace;
        private final GradMode mode = GradMode.current();
        private final @Nullable Step outer = mode.step;
        private final List<Storage> lent = new ArrayList<>();
        private boolean closed;

        private Step(Workspace workspace) {
            this.workspace = workspace;
            mode.step = this;
        }

        /** Returns a storage of arbitrary elements that ends with this step. */
        Storage lend(DType dtype, int size) {
            Storage storage = new Storage(workspace.take(dtype, size), dtype);
            storage.lend();
            lent.add(storage);
            return storage;
        }

        /** Lends an array of arbitrary elements to a storage that had none, until this step ends. */
        Object lend(Storage storage, int size) {
            if (closed) {
                throw new IllegalStateException(ENDED);
            }
            if (!storage.isLent()) {
                storage.lend();
                lent.add(storage);
            }
            return workspace.take(storage.dtype(), size);
        }

        /**
         * Ends the step and all tensors made in it that are not kept; a second call does nothing.
         *
         * @throws IllegalStateException if another thread began it, or a step begun later has not ended
         */
        @Override
        public void close() {
            if (mode != GradMode.current()) {
                throw new IllegalStateException("workspace: the step was begun by another thread");
            }
            if (closed) {
                return;
            }
            if (mode.step != this) {
                throw new IllegalStateException("workspace: a step begun later has not ended; close that one first");
            }
            try {
                Fusion.settle();
            } finally {
                end();
            }
        }

        private void end() {
            closed = true;
            mode.step = outer;
            for (Storage storage : lent) {
                boolean last = storage.isKept() || storage.source() != null; // or its computation has failed
                Object array = last ? null : storage.end();
                if (array != null) {
                    workspace
                            .shelf(storage.dtype(), Array.getLength(array))
                            .arrays
                            .push(array);
                }
            }
            workspace.tidy();
        }
    }

    /** Returns a storage of zeros, from the running step if there is one and it is large. */
    static Storage zeros(DType dtype, int size) {
        Storage storage = empty(dtype, size);
        if (storage.isLent()) {
            Parallel.range(size, CLEAR_NANOS, 16, clear(storage));
        }
        return storage;
    }

    private static Parallel.Part clear(Storage storage) {
        return switch (storage.dtype()) {
            case FLOAT32 -> {
                float[] x = storage.floats();
                yield (from, to) -> Arrays.fill(x, from, to, 0);
            }
            case FLOAT64 -> {
                double[] x = storage.doubles();
                yield (from, to) -> Arrays.fill(x, from, to, 0);
            }
            case INT64 -> {
                long[] x = storage.longs();
                yield (from, to) -> Arrays.fill(x, from, to, 0);
            }
            case BOOL -> {
                boolean[] x = storage.booleans();
                yield (from, to) -> Arrays.fill(x, from, to, false);
            }
        };
    }

    /** Returns a storage of arbitrary elements, from the running step if there is one and it is large. */
    static Storage empty(DType dtype, int size) {
        Step step = size < SMALLEST ? null : GradMode.current().step;
        return step == null ? new Storage(Storage.newArray(dtype, size), dtype) : step.lend(dtype, size);
    }

    /**
     * Returns an array, of arbitrary elements if a step lends it, for a storage that was made within the step and has
     * none yet.
     *
     * @param maker the thread that made the storage: others may have the elements computed, but get nothing lent
     */
    static Object array(Storage storage, int size, GradMode maker, @Nullable Step step) {
        return step == null || size < SMALLEST || GradMode.current() != maker
                ? Storage.newArray(storage.dtype(), size)
                : step.lend(storage, size);
    }

    private Shelf shelf(DType dtype, int size) {
        return shelves.computeIfAbsent(dtype, type -> new HashMap<>()).computeIfAbsent(size, n -> new Shelf());
    }

    private Object take(DType dtype, int size) {
        Shelf shelf = shelf(dtype, size);
        shelf.lastAsked = steps;
        Object array = shelf.arrays.poll();
        if (array == null) {
            return Storage.newArray(dtype, size);
        }
        if (poisoned) {
            poison(array);
        }
        return array;
    }

    private static void poison(Object array) {
        if (array instanceof float[] floats) {
            Arrays.fill(floats, Float.NaN);
        } else if (array instanceof double[] doubles) {
            Arrays.fill(doubles, Double.NaN);
        } else if (array instanceof long[] longs) {
            Arrays.fill(longs, Long.MIN_VALUE);
        } else {
            Arrays.fill((boolean[]) array, true);
        }
    }

    private void tidy() {
        if (steps % PATIENCE == 0) {
            shelves.values().forEach(bySize -> bySize.values().removeIf(shelf -> steps - shelf.lastAsked >= PATIENCE));
        }
    }
}

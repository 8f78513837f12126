package dev.adjoint.nn.data;

import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a data set in batches; each iteration is one epoch.
 *
 * <pre>{@code
 * DataLoader loader = new DataLoader(x, y, 64).shuffle(true);
 * for (Batch batch : loader) { … }
 * }</pre>
 *
 * <p>The order is that of PyTorch's loader for the same seed. Like that one, an epoch draws one number that is used for
 * nothing, and if it shuffles, a second one that seeds a new generator whose permutation is the order.
 */
public final class DataLoader implements Iterable<Batch> {
    private final Tensor inputs;
    private final Tensor targets;
    private final int batchSize;
    private boolean shuffle;
    private boolean dropLast;
    private @Nullable Rng rng;

    /**
     * Makes a loader that goes through the rows in order and keeps a short last batch.
     *
     * @param inputs {@code [n, …]}
     * @param targets {@code [n, …]}
     * @throws IllegalArgumentException if there are no rows, their numbers differ, or the batch size is below 1
     */
    public DataLoader(Tensor inputs, Tensor targets, int batchSize) {
        if (inputs.rank() == 0 || targets.rank() == 0 || inputs.size(0) != targets.size(0)) {
            throw new IllegalArgumentException(
                    "DataLoader: inputs and targets must have one number of rows, got shapes " + inputs.shape()
                            + " and " + targets.shape());
        }
        if (inputs.size(0) == 0) {
            throw new IllegalArgumentException("DataLoader: there are no rows, inputs have shape " + inputs.shape());
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("DataLoader: batchSize must be >= 1, got " + batchSize);
        }
        this.inputs = inputs;
        this.targets = targets;
        this.batchSize = batchSize;
    }

    /** Takes the rows in a new random order each epoch, or no longer. */
    public DataLoader shuffle(boolean shuffle) {
        this.shuffle = shuffle;
        return this;
    }

    /** Leaves out a last batch that is not full, or no longer. */
    public DataLoader dropLast(boolean dropLast) {
        this.dropLast = dropLast;
        return this;
    }

    /** Draws from this generator instead of the default generator of the thread that starts an epoch. */
    public DataLoader rng(Rng rng) {
        this.rng = rng;
        return this;
    }

    /** Returns the number of batches in an epoch. */
    public int size() {
        int full = inputs.size(0) / batchSize;
        return dropLast || inputs.size(0) % batchSize == 0 ? full : full + 1;
    }

    /** Returns the number of samples. */
    public int samples() {
        return inputs.size(0);
    }

    /** Starts an epoch. */
    @Override
    public Iterator<Batch> iterator() {
        return new Epoch(order(), size());
    }

    private long[] order() {
        Rng source = rng == null ? Rng.current() : rng;
        source.random();
        return shuffle
                ? new Rng(source.random()).permutation(samples())
                : Tensor.arange(samples()).toLongArray();
    }

    private final class Epoch implements Iterator<Batch> {
        private final long[] order;
        private final int batches;
        private int next;

        Epoch(long[] order, int batches) {
            this.order = order;
            this.batches = batches;
        }

        @Override
        public boolean hasNext() {
            return next < batches;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("DataLoader: the epoch has " + batches + " batches");
            }
            int from = next++ * batchSize;
            long[] chosen = Arrays.copyOfRange(order, from, from + Math.min(batchSize, order.length - from));
            Tensor rows = Tensor.wrap(chosen, Shape.of(chosen.length));
            return new Batch(inputs.indexSelect(0, rows), targets.indexSelect(0, rows));
        }
    }
}

package dev.adjoint.nn.data;

import static java.util.Objects.requireNonNull;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.StateDicts;
import dev.adjoint.nn.io.Stateful;
import java.util.Iterator;
import java.util.Map;
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
 * nothing unless batches are made ahead, and if it shuffles, a second one that seeds a new generator whose permutation
 * is the order. From a generator of its own, see {@link #rng}, it draws the permutation itself, and one more that is
 * used for nothing.
 *
 * <p>The state is how far the epoch that was started last has come: {@code order} and {@code next}, the samples in
 * order and how many of them have been handed out, {@code seed}, the first number drawn, and {@code batch_size}. A
 * loader that takes over the state goes through the rest of that epoch in its first iteration and draws nothing for it.
 * A generator of its own, see {@link #rng}, is part of the state; the default generator is not and has a state of its
 * own, {@link dev.adjoint.nn.io.RngState}, to be saved beside it. A state that is saved within the loop over the
 * batches, even of the last one, is within the epoch; one that is saved after the loop is not, and the next iteration
 * is a new epoch.
 */
public final class DataLoader implements Iterable<Batch>, Stateful {
    private static final String BATCH_SIZE = "batch_size";
    private static final String RNG = "rng";

    private final Dataset dataset;
    private final int batchSize;
    private boolean shuffle;
    private boolean dropLast;
    private int prefetch;
    private @Nullable Rng rng;

    /** The epoch that was started last, or that a loaded state is in. */
    private @Nullable Epoch epoch;

    private boolean resuming;

    /**
     * Makes a loader that goes through the rows in order and keeps a short last batch.
     *
     * @param inputs {@code [n, …]}
     * @param targets {@code [n, …]}
     * @throws IllegalArgumentException if there are no rows, their numbers differ, or the batch size is below 1
     */
    public DataLoader(Tensor inputs, Tensor targets, int batchSize) {
        this(new TensorDataset(inputs, targets), batchSize);
    }

    /**
     * Makes a loader that goes through the samples in order and keeps a short last batch.
     *
     * @throws IllegalArgumentException if there are no samples or the batch size is below 1
     */
    public DataLoader(Dataset dataset, int batchSize) {
        if (dataset.size() == 0) {
            throw new IllegalArgumentException("DataLoader: the data set has no samples");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("DataLoader: batchSize must be >= 1, got " + batchSize);
        }
        this.dataset = dataset;
        this.batchSize = batchSize;
    }

    /** Takes the samples in a new random order each epoch, or no longer. */
    public DataLoader shuffle(boolean shuffle) {
        this.shuffle = shuffle;
        return this;
    }

    /** Leaves out a last batch that is not full, or no longer. */
    public DataLoader dropLast(boolean dropLast) {
        this.dropLast = dropLast;
        return this;
    }

    /**
     * Makes up to this many batches ahead on a background thread while the caller works on others; 0, at first: none.
     *
     * <p>The batches and their order stay the same, with one exception: what a data set draws from {@link Rng#current}
     * comes from the background thread's generator. It is seeded for each batch, with the first number that the epoch
     * drew plus the place of the batch's first sample in the order. The thread records if the one that started the
     * iteration did so then.
     *
     * <p>What fails in the background fails in {@link Iterator#next} for the batch concerned, as a
     * {@link java.util.concurrent.CompletionException} with its cause. The thread ends by itself, also if an iteration
     * is not brought to its end. It reads the data set meanwhile, which therefore must not change.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public DataLoader prefetch(int batches) {
        if (batches < 0) {
            throw new IllegalArgumentException("DataLoader: prefetch must be >= 0, got " + batches);
        }
        this.prefetch = batches;
        return this;
    }

    /**
     * Draws from this generator instead of the default generator of the thread that starts an epoch.
     *
     * <p>All draws are made as an epoch starts. PyTorch draws the permutation that is used for nothing as it ends: the
     * numbers are the same unless an epoch is left early, or others draw from the generator within it.
     *
     * <p>The state of the loader then holds that of the generator, {@code rng}, so that a loader with a generator of
     * its own goes on with the same epochs. Loading it changes the generator.
     */
    public DataLoader rng(Rng rng) {
        this.rng = rng;
        return this;
    }

    /** Returns the number of batches in a whole epoch. */
    public int size() {
        int full = samples() / batchSize;
        return dropLast || samples() % batchSize == 0 ? full : full + 1;
    }

    /** Returns the number of samples. */
    public int samples() {
        return dataset.size();
    }

    /** Starts an epoch, or resumes the one whose state was loaded. */
    @Override
    public Iterator<Batch> iterator() {
        Epoch now = epoch;
        if (now == null || !resuming) {
            epoch = now = newEpoch();
        }
        resuming = false;
        return prefetch == 0
                ? new EpochIterator(dataset, now, batchSize, dropLast)
                : new PrefetchingIterator(dataset, now, batchSize, dropLast, prefetch);
    }

    private Epoch newEpoch() {
        long seed = (rng == null ? Rng.current() : rng).random();
        return new Epoch(shuffle ? shuffled() : Tensor.arange(samples()).toLongArray(), 0, seed);
    }

    private long[] shuffled() {
        if (rng == null) {
            return new Rng(Rng.current().random()).permutation(samples());
        }
        long[] order = rng.permutation(samples());
        rng.permutation(samples());
        return order;
    }

    @Override
    public Map<String, Tensor> stateDict() {
        return withOwn(Epoch.state(epoch));
    }

    /**
     * Takes over the place in an epoch of a loader over the same data set; iterations under way are not affected.
     *
     * @throws IllegalArgumentException if the state is not that of a loader over as many samples, in batches as large,
     *     and with a generator of its own if this has one; nothing is changed
     */
    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> loaded = withOwn(Epoch.template(state, samples()));
        StateDicts.load("DataLoader", loaded, state);
        long size = numbers(BATCH_SIZE, loaded)[0];
        if (size != batchSize) {
            throw new IllegalArgumentException(
                    "DataLoader: the state does not fit: batch_size must be " + batchSize + ", got " + size);
        }
        Epoch saved = Epoch.of(loaded);
        if (rng != null) {
            rng.restore(numbers(RNG, loaded));
        }
        epoch = saved;
        resuming = saved != null;
    }

    /** Adds what the state holds beside the epoch. */
    private Map<String, Tensor> withOwn(Map<String, Tensor> state) {
        state.put(BATCH_SIZE, Tensor.of(new long[] {batchSize}, new int[0]));
        if (rng != null) {
            state.put(RNG, Tensor.of(rng.state()));
        }
        return state;
    }

    private static long[] numbers(String name, Map<String, Tensor> state) {
        return requireNonNull(state.get(name)).toLongArray();
    }
}

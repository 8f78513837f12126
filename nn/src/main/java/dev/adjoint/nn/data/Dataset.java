package dev.adjoint.nn.data;

import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Samples by index. Define {@link #size} and {@link #get}; also {@link #batch} where many at once are faster.
 *
 * <p>{@link DataLoader#prefetch} calls from another thread than the one that made the data set, one call at a time.
 */
public interface Dataset {
    /** Returns the number of samples. */
    int size();

    /**
     * Returns one sample; it may share its elements with the data set.
     *
     * @throws IllegalArgumentException if the index is not in {@code [0, size)}
     */
    Sample get(int index);

    /**
     * Returns the samples with the given indices, in that order, as a copy.
     *
     * @throws IllegalArgumentException if an index is not in {@code [0, size)}, or the samples differ in shape or type
     */
    default Batch batch(long... indices) {
        return Batch.of(Arrays.stream(indices)
                .mapToObj(index -> get(Indices.checked("batch", index, size())))
                .toList());
    }

    /** Returns all samples, in order. */
    default Batch all() {
        return batch(Tensor.arange(size()).toLongArray());
    }

    /**
     * Returns the data set of {@code f(sample)}, computed anew each time that a sample is asked for.
     *
     * <p>If {@code f} draws random numbers from {@link dev.adjoint.Rng#current}, see {@link DataLoader#prefetch}.
     */
    default Dataset map(UnaryOperator<Sample> f) {
        return new MappedSamples(this, f);
    }

    /**
     * Returns the data set of {@code f(batch)}, where each sample of the result depends on its own sample alone: as
     * {@link #map}, and faster where one operation does for the whole batch.
     */
    default Dataset mapBatches(UnaryOperator<Batch> f) {
        return new MappedBatches(this, f);
    }
}

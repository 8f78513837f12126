package dev.adjoint.nn.data;

import java.util.Arrays;

/** Some samples of a data set, in a given order: sample i is {@code dataset[indices[i]]}. */
public final class Subset implements Dataset {
    private final Dataset dataset;
    private final long[] indices;

    /**
     * Makes a subset; an index may be there more than once.
     *
     * @throws IllegalArgumentException if an index is not in {@code [0, dataset.size())}
     */
    public Subset(Dataset dataset, long... indices) {
        for (long index : indices) {
            Indices.checked("Subset", index, dataset.size());
        }
        this.dataset = dataset;
        this.indices = indices.clone();
    }

    /** Returns the indices in the whole data set. */
    public long[] indices() {
        return indices.clone();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Sample get(int index) {
        return dataset.get((int) inWhole(index));
    }

    @Override
    public Batch batch(long... chosen) {
        return dataset.batch(Arrays.stream(chosen).map(this::inWhole).toArray());
    }

    private long inWhole(long index) {
        return indices[Indices.checked("Subset", index, indices.length)];
    }
}

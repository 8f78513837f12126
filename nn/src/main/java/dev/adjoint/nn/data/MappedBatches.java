package dev.adjoint.nn.data;

import java.util.function.UnaryOperator;

/** {@code f(batch)} of each batch of the source; one sample is a batch of one. */
record MappedBatches(Dataset source, UnaryOperator<Batch> f) implements Dataset {
    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Sample get(int index) {
        return batch(index).sample(0);
    }

    @Override
    public Batch batch(long... indices) {
        Batch mapped = f.apply(source.batch(indices));
        if (mapped.inputs().size(0) != indices.length || mapped.targets().size(0) != indices.length) {
            throw new IllegalArgumentException("mapBatches: the function must keep the number of samples, "
                    + indices.length + ", got shapes " + mapped.inputs().shape() + " and "
                    + mapped.targets().shape());
        }
        return mapped;
    }
}

package dev.adjoint.nn.data;

import java.util.function.UnaryOperator;

/** {@code f(sample)} of each sample of the source. */
record MappedSamples(Dataset source, UnaryOperator<Sample> f) implements Dataset {
    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Sample get(int index) {
        return f.apply(source.get(index));
    }
}

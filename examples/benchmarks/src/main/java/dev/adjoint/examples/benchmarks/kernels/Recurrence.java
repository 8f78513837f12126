package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Lstm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Layers of width {@code size} over 13 steps {@code [13, 4, size]}. */
public class Recurrence extends Kernel {
    @Param({"1", "4", "13", "207"})
    private int size;

    private Tensor x;
    private Lstm lstm;
    private Gru gru;

    @Setup
    public void setUp() {
        x = Tensor.randn(13, 4, size);
        lstm = new Lstm(size, size);
        gru = new Gru(size, size);
    }

    @Benchmark
    public Tensor lstm() {
        return lstm.apply(x);
    }

    @Benchmark
    public Tensor gru() {
        return gru.apply(x);
    }
}

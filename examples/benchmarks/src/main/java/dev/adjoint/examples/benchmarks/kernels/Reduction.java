package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Sums and maxima, over {@code [4, size]}. */
public class Reduction extends Kernel {
    @Param({"1", "4", "13", "207", "1000", "4098", "100000"})
    private int size;

    private Tensor x;

    @Setup
    public void setUp() {
        x = Tensor.randn(4, size);
    }

    @Benchmark
    public Tensor sum() {
        return x.sum();
    }

    @Benchmark
    public Tensor sumOfRows() {
        return x.sum(1);
    }

    @Benchmark
    public Tensor sumOfColumns() {
        return x.sum(0);
    }

    @Benchmark
    public Tensor amax() {
        return x.amax(1);
    }
}

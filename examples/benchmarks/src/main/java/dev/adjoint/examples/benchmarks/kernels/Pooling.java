package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Windows of 2 × 2 over {@code [4, 8, size, size]}. */
public class Pooling extends Kernel {
    @Param({"4", "13", "28", "64"})
    private int size;

    private Tensor x;

    @Setup
    public void setUp() {
        x = Tensor.randn(4, 8, size, size);
    }

    @Benchmark
    public Tensor maxPool2d() {
        return x.maxPool2d(2);
    }

    @Benchmark
    public Tensor avgPool2d() {
        return x.avgPool2d(2);
    }
}

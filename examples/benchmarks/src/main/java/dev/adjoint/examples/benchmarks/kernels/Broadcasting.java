package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Functions of two numbers, over {@code [4, size]} and what spreads to it. */
public class Broadcasting extends Kernel {
    @Param({"1", "4", "13", "207", "1000", "4098", "100000"})
    private int size;

    private Tensor x;
    private Tensor other;
    private Tensor row;
    private Tensor column;

    @Setup
    public void setUp() {
        x = Tensor.randn(4, size);
        other = Tensor.randn(4, size);
        row = Tensor.randn(size);
        column = Tensor.randn(4, 1);
    }

    @Benchmark
    public Tensor same() {
        return x.mul(other);
    }

    @Benchmark
    public Tensor row() {
        return x.add(row);
    }

    @Benchmark
    public Tensor column() {
        return x.mul(column);
    }
}

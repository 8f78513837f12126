package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Products of {@code [size, size]}, and of a matrix and a column. */
public class Matmul extends Kernel {
    @Param({"1", "4", "13", "64", "207", "1000"})
    private int size;

    private Tensor a;
    private Tensor b;
    private Tensor column;

    @Setup
    public void setUp() {
        a = Tensor.randn(size, size);
        b = Tensor.randn(size, size);
        column = Tensor.randn(size, 1);
    }

    @Benchmark
    public Tensor square() {
        return a.matmul(b);
    }

    @Benchmark
    public Tensor transposed() {
        return a.matmul(b.transpose(0, 1));
    }

    @Benchmark
    public Tensor column() {
        return a.matmul(column);
    }
}

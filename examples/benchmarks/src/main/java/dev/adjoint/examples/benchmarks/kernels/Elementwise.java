package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Functions of one number, over {@code [size]}. */
public class Elementwise extends Kernel {
    @Param({"1", "4", "13", "207", "1000", "4098", "100000"})
    private int size;

    private Tensor x;

    @Setup
    public void setUp() {
        x = Tensor.randn(size);
    }

    @Benchmark
    public Tensor leakyRelu() {
        return x.leakyRelu(0.01);
    }

    @Benchmark
    public Tensor tanh() {
        return x.tanh();
    }

    @Benchmark
    public Tensor exp() {
        return x.exp();
    }
}

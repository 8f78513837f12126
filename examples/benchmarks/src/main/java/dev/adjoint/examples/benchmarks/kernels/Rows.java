package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import dev.adjoint.nn.Losses;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What normalises rows, over {@code [4, size]}. */
public class Rows extends Kernel {
    @Param({"1", "4", "13", "207", "1000", "4098", "100000"})
    private int size;

    private Tensor x;
    private Tensor classes;
    private Tensor weight;
    private Tensor bias;

    @Setup
    public void setUp() {
        x = Tensor.randn(4, size);
        classes = Tensor.randint(0, size, 4);
        weight = Tensor.randn(size);
        bias = Tensor.randn(size);
    }

    @Benchmark
    public Tensor softmax() {
        return x.softmax(1);
    }

    @Benchmark
    public Tensor crossEntropy() {
        return Losses.crossEntropy(x, classes);
    }

    @Benchmark
    public Tensor layerNorm() {
        return x.layerNorm(new int[] {size}, weight, bias, 1e-5);
    }
}

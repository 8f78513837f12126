package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Four heads of width 32 over {@code size} steps. */
public class Attention extends Kernel {
    @Param({"1", "4", "13", "207"})
    private int size;

    private Tensor query;
    private Tensor key;
    private Tensor value;

    @Setup
    public void setUp() {
        query = Tensor.randn(4, size, 32);
        key = Tensor.randn(4, size, 32);
        value = Tensor.randn(4, size, 32);
    }

    @Benchmark
    public Tensor whole() {
        return query.scaledDotProductAttention(key, value, null, false);
    }

    @Benchmark
    public Tensor causal() {
        return query.scaledDotProductAttention(key, value, null, true);
    }
}

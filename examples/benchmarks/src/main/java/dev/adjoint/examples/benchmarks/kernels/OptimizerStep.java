package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Sgd;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Steps of one parameter {@code [size]}. */
public class OptimizerStep extends Kernel {
    @Param({"1", "4", "13", "207", "1000", "4098", "100000"})
    private int size;

    private Tensor x;
    private Sgd sgd;
    private Adam adam;

    @Setup
    public void setUp() {
        x = Tensor.randn(size).requiresGrad(true);
        x.backward(Tensor.ones(size));
        sgd = new Sgd(List.of(x), 1e-9);
        adam = new Adam(List.of(x), 1e-9);
    }

    @Benchmark
    public Tensor sgd() {
        sgd.step();
        return x;
    }

    @Benchmark
    public Tensor adam() {
        adam.step();
        return x;
    }
}

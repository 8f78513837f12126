package dev.adjoint.examples.benchmarks.kernels;

import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Windows of 3 × 3 over {@code [4, 8, size, size]}, all channels to 16 and each to itself. */
public class Convolution extends Kernel {
    private static final Window WINDOW = Window.of(3).withPadding(1);

    @Param({"4", "13", "28", "64"})
    private int size;

    private Tensor x;
    private Tensor weight;
    private Tensor depthwise;

    @Setup
    public void setUp() {
        x = Tensor.randn(4, 8, size, size);
        weight = Tensor.randn(16, 8, 3, 3);
        depthwise = Tensor.randn(8, 1, 3, 3);
    }

    @Benchmark
    public Tensor conv2d() {
        return x.conv2d(weight, null, WINDOW, WINDOW, 1);
    }

    @Benchmark
    public Tensor depthwise() {
        return x.conv2d(depthwise, null, WINDOW, WINDOW, 8);
    }
}

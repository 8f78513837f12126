package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a training step leaves on the heap: nothing, in 10,000 steps; and a leak of one small tensor a step is noticed.
 */
class HeapGrowthTest {
    private static final int WARM_UP = 1_000;
    private static final int STEPS = 10_000;

    /** Fewer bytes than the smallest object, once for each step. */
    private static final long NOISE = 12L * STEPS;

    private static final int COLLECTIONS = 4;

    @BeforeEach
    void seed() {
        Rng.seed(1);
    }

    @Test
    void stepsOfAnMlp() {
        assertThat(growth(mlp(), value -> {})).isLessThan(NOISE);
    }

    @Test
    void stepsOfAnMlpInAWorkspace() {
        assertThat(growth(inWorkspace(mlp()), value -> {})).isLessThan(NOISE);
    }

    @Test
    void stepsOfAnLstmInAWorkspace() {
        Layer lstm = new Lstm(2, 3);
        Tensor x = Tensor.randn(3, 1, 2);
        Tensor y = Tensor.randn(3, 1, 3);
        assertThat(growth(inWorkspace(training(lstm, x, y)), value -> {})).isLessThan(NOISE);
    }

    @Test
    void stepsOfAConvolutionalNet() {
        Layer net = new Sequential(new Conv2d(1, 2, 3), new LeakyRelu(), new MaxPool2d(2), new Flatten());
        Tensor x = Tensor.randn(1, 1, 6, 6);
        Tensor y = Tensor.randn(1, 8);
        assertThat(growth(training(net, x, y), value -> {})).isLessThan(NOISE);
    }

    @Test
    void theMeasureNoticesALeakOfOneTensorAStep() {
        List<Tensor> losses = new ArrayList<>(STEPS + WARM_UP);
        assertThat(growth(mlp(), losses::add)).isGreaterThan(2 * NOISE);
        assertThat(losses).hasSize(STEPS + WARM_UP);
    }

    private static Supplier<Tensor> mlp() {
        Layer net = new Sequential(new Linear(2, 8), new LeakyRelu(), new Linear(8, 1));
        return training(net, Tensor.randn(4, 2), Tensor.randn(4, 1));
    }

    private static Supplier<Tensor> training(Layer net, Tensor x, Tensor y) {
        Optimizer optimizer = new Adam(net.parameters(), 1e-3);
        return () -> {
            optimizer.zeroGrad();
            Tensor loss = Losses.mseLoss(net.apply(x), y);
            loss.backward();
            optimizer.step();
            return loss;
        };
    }

    private static Supplier<Tensor> inWorkspace(Supplier<Tensor> training) {
        Workspace workspace = new Workspace();
        return () -> {
            try (Workspace.Step step = workspace.step()) {
                return training.get();
            }
        };
    }

    /** Returns the bytes on the heap after the steps less those after the first of them. */
    private static long growth(Supplier<Tensor> step, Consumer<Tensor> losses) {
        run(WARM_UP, step, losses);
        long before = used();
        run(STEPS, step, losses);
        return used() - before;
    }

    private static void run(int steps, Supplier<Tensor> step, Consumer<Tensor> losses) {
        for (int i = 0; i < steps; i++) {
            losses.accept(step.get());
        }
    }

    /** Returns the bytes of the heap in use after a collection. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}

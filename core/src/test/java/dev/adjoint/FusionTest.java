package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.adjoint.kernel.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors here are large enough to wait with any setting. */
class FusionTest {
    private static final int LARGE = 1 << 15;

    private static boolean waits(Tensor x) {
        return x.storage().source() != null;
    }

    /** Returns the loss, and the gradients of {@code x: [rows, columns]}, {@code w, b: [columns]}. */
    private static List<Tensor> chain(DType dtype, int rows, int columns) {
        Rng rng = new Rng(3);
        Tensor x = Tensor.randn(rng, dtype, rows, columns).requiresGrad(true);
        Tensor w = Tensor.randn(rng, dtype, columns).requiresGrad(true);
        Tensor b = Tensor.randn(rng, dtype, columns).requiresGrad(true);
        Tensor loss = x.mul(w).add(b).tanh().mul(0.5).exp().mean();
        loss.backward();
        return List.of(loss.detach(), x.grad(), w.grad(), b.grad());
    }

    @ParameterizedTest
    @CsvSource({"700, 61", "1100, 37", "4, 20000", "600, 5000", "40000, 1", "1, 50000"})
    void sumsAreTakenInTheirOwnOrder(int rows, int columns) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            List<Tensor> alone = chain(dtype, rows, columns);
            int threads = Parallel.threads();
            for (int count : new int[] {1, 2, 3}) {
                Parallel.setThreads(count);
                try (Fusion fusion = Autograd.fuse()) {
                    assertSame(chain(dtype, rows, columns), alone);
                } finally {
                    Parallel.setThreads(threads);
                }
            }
        }
    }

    private static void assertSame(List<Tensor> got, List<Tensor> want) {
        for (int i = 0; i < want.size(); i++) {
            assertThat(got.get(i).shape()).isEqualTo(want.get(i).shape());
            assertThat(got.get(i).toDoubleArray())
                    .as("result %d", i)
                    .isEqualTo(want.get(i).toDoubleArray());
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                new Way(
                        "broadcast",
                        x -> x.mul(x.select(0, 1))
                                .add(x.narrow(1, 0, 1))
                                .sub(x.select(0, 2).reshape(1, -1))),
                new Way("transposed", x -> x.t().mul(2).add(x.t().exp()).t().mul(x)),
                new Way("sliced", x -> x.mul(3).narrow(0, 5, 100).exp().mul(x.narrow(0, 7, 100))),
                new Way("shared", x -> {
                    Tensor y = x.tanh();
                    return y.mul(y).add(y.div(3)).sub(y.exp().mul(y));
                }),
                new Way(
                        "reduced within",
                        x -> x.exp()
                                .sub(x.exp().mean(true, 0))
                                .div(x.mul(2).sum(true, 1).abs().add(1))),
                new Way(
                        "reshaped",
                        x -> x.mul(2).reshape(-1).exp().reshape(x.shape()).add(x)),
                new Way(
                        "user",
                        x -> x.map(v -> v * v, v -> 2 * v, v -> 2)
                                .zip(x.exp(), (a, b) -> a * b, (a, b) -> b, (a, b) -> a)),
                new Way("selected", x -> x.gt(0).where(x.exp(), x.mul(2)).mul(x)),
                new Way("deep", x -> {
                    Tensor y = x;
                    for (int i = 0; i < 300; i++) {
                        y = y.mul(0.9).add(x);
                    }
                    return y;
                }),
                new Way("doubled", x -> {
                    Tensor y = x.mul(0.01);
                    for (int i = 0; i < 100; i++) {
                        y = y.add(y).mul(0.5);
                    }
                    return y;
                }));
    }

    private record Way(String name, Function<Tensor, Tensor> function) {
        List<Tensor> results(Tensor from) {
            Tensor x = from.detach().requiresGrad(true);
            Tensor y = function.apply(x);
            Tensor loss = y.mul(y).mean();
            if (name.equals("user")) {
                loss.backward();
                return List.of(y.detach(), loss.detach(), x.grad());
            }
            Tensor gradient = Autograd.grad(loss, x, GraphOption.CREATE_GRAPH);
            gradient.square().sum().backward();
            return List.of(y.detach(), loss.detach(), gradient.detach(), x.grad());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void resultsAndGradientsOfBothOrdersHaveTheSameBits(Way way) {
        Tensor x = Tensor.randn(new Rng(5), DType.FLOAT32, 613, 67);
        List<Tensor> alone = way.results(x);
        Workspace workspace = new Workspace(true);
        for (int i = 0; i < 2; i++) {
            try (Workspace.Step step = workspace.step();
                    Fusion fusion = Autograd.fuse()) {
                assertSame(way.results(x), alone);
            }
        }
    }

    @Test
    void aResultWaitsUntilItIsAskedFor() {
        Tensor x = Tensor.full(2, LARGE);
        Tensor y;
        Tensor z;
        try (Fusion fusion = Autograd.fuse()) {
            y = x.mul(3);
            z = y.add(1);
            assertThat(waits(y)).isTrue();
            assertThat(z.storage().size()).isEqualTo(LARGE);
            assertThat(z.get(0)).isEqualTo(7);
            assertThat(waits(z)).isFalse();
            assertThat(waits(y)).as("is not written").isTrue();
            assertThat(waits(x.to(DType.FLOAT64))).isFalse();
        }
        assertThat(waits(x.mul(3))).isFalse();
        assertThat(y.get(LARGE - 1)).isEqualTo(6);
    }

    @Test
    void whatIsSavedForTheGradientIsWrittenAlong() {
        Tensor x = Tensor.full(0, LARGE).requiresGrad(true);
        try (Fusion fusion = Autograd.fuse()) {
            Tensor scaled = x.add(1);
            Tensor saved = scaled.exp();
            Tensor y = saved.add(1);
            y.get(0);
            assertThat(waits(scaled)).isTrue();
            assertThat(waits(saved)).isFalse();
        }
        try (Fusion fusion = Autograd.fuse();
                Autograd.Scope off = Autograd.noGrad()) {
            Tensor y = x.exp();
            y.add(1).get(0);
            assertThat(waits(y)).isTrue();
            y.add(2).get(0);
            assertThat(waits(y)).as("computed a second time").isFalse();
        }
    }

    @Test
    void gradientsDoNotWaitAfterTheBackwardPass() {
        Tensor x = Tensor.randn(new Rng(1), DType.FLOAT32, 1024, 32).requiresGrad(true);
        Tensor w = Tensor.randn(new Rng(2), DType.FLOAT32, 32).requiresGrad(true);
        try (Fusion fusion = Autograd.fuse()) {
            for (int i = 0; i < 2; i++) {
                x.mul(w).square().mean().backward();
                assertThat(waits(x.grad())).isFalse();
                assertThat(waits(w.grad())).isFalse();
                try (Autograd.Scope off = Autograd.noGrad()) {
                    w.copyFrom(w.sub(w.grad().mul(0.1)));
                    x.update((a, b) -> a - b, x.grad().mul(x));
                }
            }
            Tensor loss = x.mul(w).square().mean();
            try (BackwardSteps steps = loss.backwardSteps()) {
                while (steps.hasNext()) {
                    steps.next();
                }
            }
            assertThat(waits(x.grad())).isFalse();
        }
    }

    @Test
    void aChangeInPlaceWhileAResultWaitsIsAnError() {
        Tensor x = Tensor.full(2, 2, LARGE);
        try (Fusion fusion = Autograd.fuse()) {
            Tensor y = x.mul(3);
            Tensor z = y.add(1);
            x.update(v -> v + 1);
            for (Tensor late : new Tensor[] {y, z}) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> late.get(0, 0))
                        .withMessageStartingWith("fuse: a tensor of shape [2, 32768] was changed in place (version 0"
                                + " before, 1 now) while a result that depends on it was not computed yet");
            }
            assertThat(x.mul(3).get(0, 0)).isEqualTo(9);
            Tensor t = x.add(1);
            t.update(v -> 2 * v);
            assertThat(t.get(1, 5)).isEqualTo(8);
        }
    }

    @Test
    void theSumOfAllElementsIsComputedBeforeWhatItDependsOnIsGone() {
        Workspace workspace = new Workspace(true);
        Tensor x = Tensor.full(2, LARGE).requiresGrad(true);
        Tensor before;
        Tensor within;
        Tensor left;
        try (Fusion fusion = Autograd.fuse()) {
            before = x.mul(3).mean().mul(2).add(1);
            assertThat(waits(before)).isTrue();
            addOne(x);
            assertThat(before.item()).isEqualTo(13);
            Tensor outside = x.mul(3).mean();
            try (Fusion inner = Autograd.fuse()) {
                addOne(x);
            }
            assertThat(outside.item()).isEqualTo(9);
            try (Workspace.Step step = workspace.step()) {
                within = x.mul(3).mul(2).mean();
            }
            left = x.exp().mul(0).sum();
        }
        addOne(x);
        assertThat(within.item()).isEqualTo(24);
        assertThat(left.item()).isZero();
    }

    private static void addOne(Tensor x) {
        try (Autograd.Scope scope = Autograd.noGrad()) {
            x.update(v -> v + 1);
        }
    }

    @Test
    void aSumThatNoBackwardPassCanReachIsComputedAtOnce() {
        Tensor x = Tensor.full(2, LARGE);
        try (Fusion fusion = Autograd.fuse()) {
            assertThat(waits(x.mul(3).mean()))
                    .as("it would be held, and what it depends on")
                    .isFalse();
        }
    }

    @Test
    void aFunctionThatThrowsLeavesTheStepInOrder() {
        Workspace workspace = new Workspace();
        Tensor x = Tensor.full(2, LARGE);
        Tensor other;
        try (Workspace.Step step = workspace.step();
                Fusion fusion = Autograd.fuse()) {
            other = x.mul(2);
            assertThat(other.get(0)).isEqualTo(4);
            Tensor failing = x.map(
                    v -> {
                        throw new ArithmeticException("no value");
                    },
                    v -> v);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> failing.get(0)).isInstanceOf(ArithmeticException.class);
            }
        }
        assertThatIllegalStateException().isThrownBy(() -> other.get(0)).withMessageContaining("ended with the step");
    }

    @Test
    void otherThreadsMayReadWhatWaits() throws InterruptedException, ExecutionException {
        Workspace workspace = new Workspace();
        Tensor x = Tensor.full(2, LARGE);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 20; round++) {
                try (Workspace.Step step = workspace.step();
                        Fusion fusion = Autograd.fuse()) {
                    Tensor y = x.mul(2);
                    Tensor z = y.exp();
                    List<Future<Double>> read = new ArrayList<>();
                    for (Tensor late : List.of(z.add(y), z, y, z.add(y))) {
                        read.add(threads.submit(() -> late.get(LARGE - 1)));
                    }
                    for (Future<Double> value : read) {
                        assertThat(value.get()).isPositive();
                    }
                    assertThat(read.get(2).get()).isEqualTo(4);
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void lossAndGradientsAreComputedInOnePass() {
        Tensor x = Tensor.randn(new Rng(1), DType.FLOAT32, 600, 100).requiresGrad(true);
        try (Fusion fusion = Autograd.fuse()) {
            Tensor y = x.exp();
            Tensor sum = y.sum();
            Tensor loss = sum.div(2);
            loss.backward();
            assertThat(waits(sum)).isFalse();
            assertThat(waits(y)).as("is not written, since the graph is freed").isTrue();
            Tensor retained = x.exp();
            retained.sum().backward(GraphOption.RETAIN_GRAPH);
            assertThat(waits(retained)).isFalse();
        }
    }

    @Test
    void aWaitingResultEndsWithItsStepUnlessItIsKept() {
        Workspace workspace = new Workspace(true);
        Tensor x = Tensor.full(2, LARGE);
        Tensor lost;
        Tensor kept;
        Tensor mean;
        try (Fusion fusion = Autograd.fuse();
                Workspace.Step step = workspace.step()) {
            lost = x.mul(3);
            kept = lost.add(1).keep();
            mean = lost.mean();
        }
        assertThat(kept.get(5)).isEqualTo(7);
        assertThat(mean.item()).isEqualTo(6);
        assertThatIllegalStateException()
                .isThrownBy(() -> lost.get(0))
                .withMessageStartingWith("workspace: the tensor ended with the step");
    }

    @Test
    void aFunctionThatThrowsDoesSoWhenItsResultIsAskedFor() {
        Tensor x = Tensor.full(2, LARGE);
        try (Fusion fusion = Autograd.fuse()) {
            Tensor y = x.map(v -> {
                throw new ArithmeticException("no");
            });
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowable(() -> y.get(0))).isInstanceOf(ArithmeticException.class);
            }
            assertThat(x.add(1).get(0)).isEqualTo(3);
        }
    }

    @Test
    void listenersAndHooksSeeElements() {
        Tensor x = Tensor.full(2, LARGE).requiresGrad(true);
        List<Double> seen = new ArrayList<>();
        OpListener listener = new OpListener() {
            @Override
            public void afterForward(Op op, Tensor[] inputs, Tensor output) {
                seen.add((double) output.storage().floats()[0]);
            }
        };
        x.registerHook(g -> {
            seen.add(g.get(0));
            return g.mul(2);
        });
        try (Fusion fusion = Autograd.fuse()) {
            Tensor y = x.mul(3).add(1);
            try (Autograd.Watch watch = Autograd.watch(listener)) {
                y.mul(2).relu();
            }
            y.sum().backward();
        }
        assertThat(seen).containsExactly(14.0, 14.0, 3.0);
        assertThat(x.grad().get(7)).isEqualTo(6);
    }

    @Test
    void scopesEndInReverseOrderOnTheirThread() throws InterruptedException {
        Fusion outer = Autograd.fuse();
        Fusion inner = Autograd.fuse();
        assertThatIllegalStateException()
                .isThrownBy(outer::close)
                .withMessage("fuse: one that was begun later has not ended; close that one first");
        FutureTask<Void> elsewhere = new FutureTask<>(inner::close, null);
        new Thread(elsewhere).start();
        try {
            elsewhere.get();
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("fuse: it was begun by another thread");
        }
        inner.close();
        inner.close();
        assertThat(waits(Tensor.ones(LARGE).mul(2))).isTrue();
        outer.close();
        assertThat(waits(Tensor.ones(LARGE).mul(2))).isFalse();
    }
}

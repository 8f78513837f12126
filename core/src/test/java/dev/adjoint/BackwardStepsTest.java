package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.op.DiagonalOp;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackwardStepsTest {
    private final Tensor x = Tensor.of(2f, 3).requiresGrad(true);

    @Test
    void theGradientsOfANetworkAreThoseOfBackwardBitForBit() {
        List<Tensor> stepped = network();
        try (BackwardSteps steps = loss(stepped).backwardSteps()) {
            steps.forEachRemaining(step -> assertThat(step.inputs()).isNotEmpty());
        }
        List<Tensor> whole = network();
        loss(whole).backward();

        for (int i = 0; i < whole.size(); i++) {
            assertThat(gradient(stepped.get(i)).toFloatArray())
                    .isEqualTo(gradient(whole.get(i)).toFloatArray());
        }
    }

    private static List<Tensor> network() {
        Rng rng = new Rng(3);
        List<Tensor> parameters = new ArrayList<>();
        for (int[] shape : new int[][] {{16, 5}, {16}, {16, 16}, {16}, {3, 16}, {3}}) {
            parameters.add(Tensor.randn(rng, DType.FLOAT32, shape).requiresGrad(true));
        }
        return parameters;
    }

    private static Tensor loss(List<Tensor> p) {
        Tensor in = Tensor.randn(new Rng(4), DType.FLOAT32, 20, 5);
        Tensor first = in.linear(p.get(0), p.get(1)).tanh();
        Tensor second = first.linear(p.get(2), p.get(3)).leakyRelu(0.1).add(first);
        return second.linear(p.get(4), p.get(5)).square().mean();
    }

    @Test
    void eachStepShowsWhatTheNodeDid() {
        Tensor y = x.tanh();
        List<BackwardStep> all = new ArrayList<>();
        try (BackwardSteps steps = y.mul(y).sum().backwardSteps(GraphOption.RETAIN_GRAPH)) {
            assertThat(steps).hasToString("backward pass: 0 steps done, next sum");
            steps.forEachRemaining(all::add);
            assertThat(steps).hasToString("backward pass: 3 steps done, ended");
        }
        BackwardStep mul = all.get(1);
        assertThat(mul.stored()).containsExactly(y, y);
        assertThat(mul.derivative()).isNull();
        assertThat(present(mul.inputs().get(1).soFar()).toFloatArray())
                .isEqualTo(y.mul(2).detach().toFloatArray());

        BackwardStep tanh = all.get(2);
        assertThat(tanh.op()).isSameAs(y.op());
        float[] derivative = ((DiagonalOp) Objects.requireNonNull(y.op()))
                .calculateDerivative()
                .toFloatArray();
        assertThat(present(tanh.derivative()).toFloatArray()).isEqualTo(derivative);
        assertThat(present(tanh.inputs().get(0).gradient()).toFloatArray())
                .isEqualTo(gradient(x).toFloatArray())
                .isEqualTo(tanh.upstream().mul(present(tanh.derivative())).toFloatArray());
    }

    @Test
    void aStepReadsWell() {
        try (BackwardSteps steps = x.mul(x).sum().backwardSteps()) {
            assertThat(steps.next()).hasToString("step 1: sum\n  upstream: [] 1\n  to input 0, mul: [2] 1, 1");
            assertThat(steps.next()).hasToString("""
                            step 2: mul
                              upstream: [2] 1, 1
                              stored: [2] 2, 3
                              stored: [2] 2, 3
                              to input 0: [2] 2, 3
                                so far: [2] 4, 6
                              to input 1: [2] 2, 3
                                so far: [2] 4, 6""");
            assertThat(steps.hasNext()).isFalse();
            assertThatThrownBy(steps::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void inputsWithoutGradientGetNone() {
        try (BackwardSteps steps = x.mul(Tensor.of(1f, 1)).sum().backwardSteps()) {
            steps.next();
            assertThat(steps.next().toString()).endsWith("to input 1: none");
        }
    }

    @Test
    void theGraphIsFreedAfterTheLastStep() {
        Tensor loss = x.square().sum();
        try (BackwardSteps steps = loss.backwardSteps()) {
            steps.next();
            assertThat(Objects.requireNonNull(loss.op()).isFreed()).isFalse();
            steps.next();
            assertThat(Objects.requireNonNull(loss.op()).isFreed()).isTrue();
        }
        assertThatIllegalStateException().isThrownBy(loss::backward);
        assertThat(gradient(x).toFloatArray()).containsExactly(4, 6);
    }

    @Test
    void closingEarlyUndoesThePass() {
        Tensor other = Tensor.of(1f, 1).requiresGrad(true);
        other.setGrad(Tensor.of(5f, 5));
        Tensor squares = x.square().retainGrad();
        Tensor loss = squares.add(other).sum();
        try (BackwardSteps steps = loss.backwardSteps()) {
            steps.next();
            steps.next();
            assertThat(gradient(other).toFloatArray()).containsExactly(6, 6);
        }
        assertThat(x.grad()).isNull();
        assertThat(squares.grad()).isNull();
        assertThat(gradient(other).toFloatArray()).containsExactly(5, 5);

        loss.backward();
        assertThat(gradient(x).toFloatArray()).containsExactly(4, 6);
        assertThat(gradient(other).toFloatArray()).containsExactly(6, 6);
    }

    @Test
    void aStepThatFailsUndoesThePass() {
        Tensor y = x.mul(2);
        HookHandle handle = y.registerHook(gradient -> gradient.sum());
        Tensor loss = y.add(x).sum();
        BackwardSteps steps = loss.backwardSteps();
        steps.next();
        steps.next();
        assertThatIllegalStateException().isThrownBy(steps::next).withMessageContaining("hook");
        assertThat(steps.hasNext()).isFalse();
        assertThat(x.grad()).isNull();

        handle.close();
        loss.backward();
        assertThat(gradient(x).toFloatArray()).containsExactly(3, 3);
    }

    @Test
    void noOtherPassMayRunMeanwhile() {
        Tensor loss = x.square().sum();
        try (BackwardSteps steps = loss.backwardSteps()) {
            assertThatIllegalStateException()
                    .isThrownBy(loss::backward)
                    .withMessageContaining("backwardSteps() and not closed");
        }
        loss.backward();
    }

    @Test
    void betweenStepsTheThreadRecordsAsBefore() {
        try (BackwardSteps steps = x.square().sum().backwardSteps()) {
            steps.next();
            assertThat(Autograd.isRecording()).isTrue();
            assertThat(Autograd.isWatched()).isFalse();
        }
    }

    @Test
    void theUpstreamIsWhatHooksLeft() {
        Tensor y = x.mul(2);
        y.registerHook(gradient -> gradient.mul(10));
        try (BackwardSteps steps = y.sum().backwardSteps()) {
            steps.next();
            assertThat(steps.next().upstream().toFloatArray()).containsExactly(10, 10);
        }
        assertThat(gradient(x).toFloatArray()).containsExactly(20, 20);
    }

    @Test
    void hooksOfLeavesAreCalledAfterTheLastStep() {
        x.registerHook(gradient -> gradient.neg());
        try (BackwardSteps steps = x.mul(x).sum().backwardSteps()) {
            steps.next();
            assertThat(present(steps.next().inputs().get(1).soFar()).toFloatArray())
                    .containsExactly(4, 6);
        }
        assertThat(gradient(x).toFloatArray()).containsExactly(-4, -6);
    }

    @Test
    void aLeafHasNoSteps() {
        try (BackwardSteps steps = x.backwardSteps(Tensor.of(1f, 2))) {
            assertThat(steps.hasNext()).isFalse();
        }
        assertThat(gradient(x).toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void createGraphRecordsThePass() {
        try (BackwardSteps steps = x.pow(3).sum().backwardSteps(GraphOption.CREATE_GRAPH)) {
            steps.forEachRemaining(step -> {});
        }
        Tensor second = Autograd.grad(gradient(x).sum(), x);
        assertThat(second.toFloatArray()).containsExactly(12, 18);
    }

    private static Tensor gradient(Tensor tensor) {
        return present(tensor.grad());
    }

    private static Tensor present(@Nullable Tensor tensor) {
        return Objects.requireNonNull(tensor);
    }
}

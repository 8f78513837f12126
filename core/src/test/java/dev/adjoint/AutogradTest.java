package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.op.LeakyReluOp;
import dev.adjoint.op.MulOp;
import dev.adjoint.op.UnaryOp;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutogradTest {
    private final Tensor x = Tensor.of(2.0, 3).requiresGrad(true);
    private final Tensor y = Tensor.of(5.0, 7).requiresGrad(true);

    // ---- Gradients ----

    @Test
    void backwardFillsTheLeaves() {
        x.mul(y).sum().backward();

        assertValues(x.grad(), 5, 7);
        assertValues(y.grad(), 2, 3);
    }

    @Test
    void gradientsAddUpUntilTheyAreReset() {
        x.sum().backward();
        x.square().sum().backward();
        assertValues(x.grad(), 5, 7);

        x.zeroGrad();
        assertThat(x.grad()).isNull();
        x.sum().backward();
        assertValues(x.grad(), 1, 1);
    }

    @Test
    void anEarlierGradientIsNotChangedByALaterPass() {
        x.sum().backward();
        Tensor first = x.grad();
        x.sum().backward();

        assertValues(first, 1, 1);
        assertValues(x.grad(), 2, 2);
    }

    @Test
    void sharedSubexpressionsAreVisitedOnce() {
        AtomicInteger visits = new AtomicInteger();
        Tensor shared = new CountingOp(visits).apply(x);
        shared.mul(shared).add(shared).sum().backward();

        assertValues(x.grad(), 2 * 2 + 1, 2 * 3 + 1);
        assertThat(visits).hasValue(1);
    }

    @Test
    void aLadderOfDiamondsCostsNoMoreThanItsNodes() {
        Tensor z = x;
        for (int i = 0; i < 60; i++) {
            z = z.add(z).mul(0.5);
        }
        z.sum().backward();

        assertValues(x.grad(), 1, 1);
    }

    @Test
    void aChainOfAMillionOpsFitsStackAndHeap() {
        Tensor z = x;
        for (int i = 0; i < 1_000_000; i++) {
            z = i % 2 == 0 ? z.mul(2) : z.mul(0.5);
        }
        z.sum().backward();

        assertValues(x.grad(), 1, 1);
    }

    @Test
    void anUpstreamGradientWeighsTheOutputs() {
        Tensor z = x.square();
        z.backward(Tensor.of(10.0, 100));

        assertValues(x.grad(), 40, 600);
    }

    @Test
    void aLeafPassesTheUpstreamGradientOn() {
        x.backward(Tensor.of(10.0, 100));

        assertValues(x.grad(), 10, 100);
    }

    @Test
    void inputsThatNeedNoGradientGetNone() {
        Tensor plain = Tensor.of(1.0, 1);
        x.mul(plain).sum().backward();

        assertThat(plain.grad()).isNull();
        assertThat(plain.mul(plain).requiresGrad()).isFalse();
        assertThat(plain.mul(plain).isLeaf()).isTrue();
    }

    @Test
    void float32LeavesGetFloat32Gradients() {
        Tensor small = Tensor.of(1f, 2).requiresGrad(true);
        small.to(DType.FLOAT64).mul(x).sum().backward();

        assertThat(Objects.requireNonNull(small.grad()).dtype()).isEqualTo(DType.FLOAT32);
        assertValues(small.grad(), 2, 3);
        assertValues(x.grad(), 1, 2);
    }

    @Test
    void aChangedArrayOfInputsDoesNotChangeTheGraph() {
        Tensor[] parts = {x, y};
        Tensor joined = Tensor.concat(0, parts);
        parts[0] = Tensor.of(0.0);
        joined.sum().backward();

        assertValues(x.grad(), 1, 1);
    }

    // ---- Freed and retained graphs ----

    @Test
    void aSecondBackwardOverAFreedGraphIsAnError() {
        Tensor z = x.mul(y).sum();
        z.backward();

        assertThatIllegalStateException()
                .isThrownBy(z::backward)
                .withMessage("sum: this part of the graph was freed by an earlier backward pass; pass "
                        + "GraphOption.RETAIN_GRAPH to the earlier one to run backward again");
        assertValues(x.grad(), 5, 7);
    }

    @Test
    void aSharedPartThatWasFreedIsAnErrorToo() {
        Tensor shared = x.mul(y);
        shared.sum().backward();
        Tensor second = shared.exp().sum();

        assertThatIllegalStateException()
                .isThrownBy(second::backward)
                .withMessageStartingWith("mul: this part of the graph was freed");
    }

    @Test
    void aRetainedGraphRunsAgain() {
        Tensor z = x.mul(y).sum();
        z.backward(GraphOption.RETAIN_GRAPH);
        z.backward();

        assertValues(x.grad(), 10, 14);
        assertThatIllegalStateException().isThrownBy(z::backward);
    }

    // ---- Saved tensors ----

    @Test
    void aSavedTensorThatWasChangedIsAnError() {
        Tensor w = Tensor.of(1.0, 1);
        Tensor z = x.mul(w).sum();
        w.update(v -> v + 1);

        assertThatIllegalStateException()
                .isThrownBy(z::backward)
                .withMessage(
                        "mul: the tensor of shape [2] that it saved for the backward pass was changed in place since "
                                + "(version 0 when saved, 1 now); run backward before changing it, or change a copy");
        assertThat(x.grad()).isNull();
    }

    @Test
    void aChangeThroughAViewIsNoticed() {
        Tensor w = Tensor.of(1.0, 1);
        Tensor z = x.mul(w.slice(0, 0, 2)).sum();
        w.detach().copyFrom(Tensor.of(4.0, 4));

        assertThatIllegalStateException()
                .isThrownBy(z::backward)
                .withMessageStartingWith("mul: the tensor of shape [2]");
    }

    @Test
    void aRefusedChangeLeavesSavedTensorsAsTheyAre() {
        Tensor w = Tensor.of(1.0, 1);
        Tensor z = x.mul(w).sum();
        assertThatIllegalArgumentException().isThrownBy(() -> w.copyFrom(Tensor.of(1.0)));
        z.backward();

        assertValues(x.grad(), 1, 1);
    }

    @Test
    void whatAnOpDoesNotReadMayChange() {
        Tensor w = Tensor.of(1.0, 1);
        Tensor z = x.add(w).sum();
        w.update(v -> v + 1);
        z.backward();

        assertValues(x.grad(), 1, 1);
    }

    // ---- Recording ----

    @Test
    void noGradStopsRecordingAndNests() {
        try (Autograd.Scope off = Autograd.noGrad()) {
            assertThat(x.mul(y).requiresGrad()).isFalse();
            try (Autograd.Scope on = Autograd.enableGrad()) {
                assertThat(x.mul(y).requiresGrad()).isTrue();
                try (Autograd.Scope inner = Autograd.noGrad()) {
                    assertThat(Autograd.isRecording()).isFalse();
                }
                assertThat(Autograd.isRecording()).isTrue();
            }
            assertThat(Autograd.isRecording()).isFalse();
        }
        assertThat(Autograd.isRecording()).isTrue();
    }

    @Test
    void closingAScopeTwiceDoesNothing() {
        Autograd.Scope outer = Autograd.noGrad();
        outer.close();
        try (Autograd.Scope off = Autograd.noGrad()) {
            outer.close();
            assertThat(Autograd.isRecording()).isFalse();
        }
    }

    @Test
    void aScopeBelongsToItsThread() {
        try (Autograd.Scope off = Autograd.noGrad()) {
            CompletableFuture<Boolean> recording = CompletableFuture.supplyAsync(Autograd::isRecording);
            assertThat(recording.join()).isTrue();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(off::close);
            assertThat(closing)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessage("grad mode: the scope was opened by another thread");
            assertThat(Autograd.isRecording()).isFalse();
        }
        assertThat(Autograd.isRecording()).isTrue();
    }

    @Test
    void aFailingOpLeavesRecordingOn() {
        assertThatIllegalArgumentException().isThrownBy(() -> x.add(Tensor.zeros(DType.FLOAT64, 3)));

        assertThat(Autograd.isRecording()).isTrue();
    }

    @Test
    void backwardInsideNoGradWorksAndRecordsNothing() {
        Tensor z = x.square().sum();
        try (Autograd.Scope off = Autograd.noGrad()) {
            z.backward();
        }

        assertValues(x.grad(), 4, 6);
        assertThat(Objects.requireNonNull(x.grad()).requiresGrad()).isFalse();
    }

    @Test
    void detachCutsTheGraph() {
        Tensor square = x.square();
        square.detach().mul(x).sum().backward();

        assertValues(x.grad(), 4, 9);
        assertThat(square.detach().requiresGrad()).isFalse();
        assertThat(square.detach().storage()).isSameAs(square.storage());
    }

    @Test
    void retainGradKeepsTheGradientOfAResult() {
        Tensor square = x.square().retainGrad();
        Tensor other = x.exp();
        square.mul(3).add(other).sum().backward();

        assertValues(square.grad(), 3, 3);
        assertThat(other.grad()).isNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> Tensor.of(1.0).retainGrad())
                .withMessage("retainGrad: the tensor does not require gradients");
    }

    // ---- Autograd.grad ----

    @Test
    void gradReturnsGradientsAndLeavesTheLeavesAlone() {
        List<Tensor> gradients = Autograd.grad(x.mul(y).sum(), List.of(y, x));

        assertValues(gradients.get(0), 2, 3);
        assertValues(gradients.get(1), 5, 7);
        assertThat(x.grad()).isNull();
    }

    @Test
    void gradTakesInnerTensorsAndSeveralOutputs() {
        Tensor inner = x.square();
        List<Tensor> gradients = Autograd.grad(
                List.of(inner.mul(y), inner), List.of(inner, x), List.of(Tensor.of(1.0, 1), Tensor.of(100.0, 100)));

        assertValues(gradients.get(0), 105, 107);
        assertValues(gradients.get(1), 105 * 4, 107 * 6);
    }

    @Test
    void gradOfAnUnusedInputIsAnErrorOrNull() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Autograd.grad(x.sum(), List.of(x, y)))
                .withMessage(
                        "grad: input 1 of shape [2] does not influence the outputs; pass GraphOption.ALLOW_UNUSED for null "
                                + "instead");
        List<Tensor> gradients = Autograd.grad(x.sum(), List.of(x, y), GraphOption.ALLOW_UNUSED);
        assertThat(gradients.get(1)).isNull();
        assertValues(gradients.get(0), 1, 1);
    }

    @Test
    void gradChecksItsArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autograd.grad(x.sum(), Tensor.of(1.0, 2)))
                .withMessage("grad: the input of shape [2] does not require gradients");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autograd.grad(List.of(x.sum()), List.of(x), List.of()))
                .withMessage("grad: 1 outputs but 0 upstream gradients");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autograd.grad(List.of(x.sum()), List.of(x), List.of(Tensor.of(1.0))))
                .withMessage("grad: the gradient has shape [1] and type FLOAT64, the tensor [] and FLOAT64");
    }

    @Test
    void thirdDerivativeOfTheFourthPower() {
        Tensor first = Autograd.grad(x.pow(4).sum(), x, GraphOption.CREATE_GRAPH);
        Tensor second = Autograd.grad(first.sum(), x, GraphOption.CREATE_GRAPH);
        Tensor third = Autograd.grad(second.sum(), x);

        assertValues(first, 4 * 8, 4 * 27);
        assertValues(second, 12 * 4, 12 * 9);
        assertValues(third, 24 * 2, 24 * 3);
    }

    @Test
    void backwardCanRecordToo() {
        x.pow(3).sum().backward(GraphOption.CREATE_GRAPH);
        Tensor gradient = Objects.requireNonNull(x.grad());
        x.zeroGrad();
        gradient.sum().backward();

        assertValues(x.grad(), 6 * 2, 6 * 3);
    }

    // ---- Misuse ----

    @Test
    void backwardNeedsAScalarOrAnUpstreamGradientThatFits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.square().backward())
                .withMessageStartingWith(
                        "backward: only a tensor with one element has a default upstream gradient, this one has "
                                + "shape [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.square().backward(Tensor.of(1.0)))
                .withMessage("backward: the gradient has shape [1] and type FLOAT64, the tensor [2] and FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.square().backward(Tensor.of(1f, 1)))
                .withMessage("backward: the gradient has shape [2] and type FLOAT32, the tensor [2] and FLOAT64");
        assertThatIllegalStateException()
                .isThrownBy(() -> Tensor.of(1.0).backward())
                .withMessageStartingWith("backward: the tensor of shape [1] does not require gradients");
    }

    @Test
    void onlyFloatLeavesRequireGradients() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(1L, 2).requiresGrad(true))
                .withMessage("requiresGrad: only FLOAT32 and FLOAT64 tensors carry gradients, this one is INT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(true).requiresGrad(true))
                .withMessage("requiresGrad: only FLOAT32 and FLOAT64 tensors carry gradients, this one is BOOL");
        assertThatIllegalStateException()
                .isThrownBy(() -> x.exp().requiresGrad(false))
                .withMessage(
                        "requiresGrad: only a leaf can be changed, this tensor was made by exp; use detach() for a leaf "
                                + "with its values");
        assertThat(x.gt(0).requiresGrad()).isFalse();
        assertThat(x.to(DType.INT64).requiresGrad()).isFalse();
    }

    @Test
    void changesInPlaceAreRefusedWhereTheGraphMayNeedTheElements() {
        assertThatIllegalStateException()
                .isThrownBy(() -> x.exp().update(v -> 0))
                .withMessage(
                        "update: the tensor of shape [2] was made by exp and the graph may need it; change a detached copy");
        assertThatIllegalStateException()
                .isThrownBy(() -> x.update(v -> 0))
                .withMessage(
                        "update: the tensor of shape [2] requires gradients and the thread records; change it within "
                                + "Autograd.noGrad()");
        assertThatIllegalStateException()
                .isThrownBy(() -> Tensor.of(1.0).expand(3).copyFrom(Tensor.of(1.0, 2, 3)))
                .withMessage("copyFrom: the tensor of shape [3] repeats elements (it was expanded); change a copy");
        x.sum().backward();
        assertThatIllegalStateException()
                .isThrownBy(() -> Objects.requireNonNull(x.grad()).update(v -> 0))
                .withMessage(
                        "update: the tensor of shape [2] is a gradient, whose elements others may share; compute a new "
                                + "one and call setGrad");
    }

    @Test
    void changesInPlaceWorkWithinNoGrad() {
        try (Autograd.Scope off = Autograd.noGrad()) {
            x.update(v -> v + 1);
            x.update((v, a) -> v * a, Tensor.of(2.0, 3));
            x.update((v, a, b) -> v + a * b, Tensor.of(1.0, 1), Tensor.of(0.5, 0.25));
        }

        assertThat(x.toDoubleArray()).containsExactly(6.5, 12.25);
        assertThat(x.requiresGrad()).isTrue();
    }

    @Test
    void changesInPlaceReachThroughViewsOfAnyLayout() {
        Tensor whole = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        whole.t().slice(0, 0, 3, 2).update(v -> -v);
        whole.select(1, 1).copyFrom(Tensor.of(8.0, 9));

        assertThat(whole.toDoubleArray()).containsExactly(-1, 8, -3, -4, 9, -6);
    }

    @Test
    void copyFromAnOverlappingViewReadsTheOldElements() {
        Tensor whole = Tensor.of(1.0, 2, 3, 4, 5, 6);
        whole.slice(0, 1, 6, 2).copyFrom(whole.slice(0, 0, 3));

        assertThat(whole.toDoubleArray()).containsExactly(1, 1, 3, 2, 5, 3);
    }

    @Test
    void aGivenGradientMustFit() {
        x.setGrad(Tensor.of(1.0, 2));
        assertValues(x.grad(), 1, 2);
        x.setGrad(null);
        assertThat(x.grad()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.setGrad(Tensor.of(1.0)))
                .withMessage("setGrad: the gradient has shape [1] and type FLOAT64, the tensor [2] and FLOAT64");
    }

    @Test
    void anOpObjectIsAppliedOnce() {
        CountingOp op = new CountingOp(new AtomicInteger());
        op.apply(x);

        assertThatIllegalStateException()
                .isThrownBy(() -> op.apply(x))
                .withMessage("counting: an op object is one node and is applied once; make a new one");
    }

    @Test
    void aGradientRuleThatDoesNotFitIsNamed() {
        Tensor shape = new RuleOp(new Tensor[] {Tensor.zeros(DType.FLOAT64, 3)}).apply(x);
        Tensor type = new RuleOp(new Tensor[] {Tensor.zeros(2)}).apply(x);
        Tensor number = new RuleOp(new Tensor[0]).apply(x);

        assertThatIllegalStateException()
                .isThrownBy(() -> shape.sum().backward())
                .withMessage("rule: the gradient of input 0 has shape [3], the input [2]");
        assertThatIllegalStateException()
                .isThrownBy(() -> type.sum().backward())
                .withMessage("rule: the gradient of input 0 has type FLOAT32, the input FLOAT64");
        assertThatIllegalStateException()
                .isThrownBy(() -> number.sum().backward())
                .withMessage("rule: inputGradients returned 0 gradients for 1 inputs");
    }

    @Test
    void aPassThatFindsAStaleTensorLeavesTheGraphAsItWas() {
        Tensor w = Tensor.of(1.0, 1);
        Tensor z = x.mul(w);
        Tensor sum = z.sum().add(z.exp().sum());
        w.update(v -> v);
        assertThatIllegalStateException().isThrownBy(sum::backward).withMessageContaining("changed in place");

        assertThatIllegalStateException().isThrownBy(sum::backward).withMessageContaining("changed in place");
        assertThat(x.grad()).isNull();
    }

    /** The identity, counting its backward passes. */
    private static final class CountingOp extends Op {
        private final AtomicInteger passes;

        CountingOp(AtomicInteger passes) {
            this.passes = passes;
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            return inputs[0].copy();
        }

        @Override
        public @Nullable Tensor[] inputGradients(Tensor upstream) {
            passes.incrementAndGet();
            return new Tensor[] {upstream};
        }
    }

    /** The identity with the gradients that it is given. */
    private static final class RuleOp extends Op {
        private final Tensor[] gradients;

        RuleOp(Tensor[] gradients) {
            this.gradients = gradients;
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            return inputs[0].copy();
        }

        @Override
        public @Nullable Tensor[] inputGradients(Tensor upstream) {
            return Arrays.copyOf(gradients, gradients.length);
        }
    }

    private static void assertValues(@Nullable Tensor got, double... want) {
        assertThat(got).isNotNull();
        assertThat(Objects.requireNonNull(got).toDoubleArray()).containsExactly(want);
    }

    @Test
    void aLeafThatAsksForGradientsLateGetsNoneOfOpsAppliedBefore() {
        Tensor x = Tensor.of(3.0);
        Tensor w = Tensor.of(5.0).requiresGrad(true);
        Tensor y = x.mul(w).add(x.mul(2));
        x.requiresGrad(true);
        y.backward();

        assertThat(x.grad()).isNull();
        assertThat(gradOf(w)).containsExactly(3);
    }

    @Test
    void aPassThatIsStartedByAnOpOverNodesOfTheRunningPassIsRefused() {
        Tensor x = Tensor.of(2.0).requiresGrad(true);
        Tensor h = x.mul(3);
        Op nested = new UnaryOp() {
            @Override
            public Tensor forward(Tensor input) {
                return input.mul(1);
            }

            @Override
            public Tensor backward(Tensor upstream) {
                return Autograd.grad(h, x, GraphOption.RETAIN_GRAPH).mul(upstream);
            }
        };
        Tensor y = nested.apply(h);

        assertThatIllegalStateException()
                .isThrownBy(() -> y.backward())
                .withMessageContaining("mul: another backward pass");
    }

    @Test
    void aGradientOfTooHighRankIsNotSummedIntoAPlausibleOne() {
        Tensor x = Tensor.of(1.0, 2, 3).requiresGrad(true);
        Op wrong = new UnaryOp() {
            @Override
            public Tensor forward(Tensor input) {
                return input.mul(2);
            }

            @Override
            public Tensor backward(Tensor upstream) {
                return upstream.unsqueeze(1).mul(upstream);
            }
        };
        Tensor y = wrong.apply(x);

        assertThatIllegalStateException()
                .isThrownBy(() -> y.backward(Tensor.of(1.0, 1, 1)))
                .withMessageContaining("shape [3, 3], the input [3]");
    }

    @Test
    void anOpThatReturnsItsInputIsRefused() {
        Tensor x = Tensor.of(1.0).requiresGrad(true);
        Op identity = new UnaryOp() {
            @Override
            public Tensor forward(Tensor input) {
                return input;
            }

            @Override
            public Tensor backward(Tensor upstream) {
                return upstream;
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> identity.apply(x))
                .withMessageContaining("must return a new tensor");
    }

    @Test
    void gradientsOfTwoLeavesDoNotShareElements() {
        Tensor x = Tensor.of(1.0).requiresGrad(true);
        Tensor y = Tensor.of(1.0).requiresGrad(true);
        x.add(y).backward();

        assertThat(Objects.requireNonNull(x.grad()).storage())
                .isNotSameAs(Objects.requireNonNull(y.grad()).storage());
        assertThatIllegalStateException()
                .isThrownBy(() -> Objects.requireNonNull(x.grad()).detach().update(v -> 0))
                .withMessageContaining("is a gradient");
    }

    @Test
    void anArrayOfInputsMayBeChangedAfterTheOp() {
        Tensor p = Tensor.of(2.0).requiresGrad(true);
        Tensor q = Tensor.of(3.0).requiresGrad(true);
        Tensor[] inputs = {p, q};
        Tensor y = new MulOp().apply(inputs);
        inputs[0] = q;
        y.backward();

        assertThat(gradOf(p)).containsExactly(3);
        assertThat(gradOf(q)).containsExactly(2);
    }

    @Test
    void aStaleTensorIsFoundBeforeAnyGradientIsAdded() {
        Tensor x = Tensor.of(2.0).requiresGrad(true);
        Tensor data = Tensor.of(5.0);
        Tensor y = x.mul(data).add(x);
        data.update(v -> 0);

        assertThatIllegalStateException().isThrownBy(() -> y.backward()).withMessageContaining("mul: the tensor");
        assertThat(x.grad()).isNull();
    }

    @Test
    void scopesCloseInReverseOrder() {
        Autograd.Scope outer = Autograd.noGrad();
        Autograd.Scope inner = Autograd.enableGrad();

        assertThatIllegalStateException().isThrownBy(outer::close).withMessageContaining("close that one first");
        inner.close();
        outer.close();
        assertThat(Autograd.isRecording()).isTrue();
    }

    @Test
    void anUpstreamGradientThatDoesNotFitIsRefusedInEitherMode() {
        for (boolean recording : new boolean[] {true, false}) {
            try (var scope = recording ? Autograd.enableGrad() : Autograd.noGrad()) {
                var op = new LeakyReluOp(0.1);
                op.forward(Tensor.of(1.0, 2));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> op.backward(Tensor.of(1.0, 1, 1)))
                        .withMessageContaining("leakyRelu: the upstream gradient has shape [3]");
            }
        }
    }

    @Test
    void retainGradAfterTheGraphWasFreedComesTooLate() {
        Tensor x = Tensor.of(2.0).requiresGrad(true);
        Tensor early = x.mul(3).retainGrad();
        Tensor late = early.exp();
        late.backward();

        assertThatIllegalStateException()
                .isThrownBy(late::retainGrad)
                .withMessage(
                        "retainGrad: the graph of this result of exp was freed by an earlier backward pass, so that"
                                + " no gradient can arrive; call it before");
        assertThat(early.retainGrad()).isSameAs(early);
        assertThat(gradOf(early)).containsExactly(late.item());
        assertThat(late.grad()).isNull();
    }

    @Test
    void gradFreesOnlyTheNodesThatItsGradientsPass() {
        Tensor x = Tensor.of(2.0).requiresGrad(true);
        Tensor other = Tensor.of(5.0).requiresGrad(true);
        Tensor below = x.exp();
        Tensor beside = other.square();
        Tensor above = below.mul(3);
        Tensor y = above.mul(beside);

        assertThat(Autograd.grad(y, below).item()).isEqualTo(75);
        assertThat(Objects.requireNonNull(y.op()).isFreed()).isTrue();
        assertThat(Objects.requireNonNull(above.op()).isFreed()).isTrue();
        below.backward();
        beside.backward();
        assertThat(gradOf(x)).containsExactly(below.item());
        assertThat(gradOf(other)).containsExactly(10);
    }

    @Test
    void aNodeOnTheWayToOneOfTwoWantedTensorsIsFreed() {
        Tensor x = Tensor.of(2.0).requiresGrad(true);
        Tensor below = x.mul(4);
        Tensor y = below.mul(3);

        assertThat(Autograd.grad(y, List.of(below, x))).extracting(Tensor::item).containsExactly(3.0, 12.0);
        assertThatIllegalStateException()
                .isThrownBy(() -> below.backward())
                .withMessageStartingWith("mul: this part of the graph was freed");
    }

    @Test
    void theGradientByAResultNeedsNothingOfTheGraphBelowIt() {
        Tensor x = Tensor.of(2.0).requiresGrad(true);
        Tensor middle = x.mul(4);
        Tensor y = middle.square();
        middle.backward();

        assertThat(Autograd.grad(y, middle, GraphOption.RETAIN_GRAPH).item()).isEqualTo(16);
        assertThatIllegalStateException()
                .isThrownBy(() -> Autograd.grad(y, List.of(middle, x)))
                .withMessageStartingWith("mul: this part of the graph was freed");
    }

    private static double[] gradOf(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad()).toDoubleArray();
    }
}

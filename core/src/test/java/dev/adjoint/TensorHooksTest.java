package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.function.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TensorHooksTest {
    private final Tensor x = Tensor.of(2.0, 3).requiresGrad(true);
    private final List<String> calls = new ArrayList<>();

    private GradientHook noting(String name) {
        return gradient -> {
            calls.add(name + " " + gradient.summary());
            return null;
        };
    }

    @Test
    void aHookOfALeafGetsTheCompleteGradientOnce() {
        x.registerHook(noting("x"));
        x.mul(x).add(x).sum().backward();

        assertThat(calls).containsExactly("x 5, 7");
        assertValues(x.grad(), 5, 7);
    }

    @Test
    void aHookOfALeafGetsTheGradientOfThisPassAlone() {
        x.registerHook(noting("x"));
        x.sum().backward();
        x.mul(3).sum().backward();

        assertThat(calls).containsExactly("x 1, 1", "x 3, 3");
        assertValues(x.grad(), 4, 4);
    }

    @Test
    void aHookOfAResultReplacesWhatGoesOn() {
        Tensor y = x.square();
        y.registerHook(gradient -> gradient.mul(10));
        y.add(y).sum().backward();

        assertValues(x.grad(), 80, 120);
    }

    @Test
    void hooksAreCalledInOrderAndTheRetainedGradientIsTheLast() {
        Tensor y = x.mul(1).retainGrad();
        y.registerHook(gradient -> gradient.add(1));
        y.registerHook(noting("y"));
        y.registerHook(gradient -> gradient.mul(5));
        x.registerHook(noting("x"));
        Tensor z = y.mul(2);
        z.registerHook(noting("z"));
        z.sum().backward();

        assertThat(calls).containsExactly("z 1, 1", "y 3, 3", "x 15, 15");
        assertValues(y.grad(), 15, 15);
    }

    @Test
    void aRemovedHookIsNotCalled() {
        HookHandle handle = x.registerHook(noting("first"));
        x.sum().backward();
        handle.close();
        handle.close();
        x.registerHook(noting("second"));
        x.sum().backward();

        assertThat(calls).containsExactly("first 1, 1", "second 1, 1");
    }

    @Test
    void aHookMayRemoveItself() {
        List<HookHandle> handles = new ArrayList<>();
        handles.add(x.registerHook(gradient -> {
            handles.get(0).close();
            return gradient.mul(2);
        }));
        x.sum().backward();
        x.sum().backward();

        assertValues(x.grad(), 3, 3);
    }

    @Test
    void gradCallsTheHooksOnTheWay() {
        Tensor y = x.square();
        y.registerHook(gradient -> gradient.mul(10));
        x.registerHook(gradient -> gradient.add(1));
        Tensor unused = Tensor.of(1.0, 1).requiresGrad(true);
        unused.registerHook(noting("a leaf that was not asked for"));
        Tensor aside = unused.square();
        aside.registerHook(noting("a result that leads to none asked for"));

        List<Tensor> gradients = Autograd.grad(y.add(aside).sum(), List.of(x, y));

        assertValues(gradients.get(0), 41, 61);
        assertValues(gradients.get(1), 10, 10);
        assertThat(x.grad()).isNull();
        assertThat(calls).isEmpty();
    }

    @Test
    void theWorkOfAHookIsDifferentiatedInTurn() {
        Tensor y = x.mul(1);
        HookHandle handle = y.registerHook(gradient -> gradient.square());
        Tensor gradient = Autograd.grad(y.pow(2).sum(), x, GraphOption.CREATE_GRAPH);
        assertValues(gradient, 16, 36);
        handle.close();

        assertValues(Autograd.grad(gradient.sum(), x), 16, 24);
    }

    @Test
    void withoutCreateGraphAHookRecordsNothing() {
        x.registerHook(gradient -> {
            calls.add("recording " + Autograd.isRecording());
            return null;
        });
        x.sum().backward();
        Autograd.grad(x.square().sum(), x, GraphOption.CREATE_GRAPH);

        assertThat(calls).containsExactly("recording false", "recording true");
    }

    @Test
    void aReplacementReachesElementsThatNoPathLedTo() {
        Tensor at0 = Tensor.of(0.0, 4).requiresGrad(true);
        Tensor y = at0.mul(2);
        y.registerHook(gradient -> Tensor.of(1.0, 1));
        at0.gt(1).where(y, Tensor.of(7.0, 7)).sum().backward();

        assertValues(at0.grad(), 2, 2);
    }

    @Test
    void aRootMayHaveHooks() {
        x.registerHook(gradient -> gradient.mul(2));
        x.backward(Tensor.of(1.0, 5));
        assertValues(x.grad(), 2, 10);
    }

    @Test
    void errorsNameTheTensor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tensor.of(1f).registerHook(noting("none")))
                .withMessage("registerHook: the leaf of shape [1] does not require gradients");

        Tensor y = x.square();
        y.registerHook(gradient -> gradient.sum());
        assertThatIllegalStateException()
                .isThrownBy(() -> y.sum().backward(GraphOption.RETAIN_GRAPH))
                .withMessage(
                        "hook: the gradient of the result of pow of shape [2] must have its shape and type FLOAT64,"
                                + " the hook returned [] and FLOAT64");
        assertThat(x.grad()).isNull();
    }

    @Test
    void aGradientChangedInPlaceIsAnError() {
        UnaryFunction zero = new Zero();
        x.registerHook(gradient -> {
            gradient.update(zero);
            return null;
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> x.mul(2).sum().backward())
                .withMessageContaining("hook: the gradient of the leaf of shape [2] was changed in place");
    }

    private record Zero() implements UnaryFunction {
        @Override
        public float apply(float a) {
            return 0;
        }

        @Override
        public double apply(double a) {
            return 0;
        }
    }

    private static void assertValues(@Nullable Tensor actual, double... expected) {
        assertThat(Objects.requireNonNull(actual).toDoubleArray()).containsExactly(expected);
    }
}

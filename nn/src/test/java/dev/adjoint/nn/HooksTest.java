package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HooksTest {
    private final List<String> seen = new ArrayList<>();
    private final Tensor x = Tensor.of(new float[][] {{1, 2}});

    @BeforeEach
    void seed() {
        Rng.seed(1);
    }

    private ForwardHook note(String name) {
        return (module, inputs, output) -> {
            seen.add(name + inputs.size());
            return output;
        };
    }

    @Test
    void forwardHooksSeeCallsInTheirOrderUntilTheyAreClosed() {
        Linear layer = new Linear(2, 2);
        ForwardHook hook = note("a");
        ModuleHook first = layer.registerForwardHook(hook);
        layer.registerForwardHook(note("b"));
        layer.registerForwardHook(hook);
        layer.apply(x);
        first.close();
        first.close();
        layer.apply(x);
        assertThat(seen).containsExactly("a1", "b1", "a1", "b1", "a1");
    }

    @Test
    void aForwardHookReplacesTheOutputForTheNextAndTheCaller() {
        Sequential net = new Sequential(new Linear(2, 2), new Relu());
        net.get(0).registerForwardHook((module, inputs, y) -> y.mul(0).add(3));
        net.get(0).registerForwardHook((module, inputs, y) -> y.add(1));
        assertThat(net.apply(x).toFloatArray()).containsExactly(4, 4);
    }

    @Test
    void backwardHooksGetTheWholeGradientAndMayReplaceIt() {
        Relu layer = new Relu();
        Tensor input = Tensor.of(1f, 2).requiresGrad(true);
        layer.registerBackwardHook((module, gradient) -> {
            assertThat(module).isSameAs(layer);
            seen.add(java.util.Arrays.toString(gradient.toFloatArray()));
            return gradient.mul(10);
        });
        Tensor y = layer.apply(input);
        y.mul(2).add(y).sum().backward();
        assertThat(seen).containsExactly("[3.0, 3.0]");
        assertThat(input.grad().toFloatArray()).containsExactly(30, 30);

        try (var g = Autograd.noGrad()) {
            assertThat(layer.apply(input).isLeaf()).isTrue();
        }
    }

    @Test
    void aGradientOfAnotherShapeIsAnError() {
        Linear layer = new Linear(2, 3);
        layer.registerBackwardHook((module, gradient) -> gradient.sum());
        assertThatIllegalStateException()
                .isThrownBy(() -> layer.apply(x).sum().backward())
                .withMessage("Linear: a backward hook returned a gradient of shape [] and type FLOAT32,"
                        + " the output has [1, 3] and FLOAT32");
    }

    @Test
    void hooksThatOnlyLookChangeNoBit() {
        Sequential net = new Sequential(new Linear(2, 4), new Tanh(), new Linear(4, 1));
        net.apply(x).sum().backward();
        List<Tensor> before = net.parameters().stream().map(Tensor::grad).toList();
        net.zeroGrad();
        net.modules().forEach(module -> module.registerBackwardHook((m, gradient) -> gradient));
        net.apply(x).sum().backward();
        for (int i = 0; i < before.size(); i++) {
            assertThat(net.parameters().get(i).grad().bitEquals(before.get(i))).isTrue();
        }
    }

    @Test
    void modulesWithMethodsOfTheirOwnCallThemOnce() {
        Lstm lstm = new Lstm(2, 3);
        lstm.registerForwardHook(note("lstm"));
        lstm.apply(x);
        lstm.run(x);
        lstm.run(x, Tensor.zeros(1, 3), Tensor.zeros(1, 3));
        MultiheadAttention attention = new MultiheadAttention(2, 1);
        attention.registerForwardHook(note("attention"));
        attention.apply(x);
        attention.attend(x, x, x);
        Bilinear bilinear = new Bilinear(2, 2, 1);
        bilinear.registerForwardHook(note("bilinear"));
        bilinear.apply(x, x);
        TransformerEncoderLayer encoder =
                new TransformerEncoderLayer(2, 1, TransformerOptions.DEFAULT.withFeedforward(3));
        encoder.registerForwardHook(note("encoder"));
        encoder.apply(x);
        encoder.apply(x, AttentionMasks.NONE);
        assertThat(seen)
                .containsExactly(
                        "lstm1", "lstm1", "lstm1", "attention1", "attention3", "bilinear2", "encoder1", "encoder1");
    }

    @Test
    void aSummaryCallsNoHooksAndKeepsThem() {
        Linear layer = new Linear(2, 3);
        layer.registerForwardHook(note("a"));
        assertThat(layer.summary(1, 2).rows().get(0).output()).hasToString("[1, 3]");
        assertThat(seen).isEmpty();
        layer.apply(x);
        assertThat(seen).containsExactly("a1");
    }

    @Test
    void namedModulesAreThereOnceAParentFirst() {
        Relu shared = new Relu();
        Sequential net = new Sequential(new Sequential(shared, new Linear(1, 1)), shared);
        assertThat(net.namedModules().keySet()).containsExactly("", "0", "0.0", "0.1");
        assertThat(net.namedModules().get("0.0")).isSameAs(shared);
    }
}

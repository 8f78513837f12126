package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleTest {
    /** {@code y = scale · inner(x) + shift}, with the shift as a buffer. */
    private static final class Scaled extends Layer {
        private final Tensor scale = parameter("scale", Tensor.ones(1));
        private final Tensor shift = buffer("shift", Tensor.full(2, 1));
        private final Layer inner;

        Scaled(Layer inner) {
            this.inner = child("inner", inner);
        }

        @Override
        protected Tensor forward(Tensor x) {
            return inner.apply(x).mul(scale).add(shift);
        }

        @Override
        protected String settings() {
            return "scaled=True";
        }
    }

    /** Registers two tensors under names of the test's choice. */
    private static final class Named extends Layer {
        Named(String first, String second) {
            parameter(first, Tensor.ones(1));
            buffer(second, Tensor.ones(1));
        }

        void adopt(Module module) {
            child("adopted", module);
        }

        @Override
        protected Tensor forward(Tensor x) {
            return x;
        }
    }

    @Test
    void namesOfNestedTensorsAreJoinedByDots() {
        Layer net = new Scaled(new Sequential(new Linear(2, 3), new Tanh(), new Linear(3, 1, false)));

        assertThat(net.namedParameters().keySet())
                .containsExactly("scale", "inner.0.weight", "inner.0.bias", "inner.2.weight");
        assertThat(net.namedBuffers().keySet()).containsExactly("shift");
        assertThat(net.children().keySet()).containsExactly("inner");
        assertThat(net.parameters()).hasSize(4).allMatch(Tensor::requiresGrad);
        assertThat(net.namedBuffers().values()).noneMatch(Tensor::requiresGrad);
    }

    @Test
    void whatIsSharedAppearsOnce() {
        Linear shared = new Linear(2, 2);
        Layer net = new Sequential(shared, new Relu(), shared);

        assertThat(net.namedParameters().keySet()).containsExactly("0.weight", "0.bias");
        assertThat(net.modules()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "."})
    void namesThatCannotBeJoinedAreErrors(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Named(name, "other"))
                .withMessage("Named: a name must not be empty nor contain a dot, got \"" + name + "\"");
    }

    @Test
    void namesAreTakenOnceAmongAllKinds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Named("same", "same"))
                .withMessage("Named: the name \"same\" is taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Named("adopted", "b").adopt(new Tanh()))
                .withMessage("Named: the name \"adopted\" is taken");
    }

    @Test
    void aModuleCannotContainItself() {
        Named module = new Named("a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> module.adopt(new Sequential(module)))
                .withMessageContaining("child adopted contains the module");
    }

    @Test
    void parametersAreLeavesOfAFloatType() {
        assertThatIllegalStateException().isThrownBy(() -> new Layer() {
            {
                parameter("made", Tensor.ones(1).requiresGrad(true).mul(2));
            }

            @Override
            protected Tensor forward(Tensor x) {
                return x;
            }
        });
    }

    @Test
    void modeReachesAllModules() {
        Sequential inner = new Sequential(new Dropout());
        Layer net = new Scaled(inner);
        assertThat(net.modules()).hasSize(3).allMatch(Module::isTraining);

        net.eval();
        assertThat(net.modules()).noneMatch(Module::isTraining);

        inner.train();
        assertThat(net.isTraining()).isFalse();
        assertThat(inner.get(0).isTraining()).isTrue();
    }

    @Test
    void aStateMaySwapTheElementsOfTheModuleItself() {
        Linear layer = new Linear(2, 2);
        Tensor weight = layer.weight();
        Tensor before = weight.detach().copy();
        layer.loadStateDict(Map.of(
                "weight",
                weight.detach().transpose(0, 1),
                "bias",
                weight.detach().select(0, 1)));
        assertThat(weight.detach().bitEquals(before.transpose(0, 1))).isTrue();
        assertThat(requireNonNull(layer.bias()).detach().bitEquals(before.select(0, 1)))
                .isTrue();
    }

    @Test
    void zeroGradResetsAllGradients() {
        Layer net = new Scaled(new Linear(2, 2));
        net.apply(Tensor.ones(3, 2)).sum().backward();
        assertThat(net.parameters()).allMatch(p -> p.grad() != null);

        net.zeroGrad();
        assertThat(net.parameters()).allMatch(p -> p.grad() == null);
    }

    @Test
    void forwardRunsThroughChildren() {
        Layer net = new Scaled(new Identity());
        assertThat(net.apply(Tensor.of(1f, -1f)).toFloatArray()).containsExactly(3, 1);
    }

    @Test
    void printsAsPyTorchDoes() {
        Layer net = new Sequential(
                new Linear(2, 16),
                new LeakyRelu(),
                new Dropout(),
                new Flatten(),
                new Softmax(1),
                new LogSoftmax(-1),
                new Sequential(new Relu(), new Identity(), new Tanh(), new Sigmoid(), new LeakyRelu(1e-5)),
                new Sequential());

        assertThat(net).hasToString("""
                        Sequential(
                          (0): Linear(in_features=2, out_features=16, bias=True)
                          (1): LeakyReLU(negative_slope=0.01)
                          (2): Dropout(p=0.5, inplace=False)
                          (3): Flatten(start_dim=1, end_dim=-1)
                          (4): Softmax(dim=1)
                          (5): LogSoftmax(dim=-1)
                          (6): Sequential(
                            (0): ReLU()
                            (1): Identity()
                            (2): Tanh()
                            (3): Sigmoid()
                            (4): LeakyReLU(negative_slope=1e-05)
                          )
                          (7): Sequential()
                        )""");
    }

    @Test
    void printsSettingsAboveChildren() {
        assertThat(new Scaled(new Linear(1, 1, false))).hasToString("""
                        Scaled(
                          scaled=True
                          (inner): Linear(in_features=1, out_features=1, bias=False)
                        )""");
    }

    @Test
    void sequentialGivesItsModulesInOrder() {
        Layer first = new Tanh();
        Layer second = new Relu();
        Sequential net = new Sequential(first, second);

        assertThat(net.size()).isEqualTo(2);
        assertThat(net.get(1)).isSameAs(second);
        assertThat(List.copyOf(net.children().values())).containsExactly(first, second);
        assertThat((Iterable<Layer>) net).containsExactly(first, second);
        Tensor x = Tensor.ones(2);
        assertThat(new Sequential().apply(x)).isSameAs(x);
    }
}

package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void readsAsATable() {
        Layer net = new Sequential(
                new Conv2d(1, 16, 3, 1, 1),
                new BatchNorm2d(16),
                new Residual(new Relu()),
                new Flatten(),
                new Linear(16 * 36, 10));
        assertThat(net.summary(1, 1, 6, 6).toString().replace(System.lineSeparator(), "\n"))
                .isEqualTo("""
                module   kind         output         parameters
                         Sequential   [1, 10]                 0
                0        Conv2d       [1, 16, 6, 6]         160
                1        BatchNorm2d  [1, 16, 6, 6]          32
                2        Residual     [1, 16, 6, 6]           0
                2.inner  ReLU         [1, 16, 6, 6]           0
                3        Flatten      [1, 576]                0
                4        Linear       [1, 10]             5,770
                5,962 parameters, 5,962 of them trained
                """);
    }

    @Test
    void countsWhatIsSharedOnceAndShowsWhatIsNotCalled() {
        Linear shared = new Linear(2, 2);
        shared.weight().requiresGrad(false);
        Summary summary = new Sequential(shared, new Tanh(), shared).summary(3, 2);
        assertThat(summary.rows()).extracting(Summary.Row::path).containsExactly("", "0", "1");
        assertThat(summary.parameters()).isEqualTo(6);
        assertThat(summary.trainedParameters()).isEqualTo(2);

        Module list = new ModuleList<>(new Linear(1, 1));
        assertThat(Summary.of(list, () -> {}).rows()).allMatch(row -> row.output() == null);
        assertThat(Summary.of(list, () -> {}).toString()).contains("-");
    }

    @Test
    void takesTheTypeOfTheParametersOrAnyInput() {
        Layer net = new Linear(2, 3, true, new Rng(1), DType.FLOAT64);
        assertThat(net.summary(4, 2).rows().get(0).output()).hasToString("[4, 3]");
        Summary summary = new Embedding(5, 2).summary(Tensor.zeros(DType.INT64, 3));
        assertThat(summary.rows().get(0).output()).hasToString("[3, 2]");
    }

    /** Draws from the default stream and counts its calls, in evaluation too. */
    private static final class Noisy extends Layer {
        private final Tensor calls = buffer("calls", Tensor.scalar(DType.INT64, 0));
        private boolean recording;

        @Override
        protected Tensor forward(Tensor x) {
            calls.copyFrom(calls.add(1));
            recording = Autograd.isRecording();
            return x.add(Tensor.rand(1));
        }
    }

    @Test
    void leavesEverythingAsItWas() {
        Noisy noisy = new Noisy();
        Dropout frozen = new Dropout();
        frozen.eval();
        Layer net = new Sequential(new BatchNorm1d(2), noisy, frozen, new Dropout());
        net.modules().forEach(module -> module.hooks = null);
        Map<String, String> state = text(net);
        Rng rng = Rng.seed(11);

        net.summary(4, 2);

        assertThat(text(net)).isEqualTo(state);
        assertThat(rng.random()).isEqualTo(new Rng(11).random());
        assertThat(noisy.recording).isFalse();
        assertThat(Autograd.isRecording()).isTrue();
        assertThat(net.isTraining()).isTrue();
        assertThat(frozen.isTraining()).isFalse();
        assertThat(net.modules()).allMatch(module -> module.hooks == null);
    }

    private static Map<String, String> text(Module net) {
        return net.stateDict().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    @Test
    void leavesEverythingAsItWasAfterAnError() {
        Layer net = new Sequential(new Noisy(), new Linear(3, 1));
        Map<String, String> state = text(net);
        assertThatIllegalArgumentException().isThrownBy(() -> net.summary(1, 2));
        assertThat(text(net)).isEqualTo(state);
        assertThat(net.isTraining()).isTrue();
        assertThat(Autograd.isRecording()).isTrue();
    }
}

package dev.adjoint.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.UserNet;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    @BeforeEach
    void seed() {
        Rng.seed(4);
    }

    @Test
    void aHealthyStepIsRunOnceAndItsLossReturned() {
        Linear net = new Linear(2, 1);
        List<Tensor> losses = new ArrayList<>();
        Tensor loss = new Replay(net).step(() -> {
            losses.add(net.apply(Tensor.ones(3, 2)).sum());
            losses.get(0).backward();
            return losses.get(0);
        });
        assertThat(losses).containsExactly(loss);
        assertThat(net.weight().grad().toFloatArray()).containsExactly(3, 3);
    }

    @Test
    void aBadStepIsRunAgainAsItWasAndLeavesAllAsItWas() {
        BatchNorm1d norm = new BatchNorm1d(2);
        Layer net = new Sequential(norm, new Dropout(0.5), new UserNet(2));
        Tensor before = Tensor.ones(2);
        norm.weight().setGrad(before);
        String state = net.stateDict().toString();
        long next = new Rng(4).random();
        Rng.seed(4);
        List<Tensor> outputs = new ArrayList<>();
        Tensor x = Tensor.randn(new Rng(5), dev.adjoint.DType.FLOAT32, 8, 2);

        AnomalyException thrown = catchThrowableOfType(
                AnomalyException.class,
                () -> new Replay(net).step("batch 7", () -> {
                    outputs.add(((Layer) net.children().get("0")).apply(x).mul(Tensor.rand(8, 2)));
                    Tensor loss = net.apply(x).sum();
                    loss.backward();
                    return loss;
                }));

        assertThat(thrown)
                .hasMessageStartingWith("batch 7: the loss is NaN\n  first by log, forward: the output [8, 2] has ")
                .hasMessageContaining("    line      com.example.UserNet.forward(UserNet.java:21)\n")
                .hasMessageContaining("    module    2 (UserNet)\n");
        assertThat(thrown.report().nans()).isPositive();
        assertThat(outputs).hasSize(2);
        assertThat(outputs.get(0).bitEquals(outputs.get(1))).isTrue();
        assertThat(net.stateDict().toString()).isEqualTo(state);
        assertThat(Rng.current().random()).isEqualTo(next);
        assertThat(norm.weight().grad().bitEquals(before)).isTrue();
        assertThat(net.parameters().get(2).grad()).isNull();
    }

    @Test
    void aGradientAloneMayBeBad() {
        Linear net = new Linear(1, 1);
        try (var g = dev.adjoint.Autograd.noGrad()) {
            net.weight().copyFrom(Tensor.zeros(1, 1));
            net.bias().copyFrom(Tensor.zeros(1));
        }
        AnomalyException thrown = catchThrowableOfType(
                AnomalyException.class,
                () -> new Replay(net).step(() -> {
                    Tensor loss = net.apply(Tensor.ones(1, 1)).sqrt().sum();
                    loss.backward();
                    return loss;
                }));
        assertThat(thrown).hasMessageStartingWith("""
                        step: the gradient of weight has 1 infinite of 1 element
                          first by sqrt, backward: the gradient of input 0 [1, 1] has 1 infinite of 1 element
                        """);
    }

    @Test
    void whatWasBadFromTheBeginIsNamed() {
        Linear net = new Linear(1, 1);
        Tensor x = Tensor.full(Double.POSITIVE_INFINITY, 1, 1);
        AnomalyException thrown = catchThrowableOfType(
                AnomalyException.class,
                () -> new Replay(net).step(() -> net.apply(x).sum()));
        assertThat(thrown.report().op()).isEqualTo("linear");
        assertThat(thrown.report().tensor()).isEqualTo("input 0");
        assertThat(thrown.report().module()).isEqualTo("the network (Linear)");
    }

    @Test
    void aStepThatIsFiniteWhenRunAgainIsSaidToBeSo() {
        Linear net = new Linear(1, 1);
        float[] values = {Float.NaN};
        AnomalyException thrown = catchThrowableOfType(
                AnomalyException.class,
                () -> new Replay(net).step(() -> {
                    Tensor loss = Tensor.scalar(values[0]);
                    values[0] = 1;
                    return loss;
                }));
        assertThat(thrown).hasMessage("step: the loss is NaN; when run again it was finite");
        assertThat(thrown.report()).isNull();
    }
}

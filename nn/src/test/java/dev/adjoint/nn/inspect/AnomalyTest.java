package dev.adjoint.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.UserNet;
import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.AttentionMasks;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Init;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnomalyTest {
    @BeforeEach
    void seed() {
        Rng.seed(1);
    }

    private static AnomalyReport report(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        AnomalyException thrown = catchThrowableOfType(AnomalyException.class, work);
        assertThat(thrown).isNotNull();
        assertThat(thrown).hasMessage(String.valueOf(thrown.report()));
        return thrown.report();
    }

    @Test
    void namesTheOpTheLineAndTheModule() {
        UserNet user = new UserNet(2);
        Linear inner = (Linear) user.children().get("inner");
        try (var g = Autograd.noGrad()) {
            Init.eye(inner.weight());
            Init.zeros(inner.bias());
        }
        Sequential net = new Sequential(new Relu(), new Sequential(user));
        AnomalyReport report;
        try (Anomaly watch = Anomaly.detect(net)) {
            report = report(() -> net.apply(Tensor.of(new float[][] {{1, 2}, {0, 4}})));
        }
        assertThat(report.op()).isEqualTo("log");
        assertThat(report.line().getFileName()).isEqualTo("UserNet.java");
        assertThat(report.line().getLineNumber()).isEqualTo(UserNet.LOG_LINE);
        assertThat(report.toString()).isEqualTo("""
                log, forward: the output [2, 2] has 1 infinite of 4 elements
                    line      com.example.UserNet.forward(UserNet.java:21)
                    module    1.0 (UserNet)
                    input 0   [2, 2] from 0.00 to 4.00""");
        assertThat(net.apply(Tensor.zeros(1, 2)).isFinite().get(0, 0)).isZero();
    }

    @Test
    void namesTheBackwardRuleAndWhereTheOpWasApplied() {
        Tensor x = Tensor.of(0f, 4).requiresGrad(true);
        try (Anomaly watch = Anomaly.detect()) {
            AnomalyReport report = report(() -> x.sqrt().sum().backward());
            assertThat(report.backward()).isTrue();
            assertThat(report.toString()).matches("""
                    sqrt, backward: the gradient of input 0 \\[2] has 1 infinite of 2 elements
                        line      .*
                        module    none
                        input 0   \\[2] from 0.00 to 4.00
                        upstream  \\[2] from 1.00 to 1.00""");
        }
    }

    /** The rule of pow is made of ops, one of which makes the infinity. */
    @Test
    void partsOfABackwardRuleAreNotBlamed() {
        Tensor x = Tensor.of(0f, 4).requiresGrad(true);
        try (Anomaly watch = Anomaly.detect()) {
            AnomalyReport report =
                    report(() -> x.pow(Tensor.of(0.5f, 0.5f)).sum().backward());
            assertThat(report.toString()).startsWith("pow, backward: the gradient of input 0 [2] has 1 infinite");
        }
    }

    @Test
    void saysThatAnInputWasNanAlready() {
        Linear net = new Linear(1, 2);
        try (var g = Autograd.noGrad()) {
            net.weight().copyFrom(Tensor.of(new float[][] {{1}, {Float.NaN}}));
        }
        try (Anomaly watch = Anomaly.detect(net)) {
            AnomalyReport report = report(() -> net.apply(Tensor.ones(1, 1)));
            assertThat(report.toString())
                    .startsWith("linear, forward: the input 1 [2, 1] has 1 NaN of 2 elements\n")
                    .contains("module    the network (Linear)", "with 1 NaN of 2 elements, the parameter weight");
        }
    }

    @Test
    void anInfinityThatIsPassedOnIsNoAnomalyButTheNanMadeOfItIs() {
        Tensor masked = Tensor.of(1, Float.NEGATIVE_INFINITY).requiresGrad(true);
        try (Anomaly watch = Anomaly.detect()) {
            masked.mul(2).softmax(0).get(0);
            assertThat(watch.suspicion()).isNotNull();
            assertThat(report(() -> masked.sub(masked)).nans()).isEqualTo(1);
        }
    }

    @Test
    void partsOfAnOpAreNotBlamedAndAfterAnErrorItGoesOn() {
        Tensor x = Tensor.of(-1f).requiresGrad(true);
        try (Anomaly watch = Anomaly.detect()) {
            assertThatThrownBy(() -> x.add(Tensor.zeros(2, 3, 4)).matmul(Tensor.zeros(7)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(report(() -> x.log()).op()).isEqualTo("log");
        }
        assertThat(Autograd.isWatched()).isFalse();
    }

    @Test
    void healthyNetworksPass() {
        MultiheadAttention attention = new MultiheadAttention(4, 2);
        Lstm lstm = new Lstm(4, 3);
        Sequential net = new Sequential(new Linear(3, 4), new BatchNorm1d(4), new Relu());
        try (Anomaly watch = Anomaly.detect(net)) {
            Tensor x = Tensor.randn(5, 2, 4);
            Tensor attended =
                    attention.attend(x, x, x, AttentionMasks.CAUSAL, true).output();
            lstm.run(attended).output().square().sum().backward();
            Losses.crossEntropy(net.apply(Tensor.randn(6, 3)), Tensor.of(0L, 1, 2, 3, 0, 1))
                    .backward();
        }
        assertThat(attention.parameters()).allMatch(p -> p.grad() != null);
    }
}

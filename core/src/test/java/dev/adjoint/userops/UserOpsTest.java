package dev.adjoint.userops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.Autograd;
import dev.adjoint.GradCheck;
import dev.adjoint.GraphOption;
import dev.adjoint.Tensor;
import dev.adjoint.testing.OpCase;
import dev.adjoint.testing.OpCase.Input;
import dev.adjoint.testing.OpLaws;
import dev.adjoint.testing.Values;
import org.junit.jupiter.api.Test;

class UserOpsTest {
    private static final GradCheck.Options SECOND = GradCheck.Options.DEFAULT.withOrder(2);

    private final Tensor x = Tensor.of(0.5, -1.5, 2);

    @Test
    void twoMethodReferencesAreAnOp() {
        GradCheck.assertGradients(x -> x.get(0).map(Math::sin, Math::cos), x);
    }

    @Test
    void moreDerivativesGiveGradientsOfGradients() {
        GradCheck.assertGradients(SECOND, x -> x.get(0).map(Math::sin, Math::cos, v -> -Math.sin(v)), x);
    }

    @Test
    void capturedValuesMayDiffer() {
        for (double rate : new double[] {1, 2}) {
            Tensor y = x.map(v -> Math.exp(rate * v), v -> rate * Math.exp(rate * v));
            assertThat(y.get(0)).isEqualTo(Math.exp(rate * 0.5));
        }
    }

    @Test
    void oneDerivativeIsEnoughForOneBackwardPass() {
        Tensor leaf = x.copy().requiresGrad(true);
        Tensor y = leaf.map(Math::sin, Math::cos).sum();

        assertThat(Autograd.grad(y, leaf, GraphOption.RETAIN_GRAPH).get(2)).isEqualTo(Math.cos(2));
        Tensor gradient = Autograd.grad(y, leaf, GraphOption.CREATE_GRAPH).sum();
        assertThatIllegalStateException()
                .isThrownBy(gradient::backward)
                .withMessageStartingWith("map: a derivative is needed here but was not given");
    }

    @Test
    void aClassIsAnOp() {
        Tensor leaf = x.copy().requiresGrad(true);
        Tensor y = new SoftplusOp().apply(leaf);

        assertThat(y.op()).hasToString("softplus");
        GradCheck.assertGradients(SECOND, x -> new SoftplusOp().apply(x.get(0)), x);
    }

    @Test
    void oneCallPutsAnElementwiseOpThroughTheLaws() {
        OpLaws.assertAll(OpCase.elementwise("softplus", Values.ANY, x -> new SoftplusOp().apply(x)));
    }

    @Test
    void oneCallPutsAnyOpThroughTheLaws() {
        OpLaws.assertAll(new OpCase("cross", x -> new CrossOp().apply(x.get(0), x.get(1)))
                .on(Input.of(Values.ANY, 3), Input.of(Values.ANY, 3)));
    }
}

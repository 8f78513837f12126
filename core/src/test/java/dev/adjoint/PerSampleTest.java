package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerSampleTest {
    private static final int SAMPLES = 5;

    private final Rng rng = new Rng(3);
    private final Tensor x = Tensor.normal(rng, DType.FLOAT64, 0, 1, SAMPLES, 4);
    private final Tensor y = Tensor.normal(rng, DType.FLOAT64, 0, 1, SAMPLES, 3);
    private final Tensor weight = Tensor.normal(rng, DType.FLOAT64, 0, 1, 3, 4).requiresGrad(true);
    private final Tensor bias = Tensor.normal(rng, DType.FLOAT64, 0, 1, 3).requiresGrad(true);
    private final List<Tensor> parameters = List.of(weight, bias);

    private Tensor losses(Tensor inputs, Tensor targets) {
        return inputs.linear(weight, bias).tanh().sub(targets).square().sum(1);
    }

    private Tensor lossOf(int i) {
        return losses(x.narrow(0, i, 1), y.narrow(0, i, 1));
    }

    @Test
    void sumToTheGradientOfTheBatch() {
        List<Tensor> oneByOne = PerSample.gradients(SAMPLES, this::lossOf, parameters);
        List<Tensor> together = PerSample.gradients(losses(x, y), parameters);
        List<Tensor> batch = Autograd.grad(losses(x, y).sum(), parameters);

        assertThat(oneByOne).extracting(Tensor::shape).containsExactly(Shape.of(SAMPLES, 3, 4), Shape.of(SAMPLES, 3));
        for (int i = 0; i < parameters.size(); i++) {
            assertClose(oneByOne.get(i).sum(0), batch.get(i));
            assertClose(together.get(i), oneByOne.get(i));
            assertThat(parameters.get(i).grad()).isNull();
        }
    }

    @Test
    void eachIsTheOuterProductOfItsInputAndItsUpstream() {
        Tensor out = x.linear(weight, bias).tanh();
        Tensor upstream = out.sub(y).mul(2).mul(out.square().rsub(1)).detach();
        List<Tensor> gradients = PerSample.gradients(SAMPLES, this::lossOf, parameters);

        assertClose(gradients.get(0), Tensor.einsum("no,ni->noi", upstream, x));
        assertClose(gradients.get(1), upstream);
    }

    @Test
    void lossesThatDependOnSeveralSamplesAreRight() {
        Tensor p = Tensor.of(1.0, 2, 3).requiresGrad(true);
        Tensor losses = p.mul(p.sum());

        Tensor gradients = PerSample.gradients(losses, List.of(p)).get(0);
        assertThat(gradients.toDoubleArray()).containsExactly(7, 1, 1, 2, 8, 2, 3, 3, 9);
        losses.sum().backward();
    }

    @Test
    void aParameterThatIsNotUsedGetsZeros() {
        Tensor unused = Tensor.of(1.0, 2).requiresGrad(true);

        assertThat(PerSample.gradients(losses(x, y), List.of(unused))
                        .get(0)
                        .bitEquals(Tensor.zeros(DType.FLOAT64, SAMPLES, 2)))
                .isTrue();
    }

    @Test
    void noSamplesGiveEmptyGradients() {
        assertThat(PerSample.gradients(0, this::lossOf, parameters).get(0).shape())
                .isEqualTo(Shape.of(0, 3, 4));
        Tensor none = losses(x.narrow(0, 0, 0), y.narrow(0, 0, 0));
        assertThat(PerSample.gradients(none, parameters).get(0).shape()).isEqualTo(Shape.of(0, 3, 4));
    }

    @Test
    void misuseIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerSample.gradients(losses(x, y).sum(), parameters))
                .withMessage("perSample: expects losses [samples], got shape []; compute them without a reduction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerSample.gradients(1, i -> losses(x, y), parameters))
                .withMessage("perSample: the loss of sample 0 must be one element, got shape [5]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerSample.gradients(-1, this::lossOf, parameters))
                .withMessage("perSample: the number of samples must not be negative, got -1");
        assertThatIllegalStateException()
                .isThrownBy(() -> PerSample.gradients(losses(x, y).detach(), parameters))
                .withMessageStartingWith("perSample: the loss of shape [5] does not require gradients");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerSample.gradients(losses(x, y), List.of(x)))
                .withMessage("grad: the input of shape [5, 4] does not require gradients");
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-13));
    }
}

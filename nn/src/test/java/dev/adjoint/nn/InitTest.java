package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitTest {
    @Test
    void fillsParametersInPlaceAndUnrecorded() {
        Linear layer = new Linear(3, 2);
        Tensor weight = layer.weight();
        assertThat(Init.constant(weight, 0.5)).isSameAs(weight);
        assertThat(weight.toFloatArray()).containsOnly(0.5f);
        assertThat(weight.isLeaf() && weight.requiresGrad()).isTrue();
        assertThat(Init.ones(weight).toFloatArray()).containsOnly(1);
        assertThat(Init.zeros(weight).toFloatArray()).containsOnly(0);
    }

    @Test
    void theDefaultGeneratorIsUsedUnlessOneIsGiven() {
        Rng.seed(4);
        Tensor x = Init.xavierNormal(Tensor.zeros(3, 4), 2);
        assertThat(x.bitEquals(Init.xavierNormal(Tensor.zeros(3, 4), 2, new Rng(4))))
                .isTrue();
    }

    @Test
    void aPartOfATensorCanBeFilled() {
        Tensor gates = Tensor.zeros(4, 2);
        Init.ones(gates.narrow(0, 1, 1));
        assertThat(gates.toFloatArray()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    }

    @Test
    void whatAnOpMadeIsRefused() {
        Tensor made = Tensor.ones(2, 2).requiresGrad(true).mul(2);
        assertThatIllegalStateException().isThrownBy(() -> Init.eye(made));
    }

    @ParameterizedTest
    @CsvSource({"LINEAR, 1", "SIGMOID, 1", "TANH, 1.6666666666666667", "RELU, 1.4142135623730951", "SELU, 0.75"})
    void gains(Init.Nonlinearity nonlinearity, double gain) {
        assertThat(Init.calculateGain(nonlinearity)).isEqualTo(gain);
    }

    @Test
    void theGainOfALeakyRectifierDependsOnItsSlope() {
        assertThat(Init.calculateGain(Init.Nonlinearity.LEAKY_RELU)).isEqualTo(1.4141428569978354);
        assertThat(Init.calculateGain(Init.Nonlinearity.LEAKY_RELU, 1)).isEqualTo(1);
    }

    @Test
    void eyeHandsOnWhatFits() {
        assertThat(Init.eye(Tensor.ones(2, 3)).toFloatArray()).containsExactly(1, 0, 0, 0, 1, 0);
        assertThat(Init.eye(Tensor.ones(0, 3)).size()).isZero();
    }

    @Test
    void diracHandsOnChannels() {
        Tensor x = Tensor.randn(new Rng(1), DType.FLOAT32, 1, 4, 5, 6);
        Conv2d layer = new Conv2d(4, 4, new Window(3, 1, 1, 1), Window.of(1), 2, false, new Rng(1), DType.FLOAT32);
        Init.dirac(layer.weight(), 2);
        assertThat(layer.apply(x).bitEquals(x)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Init.dirac(Tensor.zeros(3, 1, 1), 2))
                .withMessage("dirac: groups must divide the outputs, got 2 and shape [3, 1, 1]");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void truncatedNormalsStayWithin(DType dtype) {
        for (double mean : new double[] {0, -1, 4}) { // the last has little mass within
            Tensor x = Init.truncNormal(Tensor.zeros(dtype, 30, 30), mean, 1, -1, 2, new Rng(3));
            assertThat(x.min().item()).isBetween(-1.0, 2.0);
            assertThat(x.max().item()).isBetween(-1.0, 2.0);
        }
    }

    @Test
    void truncatedNormalsAreNormalWithin() {
        Tensor tail = Init.truncNormal(Tensor.zeros(DType.FLOAT64, 200, 200), 0, 1, 1, 3, new Rng(3));
        assertThat(tail.mean().item()).isCloseTo(1.51, Offset.offset(0.01)); // (φ(1) − φ(3)) / (Φ(3) − Φ(1))
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, -1, 1", "0, 1, -1", "NaN, 1, 2"})
    void truncatedNormalsNeedAnInterval(double mean, double std, double b) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Init.truncNormal(Tensor.zeros(2), mean, std, 0, b))
                .withMessageStartingWith("truncNormal: ");
    }

    @ParameterizedTest
    @CsvSource({"5, 3", "3, 5", "4, 4", "1, 6", "300, 2", "60, 60"})
    void orthogonalRowsOrColumns(int rows, int columns) {
        Tensor q = Init.orthogonal(Tensor.zeros(DType.FLOAT64, rows, columns), 2, new Rng(8));
        Tensor product = rows < columns ? q.matmul(q.t()) : q.t().matmul(q);
        Tensor expected = Tensor.eye(Math.min(rows, columns)).to(DType.FLOAT64).mul(4);
        assertThat(product.allClose(expected, 0, 1e-13)).isTrue();
    }

    @Test
    void orthogonalJoinsTheDimensionsBehindTheFirst() {
        Tensor q = Init.orthogonal(Tensor.zeros(2, 3, 2), 1, new Rng(8)).reshape(2, 6);
        assertThat(q.matmul(q.t()).allClose(Tensor.eye(2), 0, 1e-6)).isTrue();
        assertThat(Init.orthogonal(Tensor.zeros(0, 3), 1).size()).isZero();
    }

    @Test
    void ranksAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Init.xavierUniform(Tensor.zeros(3), 1))
                .withMessage("xavierUniform: expects a tensor of 2 or more dimensions, got shape [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Init.eye(Tensor.zeros(1, 2, 3)))
                .withMessage("eye: expects a tensor of 2 dimensions, got shape [1, 2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Init.dirac(Tensor.zeros(2, 2)))
                .withMessage("dirac: expects a tensor of 3 to 5 dimensions, got shape [2, 2]");
    }

    @Test
    void emptyTensorsDrawNothing() {
        Rng rng = new Rng(1);
        Init.kaimingUniform(Tensor.zeros(3, 0), 0, Init.Fan.IN, Init.Nonlinearity.RELU, rng);
        Init.xavierNormal(Tensor.zeros(0, 0), 1, rng);
        assertThat(rng.random()).isEqualTo(new Rng(1).random());
    }
}

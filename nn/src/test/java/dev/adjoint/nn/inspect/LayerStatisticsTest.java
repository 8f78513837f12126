package dev.adjoint.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import org.junit.jupiter.api.Test;

class LayerStatisticsTest {
    private final Linear linear = new Linear(1, 2);
    private final Sequential net = new Sequential(linear, new Relu());

    LayerStatisticsTest() {
        try (var g = Autograd.noGrad()) {
            linear.weight().copyFrom(Tensor.of(new float[][] {{3}, {-4}}));
            linear.bias().copyFrom(Tensor.zeros(2));
        }
    }

    @Test
    void measuresOutputsGradientsAndParameters() {
        try (LayerStatistics statistics = LayerStatistics.watch(net)) {
            net.apply(Tensor.of(new float[][] {{1}, {2}})).sum().backward();
            net.apply(Tensor.of(new float[][] {{1}, {2}}));

            LayerStatistics.Row first = statistics.row("0");
            assertThat(first.kind()).isEqualTo("Linear");
            assertThat(first.calls()).isEqualTo(2);
            assertThat(first.mean()).isEqualTo((3 + 6 - 4 - 8) / 4.0);
            assertThat(first.std()).isCloseTo(Math.sqrt((9 + 36 + 16 + 64) / 4.0 - 0.75 * 0.75), within(1e-12));
            assertThat(first.dead()).isZero();
            assertThat(first.weights()).isEqualTo(5);
            assertThat(first.gradients()).isCloseTo(Math.sqrt(9 + 4), within(1e-12));
            assertThat(first.ratio()).isCloseTo(Math.sqrt(13) / 5, within(1e-12));
            assertThat(first.gradOutput()).isCloseTo(Math.sqrt(2), within(1e-12));

            LayerStatistics.Row second = statistics.row("1");
            assertThat(second.zeros()).isEqualTo(0.5);
            assertThat(second.units()).isEqualTo(2);
            assertThat(second.dead()).isEqualTo(1);
            assertThat(second.gradOutput()).isEqualTo(2);
            assertThat(statistics.toString().lines())
                    .containsExactly(
                            "module  kind          mean   std  zeros  dead  |grad out|  |weights|  |grad|  ratio",
                            "        Sequential    2.25  2.49    50%   1/2        2.00          -       -      -",
                            "0       Linear      -0.750  5.54     0%   0/2        1.41       5.00    3.61  0.721",
                            "1       ReLU          2.25  2.49    50%   1/2        2.00          -       -      -");
        }
    }

    @Test
    void aUnitThatIsActiveOnceIsNotDead() {
        try (LayerStatistics statistics = LayerStatistics.watch(net)) {
            net.apply(Tensor.of(new float[][] {{1}}));
            assertThat(statistics.row("1").dead()).isEqualTo(1);
            net.apply(Tensor.of(new float[][] {{-1}}));
            assertThat(statistics.row("1").dead()).isZero();
            statistics.reset();
            assertThat(statistics.row("1").calls()).isZero();
            assertThat(statistics.toString()).contains("1       ReLU           -    -      -     -");
        }
    }

    @Test
    void aUnitOfImagesIsAChannel() {
        Relu relu = new Relu();
        try (LayerStatistics statistics = LayerStatistics.watch(relu)) {
            relu.apply(Tensor.of(new float[] {-1, 0, 0, 2}, 1, 2, 1, 2));
            assertThat(statistics.row("").units()).isEqualTo(2);
            assertThat(statistics.row("").dead()).isEqualTo(1);
        }
    }

    @Test
    void closingEndsTheWatchAndWrongNamesAreErrors() {
        LayerStatistics statistics = LayerStatistics.watch(net);
        statistics.close();
        net.apply(Tensor.of(new float[][] {{1}}));
        assertThat(statistics.row("0").calls()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statistics.row("7"))
                .withMessage("LayerStatistics: no module is called \"7\", there are [, 0, 1]");
    }
}

package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import org.junit.jupiter.api.Test;

class Conv2dTest {
    @Test
    void isTheOpWithItsWeightAndBias() {
        Window down = new Window(2, 1, 0, 2);
        Window across = new Window(3, 2, 1, 1);
        Conv2d layer = new Conv2d(3, 6, down, across, 3, true, new Rng(3), DType.FLOAT64);
        Tensor x = Tensor.randn(new Rng(4), DType.FLOAT64, 2, 3, 6, 5);

        assertThat(layer.weight().shape().dims()).containsExactly(6, 1, 2, 3);
        assertThat(layer.apply(x).bitEquals(x.conv2d(layer.weight(), layer.bias(), down, across, 3)))
                .isTrue();
        assertThat(layer.stateDict().keySet()).containsExactly("weight", "bias");
    }

    @Test
    void samePaddingIsPaddingByHandWithTheOddRowsAtTheEnd() {
        Window down = new Window(4, 1, Window.SAME, 1);
        Window across = new Window(2, 1, Window.SAME, 3);
        Conv2d layer = new Conv2d(1, 2, down, across, 1, false, new Rng(3), DType.FLOAT64);
        Tensor x = Tensor.randn(new Rng(4), DType.FLOAT64, 1, 1, 5, 6);

        Tensor byHand =
                x.pad(0, 1, 2, 1, 2).conv2d(layer.weight(), null, down.withPadding(0), across.withPadding(0), 1);
        assertThat(layer.apply(x).shape().dims()).containsExactly(1, 2, 5, 6);
        assertThat(layer.apply(x).bitEquals(byHand)).isTrue();
    }

    @Test
    void samePaddingHasTheRightGradients() {
        Conv2d layer =
                new Conv2d(1, 1, new Window(2, 1, Window.SAME, 1), Window.of(1), 1, true, new Rng(3), DType.FLOAT64);
        GradCheck.assertGradients(x -> layer.apply(x.get(0)), Tensor.randn(new Rng(4), DType.FLOAT64, 1, 1, 3, 2));
    }

    @Test
    void samePaddingOfOneWindowIsPrinted() {
        Window same = Window.of(3).withPadding(Window.SAME);
        Window one = Window.of(3).withPadding(1);
        assertThat(new Conv2d(1, 2, same, one, 1, true, new Rng(3), DType.FLOAT32).toString())
                .contains(", padding=(same, 1)");
        assertThat(new Conv2d(1, 2, Window.of(3), same, 1, true, new Rng(3), DType.FLOAT32).toString())
                .contains(", padding=(0, same)");
    }

    @Test
    void gradientsReachWeightAndBias() {
        Conv2d layer = new Conv2d(1, 2, 3);
        layer.apply(Tensor.ones(1, 1, 4, 4)).sum().backward();
        assertThat(requireNonNull(layer.weight().grad()).toFloatArray()).containsOnly(4);
        assertThat(requireNonNull(requireNonNull(layer.bias()).grad()).toFloatArray())
                .containsExactly(4, 4);
    }

    @Test
    void aWrongInputNamesTheShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conv2d(3, 8, 3).apply(Tensor.ones(1, 1, 8, 8)))
                .withMessageContaining("[1, 1, 8, 8]")
                .withMessageContaining("[8, 3, 3, 3]");
    }

    @Test
    void samePaddingNeedsStrideOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conv2d(1, 1, 3, 2, Window.SAME))
                .withMessageContaining("padding same needs stride 1");
    }
}

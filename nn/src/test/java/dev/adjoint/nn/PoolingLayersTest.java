package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import org.junit.jupiter.api.Test;

class PoolingLayersTest {
    private static final Tensor ROW = Tensor.of(new float[] {1, 5, 2, 8, 3}, 1, 5);

    @Test
    void windowsLieSideBySideByDefault() {
        assertThat(new MaxPool1d(2).apply(ROW).toFloatArray()).containsExactly(5, 8);
        assertThat(new AvgPool1d(2).apply(ROW).toFloatArray()).containsExactly(3, 5);
        Tensor image = ROW.reshape(1, 1, 5).repeat(1, 4, 1);
        assertThat(new MaxPool2d(2).apply(image).toFloatArray()).containsExactly(5, 8, 5, 8);
        assertThat(new AvgPool2d(2).apply(image).toFloatArray()).containsExactly(3, 5, 3, 5);
    }

    @Test
    void strideAndPaddingCanBeChosen() {
        assertThat(new MaxPool1d(3, 2, 1).apply(ROW).toFloatArray()).containsExactly(5, 8, 8);
        assertThat(new AvgPool1d(3, 2, 1).apply(ROW).toFloatArray()).containsExactly(2, 5, 11f / 3);
        assertThat(new AvgPool1d(new Window(3, 2, 1, 1), false, false)
                        .apply(ROW)
                        .toFloatArray())
                .containsExactly(3, 5, 5.5f);
        assertThat(new MaxPool1d(new Window(2, 2, 0, 1), true).apply(ROW).toFloatArray())
                .containsExactly(5, 8, 3);
    }

    @Test
    void adaptiveOutputsHaveTheirSize() {
        assertThat(new AdaptiveAvgPool1d(2).apply(ROW).toFloatArray()).containsExactly(8f / 3, 13f / 3);
        assertThat(new AdaptiveAvgPool2d(1)
                        .apply(Tensor.ones(2, 3, 7, 5))
                        .shape()
                        .dims())
                .containsExactly(2, 3, 1, 1);
        assertThat(new AdaptiveAvgPool2d(2, 4)
                        .apply(Tensor.ones(3, 7, 5))
                        .shape()
                        .dims())
                .containsExactly(3, 2, 4);
        assertThat(new AdaptiveAvgPool2d(null, 4)
                        .apply(Tensor.ones(3, 7, 5))
                        .shape()
                        .dims())
                .containsExactly(3, 7, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaptiveAvgPool2d(2, 0))
                .withMessage("AdaptiveAvgPool2d: sizes must be >= 1, got [2, 0]");
    }

    @Test
    void samePaddingIsForConvolutionsAlone() {
        Window same = Window.of(3).withPadding(Window.SAME);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxPool1d(same, false))
                .withMessage("MaxPool1d: padding same is for convolutions alone, got a window of kernel 3, stride 1,"
                        + " padding same, dilation 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AvgPool1d(same, false, true))
                .withMessageStartingWith("AvgPool1d: padding same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxPool2d(Window.of(3), same, false))
                .withMessageStartingWith("MaxPool2d: padding same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AvgPool2d(same, Window.of(3), false, true))
                .withMessageStartingWith("AvgPool2d: padding same");
    }
}

package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.kernel.Windows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource({
        "5, 2, 2, 0, 1, false, 2",
        "5, 2, 2, 0, 1, true, 3",
        "5, 3, 2, 1, 1, false, 3",
        "4, 3, 2, 1, 1, true, 3",
        "4, 2, 2, 1, 1, true, 3", // a fourth window would start in the padding behind
        "3, 1, 2, 1, 1, true, 3",
        "7, 3, 1, 0, 3, false, 1",
        "4, 3, 3, 0, 2, true, 1", // too long for the dimension, but not by a stride
        "0, 1, 1, 1, 1, false, 2",
    })
    void counts(int size, int kernel, int stride, int padding, int dilation, boolean ceil, int count) {
        Windows windows = new Window(kernel, stride, padding, dilation).over("op", size, ceil);

        assertThat(windows.count()).isEqualTo(count);
        assertThat(windows.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, 0", "3, 1, 1, 1", "2, 1, 0, 1", "4, 3, 4, 5", "5, 2, 4, 4"})
    void samePaddingPutsAnOddPlaceBehind(int kernel, int dilation, int before, int behind) {
        int size = 7;
        Windows windows = new Window(kernel, 1, Window.SAME, dilation).over("op", size, dilation == 2);

        assertThat(windows.count()).isEqualTo(size);
        assertThat(windows.padding()).isEqualTo(before);
        int last = (size - 1) - before + (kernel - 1) * dilation;
        assertThat(last - (size - 1)).isEqualTo(behind);
    }

    @Test
    void samePaddingIsForConvolutionsWithStrideOne() {
        Window same = Window.of(3).withPadding(Window.SAME);
        assertThat(same).hasToString("kernel 3, stride 1, padding same, dilation 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> same.withStride(2))
                .withMessage("window: padding same needs stride 1, got kernel 3, stride 2, padding same, dilation 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> same.transposed("convTranspose2d", 2, 0))
                .withMessageContaining("convTranspose2d: expected a padding >= 0");
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 0, 2", "1, 2, 1, 3", "3, 1, 0, 4", "2, 3, 2, 7"})
    void sizesOfTransposed(int count, int stride, int outputPadding, int size) {
        Windows windows = Window.of(2).withStride(stride).transposed("op", count, outputPadding);

        assertThat(windows.count()).isEqualTo(count);
        assertThat(windows.size()).isEqualTo(size);
    }

    @Test
    void convolutionUndoesTheSizesOfTransposed() {
        Window window = new Window(3, 2, 1, 2);

        for (int count = 1; count < 9; count++) {
            Windows windows = window.transposed("op", count, 1);
            assertThat(window.over("op", windows.size(), false).count()).isEqualTo(count);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "1, 0, 0, 1", "1, 1, -2, 1", "1, 1, 0, 0"})
    void refusesNumbersThatMakeNoSense(int kernel, int stride, int padding, int dilation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Window(kernel, stride, padding, dilation))
                .withMessage("window: expected kernel, stride and dilation >= 1 and padding >= 0, got kernel " + kernel
                        + ", stride " + stride + ", padding " + padding + ", dilation " + dilation);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Window window = Window.of(3).withDilation(2).withPadding(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.over("conv2d", 2, true))
                .withMessage(
                        "conv2d: a window of kernel 3, stride 1, padding 1, dilation 2 does not fit into 2 elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.transposed("convTranspose2d", 2, 2))
                .withMessage("convTranspose2d: expected an output padding >= 0 and less than stride or dilation of "
                        + "kernel 3, stride 1, padding 1, dilation 2, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.of(1).withPadding(1).transposed("convTranspose2d", 2, 0))
                .withMessage("convTranspose2d: 2 elements and a window of kernel 1, stride 1, padding 1, dilation 1 "
                        + "leave no output, its size is 0");
    }
}

package dev.adjoint.op;

import dev.adjoint.kernel.Windows;

/**
 * How a window of a convolution or a pooling moves along one dimension: element t of window w is element
 * {@code w·stride − padding + t·dilation} of the dimension.
 *
 * <p>{@code Window.of(3).withStride(2).withPadding(1)} sees every other element with its two neighbours.
 *
 * @param kernel the number of elements of a window
 * @param stride the distance from one window to the next
 * @param padding the number of places before the first element and behind the last that windows reach into, or
 *     {@link #SAME}
 * @param dilation the distance from one element of a window to the next
 */
public record Window(int kernel, int stride, int padding, int dilation) {
    /**
     * The padding of a convolution with stride 1 that makes as many windows as there are elements: {@code (kernel − 1)
     * · dilation} places, half of them before the first element, an odd one behind the last.
     */
    public static final int SAME = -1;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if kernel, stride or dilation is less than 1, or padding is negative, or it is
     *     {@link #SAME} and the stride not 1
     */
    public Window {
        if (kernel < 1 || stride < 1 || padding < SAME || dilation < 1) {
            throw new IllegalArgumentException(
                    "window: expected kernel, stride and dilation >= 1 and padding >= 0, got "
                            + text(kernel, stride, padding, dilation));
        }
        if (padding == SAME && stride != 1) {
            throw new IllegalArgumentException(
                    "window: padding same needs stride 1, got " + text(kernel, stride, padding, dilation));
        }
    }

    /** Returns the window with stride 1, no padding and dilation 1. */
    public static Window of(int kernel) {
        return new Window(kernel, 1, 0, 1);
    }

    /** Returns this window with another stride. */
    public Window withStride(int elements) {
        return new Window(kernel, elements, padding, dilation);
    }

    /** Returns this window with another padding. */
    public Window withPadding(int elements) {
        return new Window(kernel, stride, elements, dilation);
    }

    /** Returns this window with another dilation. */
    public Window withDilation(int elements) {
        return new Window(kernel, stride, padding, elements);
    }

    /** Returns the number of elements from the first of a window to its last, both included. */
    long reach() {
        return (kernel - 1L) * dilation + 1;
    }

    /**
     * Returns the windows that fit into a dimension and its padding.
     *
     * @param op named in errors
     * @param ceil lets a last window reach beyond the padding behind the dimension, if it starts before the padding
     * @throws IllegalArgumentException if none fits
     */
    Windows over(String op, int size, boolean ceil) {
        long before = padding == SAME ? (reach() - 1) / 2 : padding;
        long room = size - reach() + (padding == SAME ? reach() - 1 : 2L * padding);
        long count = Math.floorDiv(room, stride) + 1;
        if (ceil && Math.floorMod(room, stride) > 0 && count * stride < size + before) {
            count++;
        }
        if (count < 1) {
            throw new IllegalArgumentException(
                    op + ": a window of " + this + " does not fit into " + size + " elements");
        }
        return on(op, size, count, before);
    }

    /**
     * Returns the windows over what a transposed convolution makes of {@code count} elements.
     *
     * @throws IllegalArgumentException if {@code outputPadding} reaches a whole stride or dilation, nothing is left, or
     *     the padding is {@link #SAME}
     */
    Windows transposed(String op, int count, int outputPadding) {
        if (padding == SAME) {
            throw new IllegalArgumentException(op + ": expected a padding >= 0, got a window of " + this);
        }
        if (outputPadding < 0 || outputPadding >= Math.max(stride, dilation)) {
            throw new IllegalArgumentException(
                    op + ": expected an output padding >= 0 and less than stride or dilation of " + this + ", got "
                            + outputPadding);
        }
        long size = (count - 1L) * stride - 2L * padding + reach() + outputPadding;
        if (size < 1) {
            throw new IllegalArgumentException(
                    op + ": " + count + " elements and a window of " + this + " leave no output, its size is " + size);
        }
        return on(op, size, count, padding);
    }

    private Windows on(String op, long size, long count, long before) {
        if (Math.max(size, count * stride) + before + reach() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    op + ": a window of " + this + " over " + size + " elements exceeds what an int counts");
        }
        return new Windows((int) size, (int) count, kernel, stride, (int) before, dilation);
    }

    /** Returns {@code kernel 3, stride 1, padding 0, dilation 1}. */
    @Override
    public String toString() {
        return text(kernel, stride, padding, dilation);
    }

    private static String text(int kernel, int stride, int padding, int dilation) {
        return "kernel " + kernel + ", stride " + stride + ", padding " + (padding == SAME ? "same" : padding)
                + ", dilation " + dilation;
    }
}

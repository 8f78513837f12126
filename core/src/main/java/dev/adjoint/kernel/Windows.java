package dev.adjoint.kernel;

/**
 * Windows along one dimension: tap t of window w lies at {@code w·stride − padding + t·dilation}, and outside the
 * dimension where that is not in {@code [0, size)}.
 *
 * @param size the size of the dimension
 * @param count the number of windows
 * @param kernel the number of taps of a window
 * @param stride the distance from one window to the next
 * @param padding the places before the dimension at which the first window starts
 * @param dilation the distance from one tap to the next
 */
public record Windows(int size, int count, int kernel, int stride, int padding, int dilation) {
    /** Returns where a tap lies. */
    int at(int window, int tap) {
        return window * stride - padding + tap * dilation;
    }

    /** Returns the first window whose tap lies within the dimension, if there is one. */
    int firstWindow(int tap) {
        return Math.max(0, ceilDiv(padding - tap * dilation, stride));
    }

    /** Returns the window behind the last whose tap lies within the dimension. */
    int endWindow(int tap) {
        return Math.min(count, ceilDiv(size + padding - tap * dilation, stride));
    }

    /** Returns the first tap of a window that lies within the dimension, if there is one. */
    int firstTap(int window) {
        return Math.max(0, ceilDiv(padding - window * stride, dilation));
    }

    /** Returns the tap behind the last of a window that lies within the dimension. */
    int endTap(int window) {
        return Math.min(kernel, ceilDiv(size + padding - window * stride, dilation));
    }

    /** Returns the number of taps of a window that lie within the dimension or the padding on either side. */
    int paddedTaps(int window) {
        return Math.min(kernel, ceilDiv(size + 2 * padding - window * stride, dilation));
    }

    private static int ceilDiv(int x, int y) {
        return -Math.floorDiv(-x, y);
    }
}

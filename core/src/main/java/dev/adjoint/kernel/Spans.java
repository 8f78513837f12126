package dev.adjoint.kernel;

/**
 * Stretches of one dimension: {@code from, from + step, …} up to and without {@code to}, each with the number that its
 * sum is divided by for a mean.
 */
public final class Spans {
    final int size;
    final int step;
    final int[] from;
    final int[] to;
    final int[] divisor;

    private Spans(int size, int step, int count) {
        this.size = size;
        this.step = step;
        from = new int[count];
        to = new int[count];
        divisor = new int[count];
    }

    /**
     * The parts of windows that lie within the dimension. The divisor is their number of elements; or, if the padding
     * counts, that of the window without what lies beyond the padding.
     */
    public static Spans of(Windows windows, boolean countPadding) {
        Spans spans = new Spans(windows.size(), windows.dilation(), windows.count());
        for (int i = 0; i < windows.count(); i++) {
            int first = windows.firstTap(i);
            int end = windows.endTap(i);
            spans.from[i] = windows.at(i, first);
            spans.to[i] = windows.at(i, end - 1) + 1;
            spans.divisor[i] = countPadding ? windows.paddedTaps(i) : end - first;
        }
        return spans;
    }

    /**
     * The dimension in {@code count} stretches of nearly one length: from {@code ⌊i·size/count⌋} to
     * {@code ⌈(i+1)·size/count⌉}.
     */
    public static Spans even(int size, int count) {
        Spans spans = new Spans(size, 1, count);
        for (int i = 0; i < count; i++) {
            spans.from[i] = (int) ((long) i * size / count);
            spans.to[i] = (int) (((long) (i + 1) * size + count - 1) / count);
            spans.divisor[i] = spans.to[i] - spans.from[i];
        }
        return spans;
    }

    /** Returns the size of the dimension. */
    public int size() {
        return size;
    }

    /** Returns the number of stretches. */
    public int count() {
        return from.length;
    }

    /** Tells whether a stretch has no elements. */
    public boolean isEmpty(int i) {
        return from[i] >= to[i];
    }

    /** Tells whether each stretch is two neighbours, as most pooling has it. */
    boolean arePairs() {
        for (int i = 0; i < from.length; i++) {
            if (step != 1 || to[i] - from[i] != 2) {
                return false;
            }
        }
        return true;
    }
}

package dev.adjoint.examples.toys;

import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** How often each class was taken for which. */
final class ConfusionMatrix {
    private final int[][] counts;

    /**
     * Counts the pairs.
     *
     * @param classes the number of classes
     * @param actual {@code [n]}, {@code INT64}, the class of each example
     * @param predicted {@code [n]}, {@code INT64}, what it was taken for
     */
    ConfusionMatrix(int classes, Tensor actual, Tensor predicted) {
        if (!actual.shape().equals(predicted.shape())) {
            throw new IllegalArgumentException("confusion matrix: expected one prediction an example, got "
                    + predicted.shape() + " predictions and " + actual.shape() + " examples");
        }
        long[] rows = actual.toLongArray();
        long[] columns = predicted.toLongArray();
        counts = new int[classes][classes];
        for (int i = 0; i < rows.length; i++) {
            counts[Math.toIntExact(rows[i])][Math.toIntExact(columns[i])]++;
        }
    }

    /** Returns how many examples of a class were taken for another, or for what they are. */
    int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Returns the share of all examples that were taken for what they are, in percent with two decimals. */
    String accuracy() {
        int correct = 0;
        int total = 0;
        for (int actual = 0; actual < counts.length; actual++) {
            correct += counts[actual][actual];
            total += Arrays.stream(counts[actual]).sum();
        }
        return Figures.percent(correct, total);
    }

    /** Prints one row for each class, with the share of its examples that was recognised; dots stand for 0. */
    void print(Screen screen) {
        StringBuilder head = new StringBuilder("    ");
        for (int predicted = 0; predicted < counts.length; predicted++) {
            head.append(cell(predicted));
        }
        screen.line("%s   recall", head);
        for (int actual = 0; actual < counts.length; actual++) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%4d", actual));
            for (int count : counts[actual]) {
                row.append(count == 0 ? "     ." : cell(count));
            }
            int total = Arrays.stream(counts[actual]).sum();
            screen.line("%s %8s", row, total == 0 ? "-" : Figures.percent(counts[actual][actual], total));
        }
    }

    private static String cell(int number) {
        return String.format(Locale.ROOT, "%6d", number);
    }
}

package dev.adjoint;

import java.util.Locale;

/**
 * Tensors as text: nested lists, numbers aligned, then shape, type and the op that made them.
 *
 * <p>Numbers have four decimals, as in PyTorch, or an exponent if the magnitudes need it. Of tensors with more than
 * {@value #SUMMARISE} elements the first and last {@value #EDGE} along each dimension are shown.
 */
final class TensorFormat {
    private static final int SUMMARISE = 1000;
    private static final int EDGE = 3;
    private static final String START = "Tensor(";

    private final Tensor tensor;
    private final boolean summarise;
    private final String pattern;
    private int width;
    private final StringBuilder text = new StringBuilder(START);

    private TensorFormat(Tensor tensor) {
        this.tensor = tensor;
        this.summarise = tensor.size() > SUMMARISE;
        this.pattern = pattern(tensor);
    }

    static String format(Tensor tensor) {
        return new TensorFormat(tensor.detach()).write(tensor);
    }

    private String write(Tensor original) {
        int[] index = new int[tensor.rank()];
        width = tensor.rank() == 0 ? 0 : widest(0, index);
        write(0, index);
        text.append(", shape ").append(tensor.shape()).append(", ").append(tensor.dtype());
        Op op = original.op();
        if (op != null) {
            text.append(", made by ").append(op.name());
        } else if (original.requiresGrad()) {
            text.append(", requires grad");
        }
        return text.append(')').toString();
    }

    private void write(int dim, int[] index) {
        if (dim == tensor.rank()) {
            String number = number(index);
            text.append(" ".repeat(Math.max(0, width - number.length()))).append(number);
            return;
        }
        text.append('[');
        int size = tensor.size(dim);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                text.append(',').append(separator(dim));
            }
            if (isSkipped(i, size)) {
                text.append("...");
                i = size - EDGE - 1;
                continue;
            }
            index[dim] = i;
            write(dim + 1, index);
        }
        text.append(']');
    }

    private boolean isSkipped(int i, int size) {
        return summarise && size > 2 * EDGE && i == EDGE;
    }

    private String separator(int dim) {
        int inner = tensor.rank() - 1 - dim;
        return inner == 0 ? " " : "\n".repeat(Math.min(inner, 2)) + " ".repeat(START.length() + dim + 1);
    }

    private int widest(int dim, int[] index) {
        if (dim == tensor.rank()) {
            return number(index).length();
        }
        int widest = 0;
        int size = tensor.size(dim);
        for (int i = 0; i < size; i++) {
            if (isSkipped(i, size)) {
                i = size - EDGE;
            }
            index[dim] = i;
            widest = Math.max(widest, widest(dim + 1, index));
        }
        return widest;
    }

    private String number(int[] index) {
        int place = Elements.place(tensor, index);
        return switch (tensor.dtype()) {
            case BOOL -> Boolean.toString(tensor.storage().booleans()[place]);
            case INT64 -> Long.toString(tensor.storage().longs()[place]);
            case FLOAT32 -> decimal(tensor.storage().floats()[place]);
            case FLOAT64 -> decimal(tensor.storage().doubles()[place]);
        };
    }

    private String decimal(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value) : Double.toString(value);
    }

    /** Returns the format of floating-point numbers: with an exponent for very large or small magnitudes. */
    private static String pattern(Tensor tensor) {
        if (!tensor.dtype().isFloat()) {
            return "";
        }
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (double value : tensor.toDoubleArray()) {
            double magnitude = Math.abs(value);
            if (magnitude > 0 && Double.isFinite(magnitude)) {
                largest = Math.max(largest, magnitude);
                smallest = Math.min(smallest, magnitude);
            }
        }
        boolean exponent = largest >= 1e8 || (largest > 0 && largest < 1e-3) || largest / smallest > 1e8;
        return exponent ? "%.4e" : "%.4f";
    }
}

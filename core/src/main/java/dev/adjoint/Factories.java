package dev.adjoint;

import java.util.Arrays;

/** The bodies of the factories of {@link Tensor}. */
final class Factories {
    private Factories() {}

    static Tensor wrap(Object array, int length, DType dtype, Shape shape) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "tensor: shape " + shape + " has " + shape.size() + " elements, the array " + length);
        }
        return Tensor.over(new Storage(array, dtype), shape.layout());
    }

    /**
     * Returns {@code value} as a 0-d tensor of the same type as {@code like}: the second operand of {@code x.add(2)}.
     */
    static Tensor number(String op, Tensor like, double value) {
        DType dtype = like.dtype();
        boolean exact = dtype.isFloat()
                || (dtype == DType.INT64
                        ? value == Math.rint(value) && Math.abs(value) < 0x1p63
                        : value == 0 || value == 1);
        if (!exact) {
            throw new IllegalArgumentException(
                    op + ": the number " + value + " has no exact value of the tensor's type " + dtype
                            + "; convert the tensor with to(DType.FLOAT32)");
        }
        return full(dtype, value, Shape.scalar());
    }

    static Tensor full(DType dtype, double value, Shape shape) {
        Storage storage = Workspace.empty(dtype, shape.size());
        switch (dtype) {
            case FLOAT32 -> Arrays.fill(storage.floats(), (float) value);
            case FLOAT64 -> Arrays.fill(storage.doubles(), value);
            case INT64 -> Arrays.fill(storage.longs(), (long) value);
            case BOOL -> Arrays.fill(storage.booleans(), value != 0);
        }
        return Tensor.over(storage, shape.layout());
    }

    static Tensor ofRows(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, columns);
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return Tensor.wrap(flat, Shape.of(rows.length, columns));
    }

    static Tensor ofRows(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] flat = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, columns);
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return Tensor.wrap(flat, Shape.of(rows.length, columns));
    }

    static Tensor ofRows(long[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        long[] flat = new long[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, columns);
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return Tensor.wrap(flat, Shape.of(rows.length, columns));
    }

    private static void checkRow(int row, int length, int columns) {
        if (length != columns) {
            throw new IllegalArgumentException("tensor: rows must have one length, row 0 has " + columns
                    + " values, row " + row + " has " + length);
        }
    }

    static Tensor arange(long start, long end, long step) {
        long[] values =
                new long[steps("arange", Math.ceil(((double) end - (double) start) / checkStep((double) step)))];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * step;
        }
        return Tensor.wrap(values, Shape.of(values.length));
    }

    static Tensor arange(DType dtype, double start, double end, double step) {
        double[] values = new double[steps("arange", Math.ceil((end - start) / checkStep(step)))];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i * step;
        }
        return rounded("arange", dtype, values, Shape.of(values.length));
    }

    private static Tensor rounded(String op, DType dtype, double[] values, Shape shape) {
        dtype.checkFloat(op);
        return Tensor.wrap(values, shape).to(dtype);
    }

    private static double checkStep(double step) {
        if (step == 0) {
            throw new IllegalArgumentException("arange: step must not be 0");
        }
        return step;
    }

    private static int steps(String op, double count) {
        if (!(count <= Integer.MAX_VALUE - 8)) {
            throw new IllegalArgumentException(op + ": " + count + " values do not fit in a tensor");
        }
        return (int) Math.max(0, count);
    }

    static Tensor linspace(DType dtype, double start, double end, int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("linspace: steps must be >= 0, got " + steps);
        }
        double[] values = new double[steps];
        double step = steps < 2 ? 0 : (end - start) / (steps - 1);
        for (int i = 0; i < steps; i++) {
            values[i] = i < steps / 2 || steps == 1 ? start + i * step : end - (steps - 1 - i) * step;
        }
        return rounded("linspace", dtype, values, Shape.of(steps));
    }

    static Tensor eye(DType dtype, int n) {
        Shape shape = Shape.of(n, n);
        double[] values = new double[shape.size()];
        for (int i = 0; i < n; i++) {
            values[i * (n + 1)] = 1;
        }
        return rounded("eye", dtype, values, shape);
    }

    static Tensor uniform(Rng rng, DType dtype, double from, double to, Shape shape) {
        Storage storage = floats("uniform", dtype, shape);
        if (dtype == DType.FLOAT32) {
            rng.uniform(storage.floats(), from, to);
        } else {
            rng.uniform(storage.doubles(), from, to);
        }
        return Tensor.over(storage, shape.layout());
    }

    static Tensor normal(Rng rng, DType dtype, double mean, double std, Shape shape) {
        Storage storage = floats("normal", dtype, shape);
        if (dtype == DType.FLOAT32) {
            rng.normal(storage.floats(), mean, std);
        } else {
            rng.normal(storage.doubles(), mean, std);
        }
        return Tensor.over(storage, shape.layout());
    }

    private static Storage floats(String op, DType dtype, Shape shape) {
        if (!dtype.isFloat()) {
            throw new IllegalArgumentException(op + ": the type must be FLOAT32 or FLOAT64, got " + dtype);
        }
        return Workspace.empty(dtype, shape.size());
    }

    static Tensor randint(Rng rng, long low, long high, Shape shape) {
        long[] values = new long[shape.size()];
        rng.randint(values, low, high);
        return Tensor.wrap(values, shape);
    }
}

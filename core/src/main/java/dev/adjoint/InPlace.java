package dev.adjoint;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Loops;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.StridedCopy;
import dev.adjoint.op.Pointwise;

/** The changes in place of {@link Tensor}: loops that write into the array of their first operand. */
final class InPlace {
    /** A rough cost of one element, in nanoseconds, for {@link Parallel#range}. */
    private static final double NANOS = 0.5;

    private InPlace() {}

    static void update(Tensor x, UnaryFunction f) {
        beforeChange("update", x);
        Tensor flat = flat(x);
        if (x.dtype() == DType.FLOAT32) {
            float[] array = flat.storage().floats();
            Parallel.range(x.size(), NANOS, 16, (from, to) -> Loops.unary(f).map(f, array, array, from, to));
        } else {
            double[] array = flat.storage().doubles();
            Parallel.range(x.size(), NANOS, 16, (from, to) -> Loops.unary(f).map(f, array, array, from, to));
        }
        writeBack(x, flat);
    }

    static void update(Tensor x, BinaryFunction f, Tensor a) {
        beforeChange("update", x);
        check("update", x, a);
        Tensor flat = flat(x);
        if (x.dtype() == DType.FLOAT32) {
            float[] array = flat.storage().floats();
            float[] other = Pointwise.floats(a);
            Parallel.range(x.size(), NANOS, 16, (from, to) -> Loops.binary(f).zip(f, array, other, array, from, to));
        } else {
            double[] array = flat.storage().doubles();
            double[] other = Pointwise.doubles(a);
            Parallel.range(x.size(), NANOS, 16, (from, to) -> Loops.binary(f).zip(f, array, other, array, from, to));
        }
        writeBack(x, flat);
    }

    static void update(Tensor x, TernaryFunction f, Tensor a, Tensor b) {
        beforeChange("update", x);
        check("update", x, a);
        check("update", x, b);
        Tensor flat = flat(x);
        if (x.dtype() == DType.FLOAT32) {
            float[] array = flat.storage().floats();
            float[] first = Pointwise.floats(a);
            float[] second = Pointwise.floats(b);
            Parallel.range(
                    x.size(), NANOS, 16, (from, to) -> Loops.ternary(f).zip(f, array, first, second, array, from, to));
        } else {
            double[] array = flat.storage().doubles();
            double[] first = Pointwise.doubles(a);
            double[] second = Pointwise.doubles(b);
            Parallel.range(
                    x.size(), NANOS, 16, (from, to) -> Loops.ternary(f).zip(f, array, first, second, array, from, to));
        }
        writeBack(x, flat);
    }

    /** Returns the elements to change, in an array that starts with them, and counts the change. */
    private static Tensor flat(Tensor x) {
        if (!x.dtype().isFloat()) {
            throw new IllegalArgumentException("update: the tensor must be FLOAT32 or FLOAT64, it is " + x.dtype());
        }
        Fusion.settle();
        x.storage().changed();
        return x.layout().isFlat() ? x : x.detach().contiguous();
    }

    private static void writeBack(Tensor x, Tensor flat) {
        if (flat != x) {
            copy(x, flat);
        }
    }

    static void copyFrom(Tensor x, Tensor source) {
        beforeChange("copyFrom", x);
        copy(x, source);
    }

    private static void copy(Tensor x, Tensor source) {
        check("copyFrom", x, source);
        Layout layout = x.layout();
        Tensor elements = source.detach();
        Tensor flat = elements.storage() == x.storage() ? elements.copy() : elements.contiguous();
        Fusion.settle();
        x.storage().changed();
        StridedCopy copy = new StridedCopy(layout.shape().dims(), layout.strides(), layout.offset());
        Object from = flat.storage().array();
        Object to = x.storage().array();
        Parallel.range(x.size(), NANOS, 1, (start, end) -> copy.write(from, start, to, start, end - start));
    }

    /** Refuses a change of elements that a graph or someone else may need. */
    private static void beforeChange(String method, Tensor x) {
        Op op = x.op();
        String reason = op != null
                ? "was made by " + op.name() + " and the graph may need it; change a detached copy"
                : x.requiresGrad() && Autograd.isRecording()
                        ? "requires gradients and the thread records; change it within Autograd.noGrad()"
                        : x.storage().isGradient()
                                ? "is a gradient, whose elements others may share; compute a new one and call setGrad"
                                : x.layout().isRepeating() ? "repeats elements (it was expanded); change a copy" : null;
        if (reason != null) {
            throw new IllegalStateException(method + ": the tensor of shape " + x.shape() + " " + reason);
        }
    }

    private static void check(String method, Tensor x, Tensor operand) {
        if (!operand.shape().equals(x.shape()) || operand.dtype() != x.dtype()) {
            throw new IllegalArgumentException(method + ": the tensor has shape " + x.shape() + " and type " + x.dtype()
                    + ", the operand " + operand.shape() + " and " + operand.dtype());
        }
        operand.storage().array(); // computed before x changes, on which it may depend
    }
}

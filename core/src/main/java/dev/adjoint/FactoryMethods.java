package dev.adjoint;

import dev.adjoint.op.ConcatOp;
import dev.adjoint.op.Einsum;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The static methods of {@link Tensor}, which inherits them: {@code Tensor.zeros(2, 3)}.
 *
 * <p>Of arrays, filled, counted, random, and made of other tensors. {@link Factories} has the bodies.
 */
abstract sealed class FactoryMethods permits Tensor {
    /** Returns the 1-d {@code FLOAT32} tensor of the values. */
    public static Tensor of(float... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the 1-d {@code FLOAT64} tensor of the values. */
    public static Tensor of(double... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the 1-d {@code INT64} tensor of the values. */
    public static Tensor of(long... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the 1-d {@code BOOL} tensor of the values. */
    public static Tensor of(boolean... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(float[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(double[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(long[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(boolean[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the 2-d tensor of rows of one length. */
    public static Tensor of(float[][] rows) {
        return Factories.ofRows(rows);
    }

    /** Returns the 2-d tensor of rows of one length. */
    public static Tensor of(double[][] rows) {
        return Factories.ofRows(rows);
    }

    /** Returns the 2-d tensor of rows of one length. */
    public static Tensor of(long[][] rows) {
        return Factories.ofRows(rows);
    }

    /** Returns the {@code FLOAT64} tensor {@code [rows, columns]} of a Commons Math matrix. */
    public static Tensor of(RealMatrix matrix) {
        return Factories.ofRows(matrix.getData());
    }

    /** Returns the {@code FLOAT64} tensor {@code [dimension]} of a Commons Math vector. */
    public static Tensor of(RealVector vector) {
        return of(vector.toArray());
    }

    /**
     * Returns a tensor over the given array itself, for code that fills an array and is done with it.
     *
     * @throws IllegalArgumentException if the array does not have exactly the shape's number of elements
     */
    public static Tensor wrap(float[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.FLOAT32, shape);
    }

    /** As {@link #wrap(float[], Shape)}. */
    public static Tensor wrap(double[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.FLOAT64, shape);
    }

    /** As {@link #wrap(float[], Shape)}. */
    public static Tensor wrap(long[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.INT64, shape);
    }

    /** As {@link #wrap(float[], Shape)}. */
    public static Tensor wrap(boolean[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.BOOL, shape);
    }

    /** Returns the 0-d {@code FLOAT32} tensor of one value. */
    public static Tensor scalar(double value) {
        return scalar(DType.FLOAT32, value);
    }

    /**
     * Returns the 0-d tensor of one value, rounded to the type as Java casts do; {@code BOOL} is {@code value != 0}.
     */
    public static Tensor scalar(DType dtype, double value) {
        return Factories.full(dtype, value, Shape.scalar());
    }

    /**
     * Returns a tensor of arbitrary elements, for code that writes all of them into its {@link Tensor#storage} before
     * anyone reads them, as ops do.
     */
    public static Tensor empty(DType dtype, Shape shape) {
        return Tensor.over(Workspace.empty(dtype, shape.size()), shape.layout());
    }

    /** Returns a {@code FLOAT32} tensor of zeros. */
    public static Tensor zeros(int... dims) {
        return zeros(DType.FLOAT32, dims);
    }

    /** Returns a tensor of zeros. */
    public static Tensor zeros(DType dtype, int... dims) {
        return zeros(dtype, Shape.of(dims));
    }

    /** Returns a tensor of zeros. */
    public static Tensor zeros(DType dtype, Shape shape) {
        return Tensor.over(Workspace.zeros(dtype, shape.size()), shape.layout());
    }

    /** Returns a {@code FLOAT32} tensor of ones. */
    public static Tensor ones(int... dims) {
        return full(1, dims);
    }

    /** Returns a tensor of ones. */
    public static Tensor ones(DType dtype, int... dims) {
        return full(dtype, 1, dims);
    }

    /** Returns a {@code FLOAT32} tensor filled with one value. */
    public static Tensor full(double value, int... dims) {
        return full(DType.FLOAT32, value, dims);
    }

    /** Returns a tensor filled with one value, rounded to the type as {@link #scalar(DType, double)} does. */
    public static Tensor full(DType dtype, double value, int... dims) {
        return Factories.full(dtype, value, Shape.of(dims));
    }

    /** Returns the {@code INT64} tensor {@code 0, 1, …, end − 1}. */
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /** Returns the {@code INT64} tensor {@code start, start + step, …} up to and without {@code end}. */
    public static Tensor arange(long start, long end, long step) {
        return Factories.arange(start, end, step);
    }

    /** Returns the {@code FLOAT32} tensor {@code start, start + step, …} up to and without {@code end}. */
    public static Tensor arange(double start, double end, double step) {
        return arange(DType.FLOAT32, start, end, step);
    }

    /** Returns the tensor {@code start, start + step, …} up to and without {@code end}, of a float type. */
    public static Tensor arange(DType dtype, double start, double end, double step) {
        return Factories.arange(dtype, start, end, step);
    }

    /**
     * Returns the {@code FLOAT32} tensor of {@code steps} values evenly spaced from {@code start} to {@code end}, both
     * included.
     */
    public static Tensor linspace(double start, double end, int steps) {
        return linspace(DType.FLOAT32, start, end, steps);
    }

    /** As {@link #linspace(double, double, int)}, of a float type. */
    public static Tensor linspace(DType dtype, double start, double end, int steps) {
        return Factories.linspace(dtype, start, end, steps);
    }

    /** Returns the {@code FLOAT32} identity matrix {@code [n, n]}. */
    public static Tensor eye(int n) {
        return eye(DType.FLOAT32, n);
    }

    /** Returns the identity matrix {@code [n, n]} of a float type. */
    public static Tensor eye(DType dtype, int n) {
        return Factories.eye(dtype, n);
    }

    /** Returns {@code FLOAT32} numbers drawn uniformly from {@code [0, 1)} by the thread's default generator. */
    public static Tensor rand(int... dims) {
        return rand(Rng.current(), DType.FLOAT32, dims);
    }

    /** Returns numbers drawn uniformly from {@code [0, 1)}. */
    public static Tensor rand(Rng rng, DType dtype, int... dims) {
        return Factories.uniform(rng, dtype, 0, 1, Shape.of(dims));
    }

    /** Returns numbers drawn uniformly from {@code [from, to)}. */
    public static Tensor uniform(Rng rng, DType dtype, double from, double to, int... dims) {
        return Factories.uniform(rng, dtype, from, to, Shape.of(dims));
    }

    /** Returns {@code FLOAT32} numbers drawn from the normal distribution N(0, 1) by the thread's default generator. */
    public static Tensor randn(int... dims) {
        return randn(Rng.current(), DType.FLOAT32, dims);
    }

    /** Returns numbers drawn from the normal distribution N(0, 1). */
    public static Tensor randn(Rng rng, DType dtype, int... dims) {
        return Factories.normal(rng, dtype, 0, 1, Shape.of(dims));
    }

    /** Returns numbers drawn from the normal distribution N(mean, std²). */
    public static Tensor normal(Rng rng, DType dtype, double mean, double std, int... dims) {
        return Factories.normal(rng, dtype, mean, std, Shape.of(dims));
    }

    /** Returns {@code INT64} numbers drawn evenly from {@code [low, high)} by the thread's default generator. */
    public static Tensor randint(long low, long high, int... dims) {
        return Factories.randint(Rng.current(), low, high, Shape.of(dims));
    }

    /** Returns {@code 0 … n − 1} in random order, {@code INT64}, by the thread's default generator. */
    public static Tensor randperm(int n) {
        return wrap(Rng.current().permutation(n), Shape.of(n));
    }

    /** Joins tensors along an existing dimension; their other sizes and their types are equal. */
    public static Tensor concat(int dim, Tensor... tensors) {
        return new ConcatOp(dim).apply(tensors.clone());
    }

    /** Joins tensors of one shape along a new dimension at place {@code dim}. */
    public static Tensor stack(int dim, Tensor... tensors) {
        return ConcatOp.stack(dim, tensors);
    }

    /** Sums of products by Einstein's convention, {@code einsum("ij,jk->ik", a, b)}; see {@link Einsum}. */
    public static Tensor einsum(String equation, Tensor... tensors) {
        return Einsum.einsum(equation, tensors);
    }
}

package dev.adjoint;

import dev.adjoint.kernel.StridedCopy;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Reading elements out of tensors. */
final class Elements {
    private Elements() {}

    static double only(Tensor x) {
        if (x.size() != 1) {
            throw new IllegalArgumentException(
                    "item: the tensor must have exactly one element, its shape is " + x.shape());
        }
        return at(x, x.layout().offset());
    }

    static double get(Tensor x, int... index) {
        return at(x, place(x, index));
    }

    /** Returns where in the storage an element lies. */
    static int place(Tensor x, int... index) {
        if (index.length != x.rank()) {
            throw new IllegalArgumentException(
                    "get: shape " + x.shape() + " takes " + x.rank() + " indices, got " + Arrays.toString(index));
        }
        int place = x.layout().offset();
        for (int i = 0; i < index.length; i++) {
            int size = x.size(i);
            if (index[i] < -size || index[i] >= size) {
                throw new IllegalArgumentException(
                        "get: index " + Arrays.toString(index) + " is out of range for shape " + x.shape());
            }
            place += (index[i] < 0 ? index[i] + size : index[i]) * x.layout().stride(i);
        }
        return place;
    }

    private static double at(Tensor x, int place) {
        Storage storage = x.storage();
        return switch (x.dtype()) {
            case FLOAT32 -> storage.floats()[place];
            case FLOAT64 -> storage.doubles()[place];
            case INT64 -> exact(storage.longs()[place]);
            case BOOL -> storage.booleans()[place] ? 1 : 0;
        };
    }

    private static double exact(long value) {
        if ((long) (double) value != value || value == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "item: no double holds the INT64 value " + value + " exactly; use toLongArray()");
        }
        return value;
    }

    /** Returns a fresh array of the elements in row-major order. */
    static Object copy(Tensor x, DType expected) {
        if (x.dtype() != expected) {
            throw new IllegalArgumentException("toArray: the tensor has type " + x.dtype() + ", the array would be "
                    + expected + "; convert with to(DType." + expected + ")");
        }
        Layout layout = x.layout();
        Object array = Storage.newArray(expected, x.size());
        new StridedCopy(layout.shape().dims(), layout.strides(), layout.offset())
                .read(x.storage().array(), 0, array, 0, x.size());
        return array;
    }

    static RealMatrix toRealMatrix(Tensor x) {
        if (x.rank() != 2) {
            throw new IllegalArgumentException(
                    "toRealMatrix: the tensor must have 2 dimensions, its shape is " + x.shape());
        }
        if (x.size() == 0) {
            throw new IllegalArgumentException(
                    "toRealMatrix: a Commons Math matrix has at least one row and column, the " + "tensor's shape is "
                            + x.shape());
        }
        int columns = x.size(1);
        double[] flat = x.toDoubleArray();
        RealMatrix matrix = new Array2DRowRealMatrix(x.size(0), columns);
        for (int i = 0; i < x.size(0); i++) {
            matrix.setRow(i, Arrays.copyOfRange(flat, i * columns, (i + 1) * columns));
        }
        return matrix;
    }

    static RealVector toRealVector(Tensor x) {
        if (x.rank() != 1) {
            throw new IllegalArgumentException(
                    "toRealVector: the tensor must have 1 dimension, its shape is " + x.shape());
        }
        return new ArrayRealVector(x.toDoubleArray(), false);
    }

    static boolean allClose(Tensor x, Tensor y, double rtol, double atol) {
        if (!sameKind(x, y)) {
            return false;
        }
        if (!x.dtype().isFloat()) {
            return bitEquals(x, y);
        }
        double[] got = x.toDoubleArray();
        double[] want = y.toDoubleArray();
        for (int i = 0; i < got.length; i++) {
            boolean same = got[i] == want[i] || Double.isNaN(got[i]) && Double.isNaN(want[i]);
            boolean finite = Double.isFinite(got[i]) && Double.isFinite(want[i]);
            if (!same && !(finite && Math.abs(got[i] - want[i]) <= atol + rtol * Math.abs(want[i]))) {
                return false;
            }
        }
        return true;
    }

    static boolean bitEquals(Tensor x, Tensor y) {
        return sameKind(x, y)
                && switch (x.dtype()) {
                    case FLOAT32 -> Arrays.equals(x.toFloatArray(), y.toFloatArray());
                    case FLOAT64 -> Arrays.equals(x.toDoubleArray(), y.toDoubleArray());
                    case INT64 -> Arrays.equals(x.toLongArray(), y.toLongArray());
                    case BOOL -> Arrays.equals(x.toBooleanArray(), y.toBooleanArray());
                };
    }

    private static boolean sameKind(Tensor x, Tensor y) {
        return x.shape().equals(y.shape()) && x.dtype() == y.dtype();
    }
}

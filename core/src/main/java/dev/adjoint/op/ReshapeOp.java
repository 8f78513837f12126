package dev.adjoint.op;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The elements in row-major order in another shape: a view where the layout allows, a copy elsewhere. The gradient is
 * reshaped back.
 */
public final class ReshapeOp extends UnaryOp {
    private final Shape target;
    private @Nullable Shape source;

    /** Makes the op. */
    public ReshapeOp(Shape target) {
        this.target = target;
    }

    @Override
    public Tensor forward(Tensor x) {
        if (x.size() != target.size()) {
            throw new IllegalArgumentException("reshape: shape " + x.shape() + " has " + x.size() + " elements, shape "
                    + target + " has " + target.size());
        }
        source = x.shape();
        Tensor viewable = x.layout().canView(target) ? x : Pointwise.copy(x);
        return viewable.view(viewable.layout().view(target));
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return upstream.reshape(afterForward(source));
    }

    /** Implements {@link Tensor#reshape(Shape)}. */
    public static Tensor reshape(Tensor x, Shape target) {
        return target.equals(x.shape()) ? x : new ReshapeOp(target).apply(x);
    }

    /** Implements {@link Tensor#reshape(int...)}. */
    public static Tensor reshape(Tensor x, int... dims) {
        int unknown = -1;
        long known = 1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] != -1) {
                known *= dims[i];
            } else if (unknown < 0) {
                unknown = i;
            } else {
                throw new IllegalArgumentException("reshape: only one size may be -1, got " + Arrays.toString(dims));
            }
        }
        if (unknown < 0) {
            return reshape(x, Shape.of(dims));
        }
        if (known <= 0 || x.size() % known != 0) {
            throw new IllegalArgumentException("reshape: no size in place of -1 in " + Arrays.toString(dims)
                    + " gives the " + x.size() + " elements of shape " + x.shape());
        }
        int[] worked = dims.clone();
        worked[unknown] = (int) (x.size() / known);
        return reshape(x, Shape.of(worked));
    }

    /** Implements {@link Tensor#flatten(int, int)}. */
    public static Tensor flatten(Tensor x, int startDim, int endDim) {
        if (x.rank() == 0) {
            return x.reshape(1);
        }
        int start = x.shape().axis("flatten", startDim);
        int end = x.shape().axis("flatten", endDim);
        if (start > end) {
            throw new IllegalArgumentException(
                    "flatten: startDim " + startDim + " comes after endDim " + endDim + " in shape " + x.shape());
        }
        int[] dims = x.shape().dims();
        int joined = 1;
        for (int i = start; i <= end; i++) {
            joined *= dims[i];
        }
        int[] flat = Arrays.copyOf(dims, dims.length - (end - start));
        flat[start] = joined;
        System.arraycopy(dims, end + 1, flat, start + 1, dims.length - 1 - end);
        return reshape(x, Shape.of(flat));
    }

    /** Implements {@link Tensor#unsqueeze}. */
    public static Tensor unsqueeze(Tensor x, int dim) {
        int axis = x.shape().insertionAxis("unsqueeze", dim);
        int[] dims = x.shape().dims();
        int[] longer = Arrays.copyOf(dims, dims.length + 1);
        longer[axis] = 1;
        System.arraycopy(dims, axis, longer, axis + 1, dims.length - axis);
        return reshape(x, Shape.of(longer));
    }

    /** Implements {@link Tensor#squeeze(int)}. */
    public static Tensor squeeze(Tensor x, int dim) {
        if (x.rank() == 0 && (dim == 0 || dim == -1)) {
            return x;
        }
        int axis = x.shape().axis("squeeze", dim);
        if (x.size(axis) != 1) {
            return x;
        }
        boolean[] dropped = new boolean[x.rank()];
        dropped[axis] = true;
        return reshape(x, x.shape().reduce(dropped, false));
    }

    /** Implements {@link Tensor#squeeze()}. */
    public static Tensor squeeze(Tensor x) {
        boolean[] dropped = new boolean[x.rank()];
        for (int i = 0; i < dropped.length; i++) {
            dropped[i] = x.size(i) == 1;
        }
        return reshape(x, x.shape().reduce(dropped, false));
    }

    /** Implements {@link Tensor#contiguous}. */
    public static Tensor contiguous(Tensor x) {
        return x.layout().isFlat() ? x : new CopyOp().apply(x);
    }
}

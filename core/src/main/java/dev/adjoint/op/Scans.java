package dev.adjoint.op;

import dev.adjoint.Tensor;
import java.util.Arrays;

/**
 * Products over dimensions and running products, composed of halving and doubling steps.
 *
 * <p>Being products of slices they are differentiable at zeros, any number of times, with no case to tell apart.
 */
public final class Scans {
    private Scans() {}

    /** Implements {@link Tensor#prod(boolean, int...)}: halves of the elements are multiplied until one is left. */
    public static Tensor prod(Tensor x, boolean keepDim, int... dims) {
        boolean[] reduced = x.shape().reduced("prod", dims);
        int[] order = new int[x.rank()];
        int kept = 0;
        for (int i = 0; i < order.length; i++) {
            if (!reduced[i]) {
                order[kept++] = i;
            }
        }
        int next = kept;
        int count = 1;
        for (int i = 0; i < order.length; i++) {
            if (reduced[i]) {
                order[next++] = i;
                count *= x.size(i);
            }
        }
        int[] flat = Arrays.copyOf(x.permute(order).shape().dims(), kept + 1);
        flat[kept] = count;
        Tensor rows = x.permute(order).reshape(flat);
        if (count == 0) {
            return x.sum(keepDim, dims).add(1);
        }
        for (int n = count; n > 1; n = n / 2 + n % 2) {
            int half = n / 2;
            Tensor product = rows.narrow(-1, 0, half).mul(rows.narrow(-1, half, half));
            rows = n % 2 == 0 ? product : Tensor.concat(-1, product, rows.narrow(-1, n - 1, 1));
        }
        return rows.reshape(x.shape().reduce(reduced, keepDim));
    }

    /** Implements {@link Tensor#cumprod}: each element is multiplied with the one 1, 2, 4, … places before it. */
    public static Tensor cumprod(Tensor x, int dim) {
        if (x.rank() == 0) {
            return cumprod(x.reshape(1), dim).reshape();
        }
        int axis = x.shape().axis("cumprod", dim);
        int n = x.size(axis);
        Tensor y = x;
        for (int shift = 1; shift < n; shift *= 2) {
            Tensor head = y.narrow(axis, 0, shift);
            Tensor tail = y.narrow(axis, shift, n - shift).mul(y.narrow(axis, 0, n - shift));
            y = Tensor.concat(axis, head, tail);
        }
        return y;
    }
}

package dev.adjoint.testing;

import dev.adjoint.Tensor;
import java.util.Arrays;

/** Ways for the elements of a tensor to lie in memory. */
public enum Arrangement {
    /** In row-major order, but not from the start of the array. */
    OFFSET {
        @Override
        Tensor of(Tensor x) {
            Tensor longer = Tensor.concat(0, Tensor.full(x.dtype(), -7, 3), x.flatten());
            return longer.slice(0, 3, longer.size()).reshape(x.shape());
        }
    },
    /** In row-major order from the start of an array that goes on behind them. */
    SHORT {
        @Override
        Tensor of(Tensor x) {
            Tensor longer = Tensor.concat(0, x.flatten(), Tensor.full(x.dtype(), -7, 3));
            return longer.slice(0, 0, x.size()).reshape(x.shape());
        }
    },
    /** In column-major order. */
    PERMUTED {
        @Override
        Tensor of(Tensor x) {
            int[] reversed = new int[x.rank()];
            Arrays.setAll(reversed, i -> x.rank() - 1 - i);
            return x.permute(reversed).contiguous().permute(reversed);
        }
    },
    /** Every second element of an array. */
    SLICED {
        @Override
        Tensor of(Tensor x) {
            return Tensor.stack(-1, Tensor.full(x.dtype(), -7).expand(x.shape()), x)
                    .select(-1, 1);
        }
    },
    /** One element, or slice along the first dimension, repeated: other elements than those of x. */
    EXPANDED {
        @Override
        Tensor of(Tensor x) {
            return x.rank() == 0 || x.size(0) == 0 ? x : x.slice(0, 0, 1).expand(x.shape());
        }
    };

    /** Returns a view of x's shape whose elements lie so. */
    abstract Tensor of(Tensor x);
}

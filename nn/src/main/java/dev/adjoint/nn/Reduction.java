package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** What becomes of the losses of single elements. */
public enum Reduction {
    /** Their mean, a scalar; NaN if there are none. */
    MEAN {
        @Override
        Tensor apply(Tensor losses) {
            return losses.mean();
        }
    },
    /** Their sum, a scalar. */
    SUM {
        @Override
        Tensor apply(Tensor losses) {
            return losses.sum();
        }
    },
    /** Their sum divided by the size of the first dimension, the batch; the sum if there is no dimension. */
    BATCH_MEAN {
        @Override
        Tensor apply(Tensor losses) {
            return losses.sum().div(losses.rank() == 0 ? 1 : losses.size(0));
        }
    },
    /** They stay as they are. */
    NONE {
        @Override
        Tensor apply(Tensor losses) {
            return losses;
        }
    };

    abstract Tensor apply(Tensor losses);
}

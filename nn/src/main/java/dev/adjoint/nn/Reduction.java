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
    /** They stay as they are. */
    NONE {
        @Override
        Tensor apply(Tensor losses) {
            return losses;
        }
    };

    abstract Tensor apply(Tensor losses);
}

package dev.adjoint;

/** The type of a tensor's elements. No operation changes it silently; {@link Tensor#to(DType)} converts. */
public enum DType {
    /** IEEE single precision, the default. */
    FLOAT32,
    /** IEEE double precision, for exact checks and science. */
    FLOAT64,
    /** 64-bit integers, for indices and class labels; never part of a gradient. */
    INT64,
    /** Truth values, for masks; never part of a gradient. */
    BOOL;

    /** Tells whether tensors of this type can carry gradients: {@link #FLOAT32} and {@link #FLOAT64}. */
    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /**
     * Fails unless this is a float type.
     *
     * @param op the op or its name, for the message
     * @throws IllegalArgumentException for other types
     */
    public void checkFloat(Object op) {
        if (!isFloat()) {
            throw new IllegalArgumentException(
                    op + ": takes FLOAT32 or FLOAT64, got " + this + "; convert with to(DType.FLOAT32)");
        }
    }
}

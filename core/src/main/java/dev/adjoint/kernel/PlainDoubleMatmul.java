package dev.adjoint.kernel;

/** {@link DoubleMatmul} in plain Java, in loops that HotSpot vectorises itself. */
public final class PlainDoubleMatmul extends DoubleMatmul {
    /** A product with fewer columns than this, and than rows, is computed as its transpose: short rows gain nothing. */
    private static final int FEW_COLUMNS = 32;

    @Override
    protected void multiply(Operands<double[]> of) {
        boolean flat = of.n() < FEW_COLUMNS && of.n() < of.m();
        new PlainDoubleProduct(flat ? of.transposed() : of).compute(0.1, 1, 1);
    }
}

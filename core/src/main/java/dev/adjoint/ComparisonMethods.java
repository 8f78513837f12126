package dev.adjoint;

import dev.adjoint.kernel.Comparison;
import dev.adjoint.op.Pointwise;

/** Comparisons and logic, with {@code BOOL} results that carry no gradients; shapes are broadcast. */
public sealed interface ComparisonMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /** {@code x == y}. */
    default Tensor eq(Tensor y) {
        return Pointwise.compare("eq", Comparison.EQ, self(), y);
    }

    /** {@code x == c}. */
    default Tensor eq(double c) {
        return eq(Factories.number("eq", self(), c));
    }

    /** {@code x != y}. */
    default Tensor ne(Tensor y) {
        return Pointwise.compare("ne", Comparison.NE, self(), y);
    }

    /** {@code x != c}. */
    default Tensor ne(double c) {
        return ne(Factories.number("ne", self(), c));
    }

    /** {@code x < y}. */
    default Tensor lt(Tensor y) {
        return Pointwise.compare("lt", Comparison.LT, self(), y);
    }

    /** {@code x < c}. */
    default Tensor lt(double c) {
        return lt(Factories.number("lt", self(), c));
    }

    /** {@code x <= y}. */
    default Tensor le(Tensor y) {
        return Pointwise.compare("le", Comparison.LE, self(), y);
    }

    /** {@code x <= c}. */
    default Tensor le(double c) {
        return le(Factories.number("le", self(), c));
    }

    /** {@code x > y}. */
    default Tensor gt(Tensor y) {
        return Pointwise.compare("gt", Comparison.GT, self(), y);
    }

    /** {@code x > c}. */
    default Tensor gt(double c) {
        return gt(Factories.number("gt", self(), c));
    }

    /** {@code x >= y}. */
    default Tensor ge(Tensor y) {
        return Pointwise.compare("ge", Comparison.GE, self(), y);
    }

    /** {@code x >= c}. */
    default Tensor ge(double c) {
        return ge(Factories.number("ge", self(), c));
    }

    /** {@code !x}, for {@code BOOL}. */
    default Tensor logicalNot() {
        return logicalXor(Tensor.scalar(DType.BOOL, 1));
    }

    /** {@code x && y}, for {@code BOOL}. */
    default Tensor logicalAnd(Tensor y) {
        return Pointwise.logic("logicalAnd", (a, b) -> a && b, self(), y);
    }

    /** {@code x || y}, for {@code BOOL}. */
    default Tensor logicalOr(Tensor y) {
        return Pointwise.logic("logicalOr", (a, b) -> a || b, self(), y);
    }

    /** {@code x != y}, for {@code BOOL}. */
    default Tensor logicalXor(Tensor y) {
        return Pointwise.logic("logicalXor", (a, b) -> a ^ b, self(), y);
    }

    /** Tells for each element whether it is NaN. */
    default Tensor isNan() {
        return ne(self());
    }

    /** Tells for each element whether it is neither NaN nor infinite. */
    default Tensor isFinite() {
        return self().abs().lt(Double.POSITIVE_INFINITY);
    }

    /**
     * Tells whether shapes and types are equal and {@code |x − y| ≤ atol + rtol·|y|} everywhere; NaN equals NaN, and an
     * infinity itself.
     */
    default boolean allClose(Tensor y, double rtol, double atol) {
        return Elements.allClose(self(), y, rtol, atol);
    }

    /** Tells whether shapes, types and all bits are equal. */
    default boolean bitEquals(Tensor y) {
        return Elements.bitEquals(self(), y);
    }

    /** Tells for each element whether it is infinite. */
    default Tensor isInf() {
        return self().abs().eq(Double.POSITIVE_INFINITY);
    }
}

package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private final Tensor matrix = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void tellsWhatItIs() {
        assertThat(matrix.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(matrix.rank()).isEqualTo(2);
        assertThat(matrix.size()).isEqualTo(6);
        assertThat(matrix.size(-1)).isEqualTo(3);
        assertThat(matrix.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(matrix.isLeaf()).isTrue();
        assertThat(matrix.requiresGrad()).isFalse();
        assertThat(matrix.grad()).isNull();
    }

    @Test
    void elementsAreReadByIndex() {
        assertThat(matrix.get(0, 1)).isEqualTo(2);
        assertThat(matrix.get(-1, -1)).isEqualTo(6);
        assertThat(matrix.t().get(2, 0)).isEqualTo(3);
        assertThat(Tensor.of(true).get(0)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.get(0, 3))
                .withMessage("get: index [0, 3] is out of range for shape [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.get(1))
                .withMessage("get: shape [2, 3] takes 2 indices, got [1]");
    }

    @Test
    void itemIsTheOnlyElement() {
        assertThat(Tensor.scalar(2.5).item()).isEqualTo(2.5);
        assertThat(Tensor.of(new long[] {7}, 1, 1).item()).isEqualTo(7);
        assertThat(matrix.select(0, 1).select(0, 2).item()).isEqualTo(6);
        assertThatIllegalArgumentException()
                .isThrownBy(matrix::item)
                .withMessage("item: the tensor must have exactly one element, its shape is [2, 3]");
    }

    @Test
    void arraysAreInRowMajorOrder() {
        assertThat(matrix.t().toDoubleArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(matrix.to(DType.FLOAT32).toDoubleArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(matrix::toFloatArray)
                .withMessage(
                        "toArray: the tensor has type FLOAT64, the array would be FLOAT32; convert with to(DType.FLOAT32)");
        assertThatIllegalArgumentException().isThrownBy(matrix::toLongArray);
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.of(1L).toDoubleArray());
    }

    @Test
    void typesConvertAsJavaCastsDo() {
        Tensor x = Tensor.of(-1.7, 0, 2.5, NAN, 1e30);

        assertThat(x.to(DType.INT64).toLongArray()).containsExactly(-1, 0, 2, 0, Long.MAX_VALUE);
        assertThat(x.to(DType.BOOL).toBooleanArray()).containsExactly(true, false, true, true, true);
        assertThat(x.to(DType.FLOAT32).toFloatArray()).containsExactly(-1.7f, 0, 2.5f, Float.NaN, 1e30f);
        assertThat(Tensor.of(true, false).to(DType.FLOAT32).toFloatArray()).containsExactly(1, 0);
        assertThat(Tensor.of(true, false).to(DType.INT64).toLongArray()).containsExactly(1, 0);
        assertThat(x.to(DType.FLOAT64)).isSameAs(x);
    }

    @Test
    void integersAreRoundedToFloatOnce() {
        long betweenTwoFloats = (1L << 60) + (1L << 36) + 1;

        assertThat(Tensor.of(betweenTwoFloats).to(DType.FLOAT32).toFloatArray())
                .containsExactly((float) betweenTwoFloats);
    }

    @Test
    void typesAreNeverMixedInSilence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.add(Tensor.of(1f)))
                .withMessage(
                        "add: both tensors must have one type, left is FLOAT64 and right FLOAT32; convert one with to(DType)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(1L, 2).add(0.5))
                .withMessage(
                        "add: the number 0.5 has no exact value of the tensor's type INT64; convert the tensor with "
                                + "to(DType.FLOAT32)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(1L, 2).div(Tensor.of(2L)))
                .withMessage("div: is not defined for INT64; convert with to(DType.FLOAT32)");
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.of(true).add(Tensor.of(true)));
    }

    @Test
    void integersAddSubtractAndMultiply() {
        Tensor x = Tensor.of((1L << 53) + 1, 3);

        assertThat(x.add(1).toLongArray()).containsExactly((1L << 53) + 2, 4);
        assertThat(x.sub(Tensor.of(1L)).toLongArray()).containsExactly(1L << 53, 2);
        assertThat(x.mul(2).toLongArray()).containsExactly((1L << 54) + 2, 6);
        assertThat(x.sum().toLongArray()).containsExactly((1L << 53) + 4);
    }

    @Test
    void operatorsWithNumbers() {
        Tensor x = Tensor.of(1.0, 2, 4);

        assertThat(x.add(1).toDoubleArray()).containsExactly(2, 3, 5);
        assertThat(x.sub(1).toDoubleArray()).containsExactly(0, 1, 3);
        assertThat(x.rsub(1).toDoubleArray()).containsExactly(0, -1, -3);
        assertThat(x.mul(3).toDoubleArray()).containsExactly(3, 6, 12);
        assertThat(x.div(2).toDoubleArray()).containsExactly(0.5, 1, 2);
        assertThat(x.rdiv(2).toDoubleArray()).containsExactly(2, 1, 0.5);
        assertThat(x.pow(3).toDoubleArray()).containsExactly(1, 8, 64);
        assertThat(x.pow(0.5).toDoubleArray()).containsExactly(1, Math.sqrt(2), 2);
        assertThat(x.pow(Tensor.of(0.0, 1, 2)).toDoubleArray()).containsExactly(1, 2, 16);
        assertThat(x.neg().abs().bitEquals(x)).isTrue();
    }

    @Test
    void broadcastingRepeatsElements() {
        Tensor column = Tensor.of(new double[] {10, 20}, 2, 1);
        Tensor row = Tensor.of(1.0, 2, 3);

        assertThat(column.add(row).toDoubleArray()).containsExactly(11, 12, 13, 21, 22, 23);
        assertThat(matrix.mul(row).toDoubleArray()).containsExactly(1, 4, 9, 4, 10, 18);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.add(Tensor.of(1.0, 2)))
                .withMessage("add: shapes do not broadcast, left [2, 3] and right [2] differ in dimension -1");
    }

    @Test
    void comparisonsFollowIeee() {
        Tensor x = Tensor.of(1, NAN, -0.0, INF);
        Tensor y = Tensor.of(2, NAN, 0.0, INF);

        assertThat(x.eq(y).toBooleanArray()).containsExactly(false, false, true, true);
        assertThat(x.ne(y).toBooleanArray()).containsExactly(true, true, false, false);
        assertThat(x.lt(y).toBooleanArray()).containsExactly(true, false, false, false);
        assertThat(x.le(y).toBooleanArray()).containsExactly(true, false, true, true);
        assertThat(x.gt(y).toBooleanArray()).containsExactly(false, false, false, false);
        assertThat(x.ge(y).toBooleanArray()).containsExactly(false, false, true, true);
        assertThat(x.isNan().toBooleanArray()).containsExactly(false, true, false, false);
        assertThat(x.isFinite().toBooleanArray()).containsExactly(true, false, true, false);
        assertThat(Tensor.of(1L, 3).lt(2).toBooleanArray()).containsExactly(true, false);
    }

    @Test
    void truthTables() {
        Tensor a = Tensor.of(true, true, false, false);
        Tensor b = Tensor.of(true, false, true, false);

        assertThat(a.logicalAnd(b).toBooleanArray()).containsExactly(true, false, false, false);
        assertThat(a.logicalOr(b).toBooleanArray()).containsExactly(true, true, true, false);
        assertThat(a.logicalXor(b).toBooleanArray()).containsExactly(false, true, true, false);
        assertThat(a.logicalNot().toBooleanArray()).containsExactly(false, false, true, true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.logicalAnd(Tensor.of(1L)))
                .withMessage("logicalAnd: takes BOOL tensors, left is BOOL and right INT64");
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void whereChoosesInEachType(DType dtype) {
        Tensor chosen = Tensor.of(true, false).where(Tensor.ones(dtype, 2), Tensor.zeros(dtype, 2));

        assertThat(chosen.dtype()).isEqualTo(dtype);
        assertThat(chosen.get(0)).isEqualTo(1);
        assertThat(chosen.get(1)).isZero();
    }

    @Test
    void extremaPropagateNan() {
        Tensor x = Tensor.of(1, NAN, 3);
        Tensor y = Tensor.of(2, 2, NAN);

        assertThat(x.maximum(y).toDoubleArray()).containsExactly(2, NAN, NAN);
        assertThat(x.minimum(y).toDoubleArray()).containsExactly(1, NAN, NAN);
    }

    @Test
    void tiesShareTheGradient() {
        Tensor x = Tensor.of(1.0, 2).requiresGrad(true);
        Tensor y = Tensor.of(1.0, 1).requiresGrad(true);

        assertThat(Autograd.grad(x.maximum(y).sum(), x).toDoubleArray()).containsExactly(0.5, 1);
        assertThat(Autograd.grad(x.minimum(y).sum(), y).toDoubleArray()).containsExactly(0.5, 1);
    }

    @Test
    void kinksHaveTheDerivativesTheirPagesSay() {
        Tensor x = Tensor.of(-0.0, 0.0).requiresGrad(true);

        assertThat(Autograd.grad(x.relu().sum(), x).toDoubleArray()).containsExactly(1, 1);
        assertThat(Autograd.grad(x.abs().sum(), x).toDoubleArray()).containsOnly(0, -0.0);
        assertThat(Autograd.grad(x.sqrt().sum(), x).toDoubleArray()).containsExactly(-INF, INF);
        assertThat(Autograd.grad(x.pow(0).sum(), x).toDoubleArray()).containsExactly(0, 0);
    }

    @Test
    void closenessIsRelativeAndAbsolute() {
        Tensor x = Tensor.of(1, NAN, INF);

        assertThat(x.allClose(Tensor.of(1 + 1e-7, NAN, INF), 1e-6, 0)).isTrue();
        assertThat(x.allClose(Tensor.of(1 + 1e-5, NAN, INF), 1e-6, 0)).isFalse();
        assertThat(x.allClose(Tensor.of(1, NAN, -INF), 1e-6, 1e9)).isFalse();
        assertThat(x.allClose(Tensor.of(1, 0, INF), 1e-6, 1e9)).isFalse();
        assertThat(x.allClose(x.to(DType.FLOAT32), 1, 1)).isFalse();
        assertThat(x.allClose(x.reshape(3, 1), 1, 1)).isFalse();
        assertThat(Tensor.of(0.0).bitEquals(Tensor.of(-0.0))).isFalse();
        assertThat(Tensor.of(NAN).bitEquals(Tensor.of(NAN))).isTrue();
    }
}

package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactoriesTest {
    @Test
    void arraysKeepTheirType() {
        assertThat(Tensor.of(1f, 2f).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.of(1.0, 2).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(Tensor.of(1, 2).dtype()).isEqualTo(DType.INT64);
        assertThat(Tensor.of(true).dtype()).isEqualTo(DType.BOOL);
        assertThat(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).toFloatArray()).containsExactly(1, 2, 3, 4);
        assertThat(Tensor.of(new long[][] {{1, 2}, {3, 4}}).shape()).isEqualTo(Shape.of(2, 2));
        assertThat(Tensor.of(new boolean[] {true, false}, 2, 1).toBooleanArray())
                .containsExactly(true, false);
    }

    @Test
    void arraysAreCopiedButWrappedOnesAreNot() {
        double[] array = {1, 2};
        Tensor copied = Tensor.of(array);
        Tensor wrapped = Tensor.wrap(array, Shape.of(2));
        array[0] = 9;

        assertThat(copied.toDoubleArray()).containsExactly(1, 2);
        assertThat(wrapped.toDoubleArray()).containsExactly(9, 2);
        wrapped.toDoubleArray()[0] = 7;
        assertThat(array[0]).isEqualTo(9);
    }

    @Test
    void arraysMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .withMessage("tensor: shape [2, 3] has 6 elements, the array 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new double[][] {{1, 2}, {3}}))
                .withMessage("tensor: rows must have one length, row 0 has 2 values, row 1 has 1");
        assertThat(Tensor.of(new float[0][]).shape()).isEqualTo(Shape.of(0, 0));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void filledTensorsOfEachType(DType dtype) {
        assertThat(Tensor.zeros(dtype, 2, 3).ne(0).sum().item()).isZero();
        assertThat(Tensor.ones(dtype, 2, 3).eq(1).sum().item()).isEqualTo(6);
        assertThat(Tensor.full(dtype, 1, 2).dtype()).isEqualTo(dtype);
        assertThat(Tensor.scalar(dtype, 1).item()).isEqualTo(1);
        assertThat(Tensor.scalar(dtype, 1).shape()).isEqualTo(Shape.scalar());
    }

    @Test
    void floatIsTheDefault() {
        assertThat(Tensor.zeros(1).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.ones(1).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.full(0.1, 1).toFloatArray()).containsExactly(0.1f);
        assertThat(Tensor.scalar(0.1).item()).isEqualTo(0.1f);
        assertThat(Tensor.eye(2).toFloatArray()).containsExactly(1, 0, 0, 1);
        assertThat(Tensor.eye(0).shape()).isEqualTo(Shape.of(0, 0));
    }

    @Test
    void ranges() {
        assertThat(Tensor.arange(4).toLongArray()).containsExactly(0, 1, 2, 3);
        assertThat(Tensor.arange(5, 0, -2).toLongArray()).containsExactly(5, 3, 1);
        assertThat(Tensor.arange(3, 3, 1).toLongArray()).isEmpty();
        assertThat(Tensor.arange(3, 5, -1).toLongArray()).isEmpty();
        assertThat(Tensor.arange(0, 0.5, 0.2).toFloatArray()).containsExactly(0f, 0.2f, 0.4f);
        assertThat(Tensor.linspace(0, 1, 5).toFloatArray()).containsExactly(0, 0.25f, 0.5f, 0.75f, 1);
        assertThat(Tensor.linspace(2, 3, 1).toFloatArray()).containsExactly(2);
        assertThat(Tensor.linspace(0.1, 0.7, 3).toFloatArray()).endsWith(0.7f);
        assertThat(Tensor.linspace(DType.FLOAT64, 0.1, 0.7, 3).toDoubleArray())
                .startsWith(0.1)
                .endsWith(0.7);
        assertThat(Tensor.arange(DType.FLOAT64, 0.1, 0.35, 0.1).toDoubleArray())
                .containsExactly(0.1, 0.2, 0.1 + 2 * 0.1);
        assertThat(Tensor.eye(DType.FLOAT64, 2).toDoubleArray()).containsExactly(1, 0, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.eye(DType.INT64, 2))
                .withMessage("eye: takes FLOAT32 or FLOAT64, got INT64; convert with to(DType.FLOAT32)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.arange(0, 1, 0))
                .withMessage("arange: step must not be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.arange(Long.MAX_VALUE))
                .withMessage("arange: 9.223372036854776E18 values do not fit in a tensor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.linspace(0, 1, -1))
                .withMessage("linspace: steps must be >= 0, got -1");
    }

    @Test
    void randomNumbersComeFromTheGeneratorGiven() {
        Tensor uniform = Tensor.uniform(new Rng(3), DType.FLOAT64, 2, 5, 1000);
        Tensor normal = Tensor.normal(new Rng(3), DType.FLOAT64, 10, 0.1, 1000);

        assertThat(uniform.ge(2).logicalAnd(uniform.lt(5)).sum().item()).isEqualTo(1000);
        assertThat(uniform.mean().item()).isBetween(3.4, 3.6);
        assertThat(normal.mean().item()).isBetween(9.98, 10.02);
        assertThat(Tensor.rand(new Rng(3), DType.FLOAT32, 5).bitEquals(Tensor.rand(new Rng(3), DType.FLOAT32, 5)))
                .isTrue();
        assertThat(Tensor.randint(2, 4, 100).toLongArray()).contains(2, 3).doesNotContain(1, 4);
        assertThat(Tensor.randperm(20).toLongArray())
                .containsExactlyInAnyOrder(Tensor.arange(20).toLongArray());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.rand(new Rng(3), DType.INT64, 5))
                .withMessage("uniform: the type must be FLOAT32 or FLOAT64, got INT64");
    }

    @Test
    void commonsMathMatricesAndVectorsComeAndGo() {
        RealMatrix matrix = new Array2DRowRealMatrix(new double[][] {{1, 2, 3}, {4, 5, 6}});
        Tensor tensor = Tensor.of(matrix);

        assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(tensor.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(tensor.toRealMatrix()).isEqualTo(matrix);
        assertThat(tensor.t().toRealMatrix()).isEqualTo(matrix.transpose());
        assertThat(tensor.matmul(tensor.t()).toRealMatrix()).isEqualTo(matrix.multiply(matrix.transpose()));
        ArrayRealVector vector = new ArrayRealVector(new double[] {1, 2, 3});
        assertThat(Tensor.of(vector).toRealVector()).isEqualTo(vector);
        assertThat(tensor.matmul(Tensor.of(vector)).toRealVector()).isEqualTo(matrix.operate(vector));
        assertThat(Tensor.of(1.5f).toRealVector().getEntry(0)).isEqualTo(1.5);
    }

    @Test
    void conversionsToCommonsMathCheckTheShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(1.0).toRealMatrix())
                .withMessage("toRealMatrix: the tensor must have 2 dimensions, its shape is [1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(1, 1).toRealVector())
                .withMessage("toRealVector: the tensor must have 1 dimension, its shape is [1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(2, 0).toRealMatrix())
                .withMessage(
                        "toRealMatrix: a Commons Math matrix has at least one row and column, the tensor's shape is [2, 0]");
    }
}

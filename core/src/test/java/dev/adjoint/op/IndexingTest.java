package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexingTest {
    private final Tensor matrix = Tensor.arange(6).to(DType.FLOAT64).reshape(2, 3);
    private final Tensor index = Tensor.of(new long[][] {{2, 0}, {1, 1}});

    @ParameterizedTest
    @EnumSource(DType.class)
    void gatherReadsAlongADimension(DType dtype) {
        Tensor x = Tensor.of(new long[] {1, 0, 0, 0, 1, 0}, 2, 3).to(dtype);
        Tensor y = x.gather(1, index);

        assertThat(y.dtype()).isEqualTo(dtype);
        assertThat(y.to(DType.INT64).toLongArray()).containsExactly(0, 1, 1, 1);
    }

    @Test
    void gatherAlongTheFirstDimension() {
        assertThat(matrix.gather(0, Tensor.of(new long[][] {{1, 0, 1}})).toDoubleArray())
                .containsExactly(3, 1, 5);
        assertThat(matrix.t().gather(0, index.t()).toDoubleArray()).containsExactly(2, 4, 0, 4);
        assertThat(matrix.gather(1, Tensor.zeros(DType.INT64, 2, 0)).shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void repeatedPlacesAddUpTheirGradients() {
        Tensor x = matrix.copy().requiresGrad(true);

        assertThat(Autograd.grad(x.gather(1, index).sum(), x).toDoubleArray()).containsExactly(1, 0, 1, 0, 2, 0);
        assertThat(Autograd.grad(x.indexSelect(0, Tensor.of(1L, 1)).sum(), x).toDoubleArray())
                .containsExactly(0, 0, 0, 2, 2, 2);
    }

    @Test
    void indexSelectTakesSlices() {
        assertThat(matrix.indexSelect(0, Tensor.of(1L, 0, 1)).toDoubleArray())
                .containsExactly(3, 4, 5, 0, 1, 2, 3, 4, 5);
        assertThat(matrix.indexSelect(-1, Tensor.of(2L)).toDoubleArray()).containsExactly(2, 5);
        assertThat(matrix.t().indexSelect(0, Tensor.of(2L, 0)).toDoubleArray()).containsExactly(2, 5, 0, 3);
        assertThat(matrix.indexSelect(0, Tensor.of(new long[0])).shape()).isEqualTo(Shape.of(0, 3));
    }

    @Test
    void scatterAddAddsInOrder() {
        Tensor source = Tensor.of(new double[][] {{10, 20}, {30, 40}});

        assertThat(matrix.scatterAdd(1, index, source).toDoubleArray()).containsExactly(20, 1, 12, 3, 74, 5);
        assertThat(matrix.toDoubleArray()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void oneHotWorksOutTheClasses() {
        assertThat(Tensor.of(2L, 0).oneHot(-1).toLongArray()).containsExactly(0, 0, 1, 1, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(DType.INT64, 0).oneHot(-1))
                .withMessage("oneHot: the number of classes cannot be worked out of no indices");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(-2L).oneHot(-1))
                .withMessageContaining("oneHot: index -2 is out of range");
    }

    @Test
    void badIndicesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.gather(1, Tensor.of(new long[][] {{3}})))
                .withMessage("gather: index 3 is out of range, the dimension has size 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.indexSelect(0, Tensor.of(-1L)))
                .withMessage("indexSelect: index -1 is out of range, the dimension has size 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.indexSelect(0, Tensor.of(1.0)))
                .withMessage("indexSelect: the index must be INT64, got FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.indexSelect(0, index))
                .withMessage("indexSelect: the index must be 1-d, got shape [2, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.gather(1, Tensor.of(1L)))
                .withMessage(
                        "gather: the index must have the rank of the tensor and be no larger off dimension 1, index [1] "
                                + "and tensor [2, 3]");
        assertThatIllegalArgumentException().isThrownBy(() -> matrix.gather(1, Tensor.zeros(DType.INT64, 3, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.scatterAdd(1, index, Tensor.zeros(2, 2)))
                .withMessage("scatterAdd: the tensor and the source must have one float type, got FLOAT64 and FLOAT32");
    }
}

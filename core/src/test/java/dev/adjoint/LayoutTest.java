package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LayoutTest {
    private final Layout matrix = Shape.of(2, 3).layout();

    @Test
    void rowMajorStrides() {
        Layout layout = Shape.of(2, 3, 4).layout();

        assertThat(layout.strides()).containsExactly(12, 4, 1);
        assertThat(layout.offset()).isZero();
        assertThat(layout.isFlat()).isTrue();
        assertThat(Shape.scalar().layout().strides()).isEmpty();
    }

    @Test
    void permuteSwapsStrides() {
        Layout permuted = matrix.permute(new int[] {1, 0});

        assertThat(permuted).hasToString("shape [3, 2], strides [1, 3], offset 0");
        assertThat(permuted.isContiguous()).isFalse();
    }

    @Test
    void sliceMovesTheOffsetAndWidensTheStride() {
        Layout sliced = Shape.of(5, 3).layout().slice(0, 1, 2, 2);

        assertThat(sliced).hasToString("shape [2, 3], strides [6, 1], offset 3");
        assertThat(matrix.slice(0, 1, 1, 1).isContiguous()).isTrue();
        assertThat(matrix.slice(0, 1, 1, 1).isFlat()).isFalse();
        assertThat(matrix.slice(0, 2, 1, 0).isContiguous()).isTrue();
    }

    @Test
    void dimensionsOfSizeOneDoNotMatterForContiguity() {
        assertThat(Shape.of(2, 1, 3).layout().permute(new int[] {1, 0, 2}).isContiguous())
                .isTrue();
    }

    @Test
    void expandRepeatsWithStrideZero() {
        Layout expanded = Shape.of(3, 1).layout().expand("expand", Shape.of(2, 3, 4));

        assertThat(expanded).hasToString("shape [2, 3, 4], strides [0, 1, 0], offset 0");
        assertThat(expanded.isRepeating()).isTrue();
        assertThat(expanded.isConstant()).isFalse();
        assertThat(Shape.scalar().layout().expand("expand", Shape.of(2, 2)).isConstant())
                .isTrue();
        assertThat(Shape.of(1, 1).layout().isConstant()).isTrue();
        assertThat(Shape.of(0).layout().isConstant()).isFalse();
        assertThat(matrix.isRepeating()).isFalse();
    }

    @Test
    void rowsThatAreOneAndTheSameRepeat() {
        Layout rows = Shape.of(2, 3).layout().expand("expand", Shape.of(5, 2, 3));

        assertThat(rows.repeatsAfter(6)).isTrue();
        assertThat(rows.repeatsAfter(3)).isFalse();
        assertThat(rows.repeatsAfter(5)).isFalse();
        assertThat(Shape.of(3, 1).layout().expand("expand", Shape.of(2, 3, 4)).repeatsAfter(12))
                .isTrue();
        assertThat(Shape.of(3).layout().expand("expand", Shape.of(1, 3)).repeatsAfter(3))
                .isTrue();
        assertThat(Shape.of(4, 3).layout().repeatsAfter(3)).isFalse();
        assertThat(Shape.of(4, 3).layout().repeatsAfter(24)).isFalse();
    }

    @Test
    void expandRefusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.expand("expand", Shape.of(3)))
                .withMessage("expand: shape [2, 3] does not expand to [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.expand("expand", Shape.of(1, 3)))
                .withMessage("expand: shape [2, 3] does not expand to [1, 3]");
    }

    @Test
    void viewPartsDimensionsOfAnyLayout() {
        Layout part = Shape.of(2, 3, 24).layout().slice(2, 8, 1, 8);

        assertThat(part.view(Shape.of(2, 3, 4, 2))).hasToString("shape [2, 3, 4, 2], strides [72, 24, 2, 1], offset 8");
        assertThat(part.view(Shape.of(1, 2, 3, 1, 8)).stride(2)).isEqualTo(24);
        assertThat(part.canView(Shape.of(6, 8))).as("joins dimensions").isFalse();
        assertThat(part.canView(Shape.of(2, 4, 6))).isFalse();
        assertThat(part.canView(Shape.of(8))).as("of fewer elements").isFalse();
        assertThat(part.canView(Shape.of(7, 2, 3, 8))).as("of more elements").isFalse();
        assertThat(part.canView(Shape.of(2, 6, 4))).isFalse();
        assertThat(Shape.of(1).layout().expand("expand", Shape.of(6)).view(Shape.of(2, 3)))
                .hasToString("shape [2, 3], strides [0, 0], offset 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> part.view(Shape.of(6, 8)))
                .withMessage("view: shape [6, 8] needs a copy of elements with shape [2, 3, 8], strides [72, 24, 1],"
                        + " offset 8");
    }

    @Test
    void viewKeepsTheElementsInOrder() {
        assertThat(matrix.view(Shape.of(3, 2))).hasToString("shape [3, 2], strides [2, 1], offset 0");
        Layout transposed = matrix.permute(new int[] {1, 0});
        assertThat(transposed.canView(Shape.of(6))).isFalse();
        assertThat(transposed.canView(Shape.of(3, 1, 2))).isTrue();
        assertThat(transposed.view(Shape.of(1, 3, 1, 2)).stride(1)).isEqualTo(1);
        assertThat(transposed.view(Shape.of(1, 3, 1, 2)).stride(3)).isEqualTo(3);
        assertThat(matrix.slice(0, 1, 1, 1).view(Shape.of(3))).hasToString("shape [3], strides [1], offset 3");
    }

    @Test
    void elementsMustLieWithinTheArray() {
        Tensor small = Tensor.of(1.0, 2, 3);

        assertThat(small.view(Shape.of(3).layout()).toDoubleArray()).containsExactly(1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.view(matrix))
                .withMessage(
                        "layout: elements 0 to 5 are not within an array of 3 (shape [2, 3], strides [3, 1], offset 0)");
    }
}

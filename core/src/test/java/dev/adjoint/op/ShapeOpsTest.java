package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeOpsTest {
    private final Tensor matrix = Tensor.arange(6).reshape(2, 3);

    @Test
    void reshapeKeepsRowMajorOrder() {
        assertThat(matrix.reshape(3, -1).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(matrix.t().reshape(6).toLongArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(matrix.reshape(6).storage()).isSameAs(matrix.storage());
        assertThat(Tensor.scalar(1).reshape(1, 1).shape()).isEqualTo(Shape.of(1, 1));
        assertThat(Tensor.of(1L).reshape().shape()).isEqualTo(Shape.scalar());
        assertThat(Tensor.zeros(0, 3).reshape(3, 0).shape()).isEqualTo(Shape.of(3, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.reshape(4, 2))
                .withMessage("reshape: shape [2, 3] has 6 elements, shape [4, 2] has 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.reshape(-1, -1))
                .withMessage("reshape: only one size may be -1, got [-1, -1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.reshape(4, -1))
                .withMessage("reshape: no size in place of -1 in [4, -1] gives the 6 elements of shape [2, 3]");
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.zeros(0, 3).reshape(0, -1));
    }

    @Test
    void partsOfADimensionAreAView() {
        Tensor columns = Tensor.arange(24).reshape(2, 12).narrow(1, 4, 8);

        assertThat(columns.reshape(2, 4, 2).storage()).isSameAs(columns.storage());
        assertThat(columns.reshape(2, 4, 2).select(1, 3).flatten().toLongArray())
                .containsExactly(10, 11, 22, 23);
        assertThat(columns.reshape(16).storage()).isNotSameAs(columns.storage());
        assertThat(columns.reshape(4, 4).select(0, 2).toLongArray()).containsExactly(16, 17, 18, 19);
    }

    @Test
    void dimensionsOfSizeOneComeAndGo() {
        assertThat(matrix.unsqueeze(0).shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(matrix.unsqueeze(-1).shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(matrix.unsqueeze(1).squeeze(1).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(matrix.squeeze(0)).isSameAs(matrix);
        assertThat(Tensor.zeros(1, 2, 1).squeeze().shape()).isEqualTo(Shape.of(2));
        assertThat(matrix.t().unsqueeze(1).storage()).isSameAs(matrix.storage());
    }

    @Test
    void flattenJoins() {
        Tensor x = Tensor.zeros(2, 3, 4, 5);

        assertThat(x.flatten().shape()).isEqualTo(Shape.of(120));
        assertThat(x.flatten(1, -1).shape()).isEqualTo(Shape.of(2, 60));
        assertThat(x.flatten(1, 2).shape()).isEqualTo(Shape.of(2, 12, 5));
        assertThat(Tensor.zeros(0, 3).flatten().shape()).isEqualTo(Shape.of(0));
        assertThat(Tensor.scalar(1).flatten(0, -1).shape()).isEqualTo(Shape.of(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.flatten(2, 1))
                .withMessage("flatten: startDim 2 comes after endDim 1 in shape [2, 3, 4, 5]");
    }

    @Test
    void permuteAndTranspose() {
        Tensor x = Tensor.arange(24).reshape(2, 3, 4);

        assertThat(x.permute(2, 0, 1).shape()).isEqualTo(Shape.of(4, 2, 3));
        assertThat(x.permute(2, 0, 1).get(3, 1, 2)).isEqualTo(x.get(1, 2, 3));
        assertThat(x.transpose(0, -1).get(3, 2, 1)).isEqualTo(x.get(1, 2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.permute(0, 1, 1))
                .withMessage("permute: each dimension of shape [2, 3, 4] must be named once, got [0, 1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(x::t)
                .withMessage("t: takes a matrix, got shape [2, 3, 4]; use transpose or permute");
    }

    @Test
    void expandRepeats() {
        assertThat(Tensor.of(1L, 2).expand(2, -1).toLongArray()).containsExactly(1, 2, 1, 2);
        assertThat(Tensor.scalar(3).expand(2, 2).toFloatArray()).containsOnly(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.expand(4, 3))
                .withMessageStartingWith("expand: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.expand(3))
                .withMessage("expand: shape [2, 3] does not expand to [3]");
    }

    /** What {@code list(range(5))[start:end:step]} gives in Python. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 5 | 1 | 0,1,2,3,4",
                "1 | 4 | 1 | 1,2,3",
                "-2 | 5 | 1 | 3,4",
                "0 | -1 | 1 | 0,1,2,3",
                "-4 | -2 | 1 | 1,2",
                "-100 | 100 | 1 | 0,1,2,3,4",
                "3 | 2 | 1 |",
                "5 | 9 | 1 |",
                "0 | 5 | 2 | 0,2,4",
                "1 | 5 | 2 | 1,3",
                "1 | 4 | 3 | 1",
                "0 | 5 | 100 | 0",
                "0 | 2147483647 | 2147483647 | 0",
                "-2147483648 | -5 | 1 |",
            })
    void sliceFollowsPython(int start, int end, int step, @Nullable String expected) {
        long[] want = expected == null
                ? new long[0]
                : Arrays.stream(expected.split(",")).mapToLong(Long::parseLong).toArray();

        assertThat(Tensor.arange(5).slice(0, start, end, step).toLongArray()).containsExactly(want);
    }

    @Test
    void slicesAreViews() {
        assertThat(matrix.slice(1, 0, 3, 2).toLongArray()).containsExactly(0, 2, 3, 5);
        assertThat(matrix.slice(1, 1, 2).storage()).isSameAs(matrix.storage());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.slice(0, 0, 1, 0))
                .withMessage("slice: step must be >= 1, got 0");
    }

    @Test
    void narrowAndSelectRefuseWhatIsOutOfRange() {
        assertThat(matrix.narrow(1, 1, 2).toLongArray()).containsExactly(1, 2, 4, 5);
        assertThat(matrix.narrow(1, 3, 0).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(matrix.select(0, -1).toLongArray()).containsExactly(3, 4, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.narrow(1, 2, 2))
                .withMessage("narrow: start 2 and length 2 do not lie within dimension 1 of shape [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.select(0, 2))
                .withMessage("select: index 2 is out of range for dimension 0 of shape [2, 3]");
    }

    @Test
    void chunksOfNothingAreAsManyAsAsked() {
        assertThat(Tensor.zeros(2, 0).chunk(1, 3))
                .hasSize(3)
                .allSatisfy(part -> assertThat(part.shape()).isEqualTo(Shape.of(2, 0)));
        assertThat(matrix.chunk(1, 5)).hasSize(3);
    }

    @Test
    void concatAndStack() {
        Tensor row = Tensor.of(new long[] {7, 8, 9}, 1, 3);

        assertThat(Tensor.concat(0, matrix, row).toLongArray()).containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9);
        assertThat(Tensor.concat(-1, matrix, matrix).shape()).isEqualTo(Shape.of(2, 6));
        assertThat(Tensor.stack(0, row, row).shape()).isEqualTo(Shape.of(2, 1, 3));
        assertThat(Tensor.stack(-1, Tensor.of(1L, 2), Tensor.of(3L, 4)).toLongArray())
                .containsExactly(1, 3, 2, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.concat(0, matrix, Tensor.arange(3)))
                .withMessage(
                        "concat: along dimension 0 the first tensor has shape [2, 3] and type INT64, another [3] and INT64");
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.concat(0, matrix, row.to(DType.FLOAT32)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.concat(0))
                .withMessage("concat: takes at least 1 tensor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.stack(0, matrix, row))
                .withMessage("stack: all tensors must have one shape, the first has [2, 3], tensor 1 has [1, 3]");
    }

    @Test
    void contiguousCopiesOnlyWhereItMust() {
        assertThat(matrix.contiguous()).isSameAs(matrix);
        assertThat(matrix.t().contiguous().layout().isFlat()).isTrue();
        assertThat(matrix.select(0, 1).contiguous().layout().isFlat()).isTrue();
        assertThat(matrix.copy().storage()).isNotSameAs(matrix.storage());
    }
}

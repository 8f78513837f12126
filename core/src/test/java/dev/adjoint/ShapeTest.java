package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
    private final Shape shape = Shape.of(2, 3, 4);

    @Test
    void countsDimensionsAndElements() {
        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.size()).isEqualTo(24);
        assertThat(Shape.scalar().rank()).isZero();
        assertThat(Shape.scalar().size()).isEqualTo(1);
        assertThat(Shape.of(3, 0, 5).size()).isZero();
    }

    @Test
    void isImmutable() {
        int[] dims = {2, 3};
        Shape made = Shape.of(dims);
        dims[0] = 9;
        made.dims()[1] = 9;

        assertThat(made).isEqualTo(Shape.of(2, 3)).hasToString("[2, 3]");
    }

    @Test
    void equalsByDimensions() {
        assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(6));
        assertThat(Shape.of()).isEqualTo(Shape.scalar()).hasToString("[]");
    }

    @Test
    void refusesNegativeAndTooLargeSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(2, -1))
                .withMessage("shape: dimensions must be >= 0, got [2, -1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(1 << 16, 1 << 16))
                .withMessage("shape: more elements than an array holds, got [65536, 65536]");
        assertThat(Shape.of(1 << 16, 0, 1 << 16).size()).isZero();
        assertThat(Shape.of(0, 1 << 16, 1 << 16).size()).isZero();
    }

    @Test
    void negativeDimensionsCountFromTheLast() {
        assertThat(shape.dim(-1)).isEqualTo(4);
        assertThat(shape.axis("op", -3)).isZero();
        assertThat(shape.insertionAxis("op", -1)).isEqualTo(3);
        assertThat(shape.insertionAxis("op", 3)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shape.axis("sum", 3))
                .withMessage("sum: dim must be in [-3, 2] for shape [2, 3, 4], got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shape.insertionAxis("unsqueeze", -5))
                .withMessage("unsqueeze: dim must be in [-4, 3] for shape [2, 3, 4], got -5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.scalar().dim(0))
                .withMessage("shape: a scalar has no dimensions, got dim 0");
    }

    @Test
    void marksReducedDimensions() {
        assertThat(shape.reduced("sum")).containsExactly(true, true, true);
        assertThat(shape.reduced("sum", 0, -1)).containsExactly(true, false, true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shape.reduced("sum", 2, -1))
                .withMessage("sum: dim -1 is named twice in [2, -1], the shape is [2, 3, 4]");
        boolean[] outer = {true, false, true};
        assertThat(shape.reduce(outer, false)).isEqualTo(Shape.of(3));
        assertThat(shape.reduce(outer, true)).isEqualTo(Shape.of(1, 3, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,3 | 2,3 | 2,3",
                "2,3 | 3   | 2,3",
                "2,1 | 3   | 2,3",
                "    | 2,3 | 2,3",
                "1   | 0   | 0",
                "0,3 | 1,3 | 0,3",
                "4,1,3 | 2,1 | 4,2,3",
            })
    void broadcastsByNumPysRules(@Nullable String left, String right, String result) {
        assertThat(Shape.broadcast("add", parse(left), parse(right))).isEqualTo(parse(result));
        assertThat(Shape.broadcast("add", parse(right), parse(left))).isEqualTo(parse(result));
    }

    @Test
    void aDimensionCanBeLeftOut() {
        assertThat(Shape.of(2, 3, 4).without(1)).isEqualTo(Shape.of(2, 4));
        assertThat(Shape.of(5).without(0)).isEqualTo(Shape.scalar());
    }

    @Test
    void shapesThatDoNotBroadcastAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.broadcast("add", Shape.of(2, 3), Shape.of(2)))
                .withMessage("add: shapes do not broadcast, left [2, 3] and right [2] differ in dimension -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.broadcast("add", Shape.of(2, 3), Shape.of(0, 3)))
                .withMessage("add: shapes do not broadcast, left [2, 3] and right [0, 3] differ in dimension -2");
    }

    private static Shape parse(@Nullable String dims) {
        return dims == null || dims.isBlank()
                ? Shape.scalar()
                : Shape.of(Arrays.stream(dims.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }
}

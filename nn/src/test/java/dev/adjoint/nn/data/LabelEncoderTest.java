package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelEncoderTest {
    private static final List<String> LABELS = List.of("rose", "iris", "rose", "tulip");
    private static final LabelEncoder ENCODER = LabelEncoder.fit(LABELS);

    @Test
    void numbersTheSortedClasses() {
        assertThat(ENCODER.classes()).containsExactly("iris", "rose", "tulip");
        assertThat(ENCODER.size()).isEqualTo(3);
        assertThat(ENCODER.index("tulip")).isEqualTo(2);
        Tensor indices = ENCODER.transform(LABELS);
        assertThat(indices.dtype()).isEqualTo(DType.INT64);
        assertThat(indices.toLongArray()).containsExactly(1, 0, 1, 2);
        assertThat(ENCODER.inverseTransform(indices)).isEqualTo(LABELS);
        assertThat(ENCODER.inverseTransform(indices.reshape(2, 2))).isEqualTo(LABELS);
        assertThat(ENCODER.transform(List.of()).shape().dims()).containsExactly(0);
    }

    @Test
    void keepsAGivenOrder() {
        assertThat(new LabelEncoder(List.of("low", "high")).index("high")).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelEncoder(List.of("a", "b", "a")))
                .withMessage("LabelEncoder: the class \"a\" is there twice");
    }

    @Test
    void whatIsUnknownIsNamedWithWhatIsKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ENCODER.transform(List.of("iris", "Rose")))
                .withMessage("LabelEncoder: unknown label \"Rose\", expected one of iris, rose, tulip");
        LabelEncoder many =
                new LabelEncoder(IntStream.range(0, 30).mapToObj(i -> "c" + i).toList());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> many.index("x"))
                .withMessageContaining("expected one of 30: c0, c1,")
                .withMessageEndingWith(", c19, …");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ENCODER.inverseTransform(Tensor.of(0L, 3L)))
                .withMessage("LabelEncoder: the index must be in [0, 3), got 3");
    }
}

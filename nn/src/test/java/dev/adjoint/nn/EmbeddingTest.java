package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {
    @Test
    void looksUpRows() {
        Embedding layer = new Embedding(4, 3);
        Tensor y = layer.apply(Tensor.of(new long[] {2, 0, 2, 3}, 2, 2));
        assertThat(y.shape().dims()).containsExactly(2, 2, 3);
        assertThat(y.select(0, 1).select(0, 0).bitEquals(layer.weight().select(0, 2)))
                .isTrue();
    }

    @Test
    void thePaddingEntryStartsAsZerosAndStaysWithoutGradient() {
        Embedding layer = new Embedding(3, 2, -2);
        assertThat(layer.weight().select(0, 1).toFloatArray()).containsExactly(0, 0);
        assertThat(layer.weight().select(0, 0).toFloatArray()).doesNotContain(0);

        layer.apply(Tensor.of(1L, 2L, 1L)).sum().backward();
        assertThat(requireNonNull(layer.weight().grad()).toFloatArray()).containsExactly(0, 0, 0, 0, 1, 1);
    }

    @Test
    void thePaddingEntryUsesUpItsNumbers() {
        Rng rng = new Rng(9);
        Rng other = new Rng(9);
        Tensor padded = new Embedding(3, 2, 0, rng, DType.FLOAT64).weight();
        Tensor whole = new Embedding(3, 2, null, other, DType.FLOAT64).weight();
        assertThat(padded.slice(0, 1, 3).bitEquals(whole.slice(0, 1, 3))).isTrue();
        assertThat(rng.random()).isEqualTo(other.random());
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, 3})
    void thePaddingEntryMustBeThere(int padding) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Embedding(3, 2, padding))
                .withMessage("Embedding: padding must be one of 3 entries, got " + padding);
    }

    @Test
    void sizesAndIndicesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Embedding(0, 2))
                .withMessage("Embedding: entries and size must be >= 1, got 0 and 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new Embedding(3, 2).apply(Tensor.of(3L)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Embedding(3, 2).apply(Tensor.of(1f)));
    }
}

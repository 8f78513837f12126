package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class AttentionMasksTest {
    private static final Tensor PADDING = Tensor.of(new boolean[] {false, true}, 1, 2);
    private static final Tensor PAIRS = Tensor.of(new boolean[] {false, false, true, false}, 2, 2);

    private static Tensor forScores(AttentionMasks masks) {
        return requireNonNull(masks.forScores(1, 2, 2, 2, DType.FLOAT32));
    }

    @Test
    void trueForbids() {
        assertThat(AttentionMasks.NONE.forScores(1, 2, 2, 2, DType.FLOAT32)).isNull();
        assertThat(forScores(AttentionMasks.CAUSAL).toBooleanArray()).containsExactly(true, false, true, true);
        assertThat(forScores(AttentionMasks.NONE.withAttention(PAIRS)).toBooleanArray())
                .containsExactly(true, true, false, true);
        assertThat(forScores(AttentionMasks.NONE.withKeyPadding(PADDING)).toBooleanArray())
                .containsExactly(true, false);
    }

    @Test
    void whatAnyMaskForbidsIsForbidden() {
        AttentionMasks masks = AttentionMasks.CAUSAL.withAttention(PAIRS).withKeyPadding(PADDING);
        assertThat(forScores(masks).toBooleanArray()).containsExactly(true, false, false, false);

        Tensor numbers = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        float none = Float.NEGATIVE_INFINITY;
        assertThat(forScores(AttentionMasks.CAUSAL.withAttention(numbers)).toFloatArray())
                .containsExactly(1, none, 3, 4);
    }

    @Test
    void eachHeadMayHaveAMaskOfItsOwn() {
        Tensor perHead = Tensor.stack(0, PAIRS, PAIRS.logicalNot());
        Tensor mask = forScores(AttentionMasks.NONE.withAttention(perHead));
        assertThat(mask.shape().dims()).containsExactly(1, 2, 2, 2);
        assertThat(mask.select(1, 1).bitEquals(PAIRS.unsqueeze(0))).isTrue();
    }

    @Test
    void masksThatDoNotFitAreErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forScores(AttentionMasks.NONE.withAttention(Tensor.zeros(3, 2))))
                .withMessage(
                        "MultiheadAttention: expects an attention mask [2, 2] or [2, 2, 2] of type BOOL or FLOAT32,"
                                + " got [3, 2] of type FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forScores(AttentionMasks.NONE.withAttention(Tensor.zeros(DType.FLOAT64, 2, 2))))
                .withMessageEndingWith("got [2, 2] of type FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forScores(AttentionMasks.NONE.withKeyPadding(PAIRS)))
                .withMessage("MultiheadAttention: expects a key padding mask [1, 2] of type BOOL, got [2, 2] of type"
                        + " BOOL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forScores(AttentionMasks.NONE.withKeyPadding(Tensor.zeros(1, 2))))
                .withMessageEndingWith("got [1, 2] of type FLOAT32");
    }
}

package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class NllLossTest {
    private final Tensor x = Tensor.of(new double[] {-1, -2, -3, -4, -5, -6}, 2, 3);

    @Test
    void picksTheNegativesOfTheTargets() {
        NllLoss each = new NllLoss().withReduction(Reduction.NONE);

        assertThat(each.apply(x, Tensor.of(2L, 0)).toDoubleArray()).containsExactly(3, 4);
        assertThat(each.withWeight(Tensor.of(0.5, 1, 2))
                        .apply(x, Tensor.of(2L, 0))
                        .toDoubleArray())
                .containsExactly(6, 2);
        assertThat(each.apply(x.t(), Tensor.of(1L, 0, 1)).toDoubleArray()).containsExactly(4, 2, 6);
        assertThat(Losses.nllLoss(x, Tensor.of(2L, 0)).item()).isEqualTo(3.5);
    }

    @Test
    void theMeanIsWeighted() {
        NllLoss weighted = new NllLoss().withWeight(Tensor.of(0.5, 1, 2));

        assertThat(weighted.apply(x, Tensor.of(2L, 0)).item()).isEqualTo(8 / 2.5, within(1e-15));
        assertThat(weighted.withIgnoreIndex(0).apply(x, Tensor.of(2L, 0)).item())
                .isEqualTo(3);
        assertThat(weighted.withIgnoreIndex(7).apply(x, Tensor.of(7L, 7)).item())
                .isNaN();
        assertThat(new NllLoss()
                        .withWeight(Tensor.zeros(DType.FLOAT64, 3))
                        .apply(x, Tensor.of(2L, 0))
                        .item())
                .isNaN();
    }

    @Test
    void ofNothing() {
        Tensor none = Tensor.zeros(0, 3, 2);
        Tensor target = Tensor.zeros(DType.INT64, 0, 2);

        assertThat(Losses.nllLoss(none, target).item()).isNaN();
        assertThat(new NllLoss()
                        .withReduction(Reduction.SUM)
                        .apply(none, target)
                        .item())
                .isZero();
        assertThat(new NllLoss()
                        .withReduction(Reduction.NONE)
                        .apply(none, target)
                        .shape())
                .isEqualTo(Shape.of(0, 2));
    }

    @Test
    void refusesTargetsThatAreNoIndices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.nllLoss(x, x))
                .withMessage("nllLoss: expects a float input and INT64 class indices, got FLOAT64 and FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.nllLoss(x, Tensor.of(0L, 3)))
                .withMessage("nllLoss: class index 3 is out of range, the input has 3 classes");
    }

    @Test
    void aPlaceMayBePickedTwiceOrNotAtAll() {
        int[] places = {4, 0, -1, 4};
        Tensor picked = new PickOp(places, Shape.of(2, 2)).apply(x);

        assertThat(picked.toDoubleArray()).containsExactly(-5, -1, 0, -5);
        GradCheck.assertGradients(
                GradCheck.Options.DEFAULT.withOrder(2),
                in -> new PickOp(places, Shape.of(2, 2)).apply(in.get(0)).square(),
                x);
    }
}

package dev.adjoint.examples.toys.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Tensor;
import dev.adjoint.nn.data.TensorDataset;
import org.junit.jupiter.api.Test;

class PlaneDataTest {
    @Test
    void moonsAreHalfCircles() {
        TensorDataset moons = PlaneData.moons(6, 0);

        assertThat(moons.targets().toLongArray()).containsExactly(0, 0, 0, 1, 1, 1);
        float[] expected = {1, 0, 0, 1, -1, 0, 0, 0.5f, 1, -0.5f, 2, 0.5f};
        assertThat(moons.inputs().flatten().toFloatArray()).containsExactly(expected, within(1e-6f));
    }

    @Test
    void armsOfASpiralAreTheSameButTurned() {
        TensorDataset arms = PlaneData.spirals(3, 50, 0);

        assertThat(arms.inputs().shape().dims()).containsExactly(150, 2);
        assertThat(arms.targets().eq(2).to(arms.inputs().dtype()).sum().item()).isEqualTo(50);
        Tensor radius = arms.inputs().square().sum(1).sqrt();
        for (int arm = 0; arm < 3; arm++) {
            assertThat(radius.get(50 * arm)).isEqualTo(0.1, within(1e-6));
            assertThat(radius.get(50 * arm + 49)).isEqualTo(1, within(1e-6));
        }
        assertThat(arms.inputs().sum().item()).isEqualTo(0, within(1e-4));
    }

    @Test
    void refusesWrongNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlaneData.moons(7, 0))
                .withMessage("moons: expected an even number of points, got 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlaneData.spirals(3, -1, 0))
                .withMessage("spirals: expected numbers of 0 or more, got 3 arms of -1 points");
    }
}

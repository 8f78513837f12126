package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RmsPropTest {
    /** The variance comes near 0 from both sides as the running means reach g and g². */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void aConstantGradientHasNoVarianceButMakesNoNaN(DType dtype) {
        Tensor p = Tensor.zeros(dtype, 4).requiresGrad(true);
        RmsProp optimizer = new RmsProp(List.of(p), 1e-8).alpha(0.5).centered(true);
        p.setGrad(Tensor.of(0.1, 0.7, 1.1, 3.3).to(dtype));
        for (int step = 0; step < 200; step++) {
            optimizer.step();
        }
        assertThat(p.toDoubleArray()).hasSize(4).doesNotContain(Double.NaN);
    }
}

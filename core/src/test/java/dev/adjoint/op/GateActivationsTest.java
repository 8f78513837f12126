package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The activations that are x times a number between 0 and 1, in one loop: GELU, SiLU, Mish. */
class GateActivationsTest {
    private static final UnaryOperator<Tensor> GELU =
            x -> x.mul(x.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5));

    static Stream<Arguments> fusedAndComposed() {
        return Stream.of(
                row(Tensor::gelu, GELU),
                row(
                        Tensor::geluTanh,
                        x -> x.mul(x.pow(3)
                                .mul(0.044715)
                                .add(x)
                                .mul(Math.sqrt(2 / Math.PI))
                                .tanh()
                                .add(1)
                                .mul(0.5))),
                row(Tensor::silu, x -> x.mul(x.sigmoid())),
                row(Tensor::mish, x -> x.mul(x.softplus().tanh())));
    }

    private static Arguments row(UnaryOperator<Tensor> fused, UnaryOperator<Tensor> composed) {
        return Arguments.of(fused, composed);
    }

    @ParameterizedTest
    @MethodSource("fusedAndComposed")
    void equalTheComposedForm(UnaryOperator<Tensor> fused, UnaryOperator<Tensor> composed) {
        for (int n : new int[] {0, 1, 13, 207, 4098}) {
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                double tolerance = dtype == DType.FLOAT32 ? 2e-6 : 1e-14;
                Tensor x = inputs(dtype, n);
                Tensor upstream = Tensor.randn(new Rng(4), dtype, n);
                Tensor y = fused.apply(x);
                Tensor expected = composed.apply(x);
                assertThat(y.allClose(expected, tolerance, tolerance))
                        .as("%d of %s", n, dtype)
                        .isTrue();
                assertThat(gradient(y, x, upstream).allClose(gradient(expected, x, upstream), tolerance, tolerance))
                        .as("gradient of %d of %s", n, dtype)
                        .isTrue();
            }
        }
    }

    /** The loops in stretches and the derivative in tensor operations give the bits of the scalar functions. */
    @ParameterizedTest
    @MethodSource("fusedAndComposed")
    void fusedDerivativeHasTheBitsOfTheComposedOne(UnaryOperator<Tensor> fused, UnaryOperator<Tensor> unused) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            Tensor x = inputs(dtype, 3000);
            Tensor upstream = Tensor.randn(new Rng(4), dtype, 3000);
            Tensor recorded = Autograd.grad(
                            List.of(fused.apply(x)), List.of(x), List.of(upstream), GraphOption.CREATE_GRAPH)
                    .get(0);
            assertThat(gradient(fused.apply(x), x, upstream).bitEquals(recorded))
                    .as("%s", dtype)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void areExactForLargeNumbers(DType dtype) {
        Tensor x = Tensor.of(-80.0, 80.0, Double.POSITIVE_INFINITY, Double.NaN).to(dtype);
        for (UnaryOperator<Tensor> f : List.<UnaryOperator<Tensor>>of(Tensor::gelu, Tensor::geluTanh, Tensor::mish)) {
            double[] y = f.apply(x).to(DType.FLOAT64).toDoubleArray();
            assertThat(y[0]).isBetween(-1e-30, 0.0);
            assertThat(y[1]).isEqualTo(80);
            assertThat(y[2]).isInfinite();
            assertThat(y[3]).isNaN();
        }
    }

    private static Tensor inputs(DType dtype, int n) {
        return Tensor.randn(new Rng(3), dtype, n).mul(4).detach().requiresGrad(true);
    }

    private static Tensor gradient(Tensor y, Tensor x, Tensor upstream) {
        return Autograd.grad(List.of(y), List.of(x), List.of(upstream)).get(0);
    }
}

package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorFormatTest {
    @Test
    void scalar() {
        assertThat(Tensor.scalar(1.5)).hasToString("Tensor(1.5000, shape [], FLOAT32)");
    }

    @Test
    void vector() {
        assertThat(Tensor.of(1.0, -2.25, 10)).hasToString("Tensor([ 1.0000, -2.2500, 10.0000], shape [3], FLOAT64)");
    }

    @Test
    void matrixRowsAreAligned() {
        assertThat(Tensor.of(new float[][] {{1, 2}, {-3, 40}})).hasToString("""
                        Tensor([[ 1.0000,  2.0000],
                                [-3.0000, 40.0000]], shape [2, 2], FLOAT32)""");
    }

    @Test
    void matricesAreSetApart() {
        assertThat(Tensor.arange(8).reshape(2, 2, 2)).hasToString("""
                        Tensor([[[0, 1],
                                 [2, 3]],

                                [[4, 5],
                                 [6, 7]]], shape [2, 2, 2], INT64)""");
    }

    @Test
    void integersAndTruthValues() {
        assertThat(Tensor.of(1L, -20)).hasToString("Tensor([  1, -20], shape [2], INT64)");
        assertThat(Tensor.of(true, false)).hasToString("Tensor([ true, false], shape [2], BOOL)");
    }

    @Test
    void largeIntegersKeepEveryDigit() {
        assertThat(Tensor.of(Long.MAX_VALUE, 0)).asString().contains("[9223372036854775807,");
        assertThat(Tensor.of((1L << 53) + 1)).asString().contains("[9007199254740993]");
    }

    @Test
    void extremeMagnitudesHaveAnExponent() {
        assertThat(Tensor.of(1e-5, 2)).hasToString("Tensor([0.0000, 2.0000], shape [2], FLOAT64)");
        assertThat(Tensor.of(1e-5, 2e-4)).hasToString("Tensor([1.0000e-05, 2.0000e-04], shape [2], FLOAT64)");
        assertThat(Tensor.of(1e9, 1)).hasToString("Tensor([1.0000e+09, 1.0000e+00], shape [2], FLOAT64)");
    }

    @Test
    void specialValues() {
        assertThat(Tensor.of(Double.NaN, Double.NEGATIVE_INFINITY, 1))
                .hasToString("Tensor([      NaN, -Infinity,    1.0000], shape [3], FLOAT64)");
    }

    @Test
    void emptyTensors() {
        assertThat(Tensor.zeros(0)).hasToString("Tensor([], shape [0], FLOAT32)");
        assertThat(Tensor.zeros(2, 0)).asString().endsWith("shape [2, 0], FLOAT32)");
    }

    @Test
    void largeTensorsShowTheirEdges() {
        assertThat(Tensor.arange(2000))
                .hasToString("Tensor([   0,    1,    2, ..., 1997, 1998, 1999], shape [2000], INT64)");
        assertThat(Tensor.arange(2000).reshape(40, 50)).hasToString("""
                        Tensor([[   0,    1,    2, ...,   47,   48,   49],
                                [  50,   51,   52, ...,   97,   98,   99],
                                [ 100,  101,  102, ...,  147,  148,  149],
                                ...,
                                [1850, 1851, 1852, ..., 1897, 1898, 1899],
                                [1900, 1901, 1902, ..., 1947, 1948, 1949],
                                [1950, 1951, 1952, ..., 1997, 1998, 1999]], shape [40, 50], INT64)""");
    }

    @Test
    void viewsShowTheirOwnElements() {
        assertThat(Tensor.arange(6).reshape(2, 3).t().select(0, 1)).hasToString("Tensor([1, 4], shape [2], INT64)");
    }

    @Test
    void tellsOfTheGraph() {
        Tensor x = Tensor.of(1f).requiresGrad(true);

        assertThat(x).hasToString("Tensor([1.0000], shape [1], FLOAT32, requires grad)");
        assertThat(x.mul(2)).hasToString("Tensor([2.0000], shape [1], FLOAT32, made by mul)");
    }
}

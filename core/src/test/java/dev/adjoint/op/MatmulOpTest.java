package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatmulOpTest {
    private final Rng rng = new Rng(11);

    @Test
    void vectorsAreRowsOnTheLeftAndColumnsOnTheRight() {
        Tensor v = Tensor.of(1.0, 2);
        Tensor m = Tensor.of(new double[][] {{1, 2}, {3, 4}});

        assertThat(v.matmul(v).shape()).isEqualTo(Shape.scalar());
        assertThat(v.matmul(v).item()).isEqualTo(5);
        assertThat(v.matmul(m).toDoubleArray()).containsExactly(7, 10);
        assertThat(m.matmul(v).toDoubleArray()).containsExactly(5, 11);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "2,3,4",
        "1,5,7",
        "7,1,9",
        "17,33,20",
        "64,64,64",
        "5,200,16",
        "130,70,50",
        "0,3,2",
        "2,0,3",
        "2,3,0"
    })
    void equalsNaiveLoops(int m, int k, int n) {
        Tensor a = Tensor.uniform(rng, DType.FLOAT64, -1, 1, m, k);
        Tensor b = Tensor.uniform(rng, DType.FLOAT64, -1, 1, k, n);
        Tensor c = a.matmul(b);

        assertThat(c.shape()).isEqualTo(Shape.of(m, n));
        assertThat(c.allClose(naive(a, b), 1e-12, 1e-12)).isTrue();
        Tensor c32 = a.to(DType.FLOAT32).matmul(b.to(DType.FLOAT32));
        assertThat(c32.to(DType.FLOAT64).allClose(c, 1e-4, 1e-4)).isTrue();
    }

    @Test
    void anyStridesGiveTheSameBits() {
        Tensor a = Tensor.uniform(rng, DType.FLOAT32, -1, 1, 19, 23);
        Tensor b = Tensor.uniform(rng, DType.FLOAT32, -1, 1, 23, 18);
        Tensor c = a.matmul(b);

        assertThat(a.t().copy().t().matmul(b).bitEquals(c)).isTrue();
        assertThat(a.matmul(b.t().copy().t()).bitEquals(c)).isTrue();
        assertThat(a.slice(0, 2, 19, 3).matmul(b).bitEquals(c.slice(0, 2, 19, 3)))
                .isTrue();
        assertThat(a.matmul(b.slice(1, 1, 18, 2)).bitEquals(c.slice(1, 1, 18, 2)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2,1", "1,3", "2,3"})
    void batchesBroadcast(int left, int right) {
        Tensor a = Tensor.uniform(rng, DType.FLOAT64, -1, 1, left, 1, 4, 3);
        Tensor b = Tensor.uniform(rng, DType.FLOAT64, -1, 1, right, 3, 5);
        Tensor c = a.matmul(b);

        assertThat(c.shape()).isEqualTo(Shape.of(left, right, 4, 5));
        for (int i = 0; i < left; i++) {
            for (int j = 0; j < right; j++) {
                Tensor part = a.select(0, i).select(0, 0).matmul(b.select(0, j));
                assertThat(c.select(0, i).select(0, j).bitEquals(part))
                        .as("batch %d, %d", i, j)
                        .isTrue();
            }
        }
    }

    @Test
    void aBatchTimesOneMatrix() {
        Tensor a = Tensor.uniform(rng, DType.FLOAT64, -1, 1, 3, 4, 2);
        Tensor b = Tensor.uniform(rng, DType.FLOAT64, -1, 1, 2, 5);

        assertThat(a.matmul(b).select(0, 2).bitEquals(a.select(0, 2).matmul(b))).isTrue();
        assertThat(a.matmul(b.select(1, 0)).shape()).isEqualTo(Shape.of(3, 4));
        assertThat(Tensor.zeros(0, 4, 2).matmul(Tensor.zeros(2, 5)).shape()).isEqualTo(Shape.of(0, 4, 5));
        assertThat(Tensor.zeros(0, 4, 2).matmul(Tensor.zeros(1, 2, 5)).shape()).isEqualTo(Shape.of(0, 4, 5));
    }

    @Test
    void linearIsTheProductWithTheTransposeAndTheBias() {
        Tensor x = Tensor.uniform(rng, DType.FLOAT32, -1, 1, 2, 7, 5);
        Tensor w = Tensor.uniform(rng, DType.FLOAT32, -1, 1, 3, 5);
        Tensor b = Tensor.uniform(rng, DType.FLOAT32, -1, 1, 3);

        assertThat(x.linear(w, b).allClose(x.matmul(w.t()).add(b), 1e-6, 1e-6)).isTrue();
        assertThat(x.linear(w, null).bitEquals(x.matmul(w.t()))).isTrue();
    }

    @Test
    void mismatchesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(2, 3).matmul(Tensor.zeros(4, 5)))
                .withMessage("matmul: inner dimensions differ, left [2, 3] and right [4, 5]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(3).matmul(Tensor.zeros(4)))
                .withMessage("matmul: inner dimensions differ, left [3] and right [4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(2, 2, 3).matmul(Tensor.zeros(4, 3, 5)))
                .withMessageStartingWith("matmul: shapes do not broadcast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.scalar(1).matmul(Tensor.zeros(2)))
                .withMessage("matmul: takes tensors of 1 or more dimensions, left [] and right [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(2, 3).matmul(Tensor.zeros(DType.FLOAT64, 3, 2)))
                .withMessage(
                        "matmul: takes tensors of one float type, left is FLOAT32 and right FLOAT64; convert with to(DType)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(2, 3).linear(Tensor.zeros(4, 2), null))
                .withMessage("linear: expects input [*, in] and weight [out, in], got [2, 3] and [4, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.zeros(2, 3).linear(Tensor.zeros(4, 3), Tensor.zeros(3)))
                .withMessage("linear: expects a bias [4] of type FLOAT32, got [3] of type FLOAT32");
    }

    private static Tensor naive(Tensor a, Tensor b) {
        int m = a.size(0);
        int k = a.size(1);
        int n = b.size(1);
        double[] x = a.toDoubleArray();
        double[] y = b.toDoubleArray();
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < k; l++) {
                    c[i * n + j] += x[i * k + l] * y[l * n + j];
                }
            }
        }
        return Tensor.of(c, m, n);
    }
}

package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.PlaneWindows;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The convolutions against their definition, written as loops over every index. */
class ConvolutionTest {
    /** A random geometry; the seed names it in failures. */
    record Geometry(
            int seed, int batch, int channels, int outputs, int groups, int[] size, Window down, Window across) {
        static Geometry of(int seed) {
            Rng rng = new Rng(seed);
            int groups = pick(rng, 1, 3);
            Window down = new Window(pick(rng, 1, 3), pick(rng, 1, 3), pick(rng, 0, 2), pick(rng, 1, 2));
            Window across = new Window(pick(rng, 1, 3), pick(rng, 1, 3), pick(rng, 0, 2), pick(rng, 1, 2));
            int[] size = {pick(rng, 5, 8), pick(rng, 5, 8)};
            return new Geometry(
                    seed,
                    pick(rng, 1, 3),
                    groups * pick(rng, 1, 2),
                    groups * pick(rng, 1, 3),
                    groups,
                    size,
                    down,
                    across);
        }

        private static int pick(Rng rng, int low, int high) {
            double[] u = new double[1];
            rng.uniform(u, low, high + 1);
            return (int) u[0];
        }

        Tensor image(Rng rng) {
            return Tensor.uniform(rng, DType.FLOAT64, -1, 1, batch, channels, size[0], size[1]);
        }

        Tensor weight(Rng rng) {
            return Tensor.uniform(
                    rng, DType.FLOAT64, -1, 1, outputs, channels / groups, down.kernel(), across.kernel());
        }

        Tensor grid(Rng rng) {
            int height = down.over("test", size[0], false).count();
            return Tensor.uniform(
                    rng,
                    DType.FLOAT64,
                    -1,
                    1,
                    batch,
                    outputs,
                    height,
                    across.over("test", size[1], false).count());
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + groups + " groups, " + down + " / " + across;
        }

        /** {@code Σ grid · weight · image} over everything, by the definition. */
        double form(Tensor grid, Tensor weight, Tensor image) {
            double sum = 0;
            int inGroup = channels / groups;
            int outGroup = outputs / groups;
            for (int n = 0; n < batch; n++) {
                for (int o = 0; o < outputs; o++) {
                    for (int i = 0; i < grid.size(2); i++) {
                        for (int j = 0; j < grid.size(3); j++) {
                            for (int c = 0; c < inGroup; c++) {
                                int channel = o / outGroup * inGroup + c;
                                sum += grid.get(n, o, i, j) * window(weight, image, n, o, c, channel, i, j);
                            }
                        }
                    }
                }
            }
            return sum;
        }

        private double window(Tensor weight, Tensor image, int n, int o, int c, int channel, int i, int j) {
            double sum = 0;
            for (int t = 0; t < down.kernel(); t++) {
                for (int u = 0; u < across.kernel(); u++) {
                    int y = i * down.stride() - down.padding() + t * down.dilation();
                    int x = j * across.stride() - across.padding() + u * across.dilation();
                    if (y >= 0 && y < size[0] && x >= 0 && x < size[1]) {
                        sum += weight.get(o, c, t, u) * image.get(n, channel, y, x);
                    }
                }
            }
            return sum;
        }
    }

    static Stream<Geometry> geometries() {
        return IntStream.range(1, 25).mapToObj(Geometry::of);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void isTheFormOfTheThree(Geometry g) {
        Rng rng = new Rng(g.seed);
        Tensor image = g.image(rng);
        Tensor weight = g.weight(rng);
        Tensor grid = g.grid(rng);
        double form = g.form(grid, weight, image);

        Tensor correlated = image.conv2d(weight, null, g.down, g.across, g.groups);
        assertThat(correlated.mul(grid).sum().item()).isCloseTo(form, within(form));

        Tensor w = weight.detach().requiresGrad(true);
        Tensor byWeight = Autograd.grad(
                        List.of(image.conv2d(w, null, g.down, g.across, g.groups)), List.of(w), List.of(grid))
                .get(0);
        assertThat(byWeight.mul(weight).sum().item()).isCloseTo(form, within(form));

        int height = image.size(2) - smallest(g.down, grid.size(2));
        int width = image.size(3) - smallest(g.across, grid.size(3));
        if (height < Math.max(g.down.stride(), g.down.dilation())
                && width < Math.max(g.across.stride(), g.across.dilation())) {
            Tensor spread = grid.convTranspose2d(weight, null, g.down, g.across, g.groups, height, width);
            assertThat(spread.mul(image).sum().item()).isCloseTo(form, within(form));
        }
    }

    private static int smallest(Window window, int count) {
        return (count - 1) * window.stride() - 2 * window.padding() + (int) window.reach();
    }

    private static Offset<Double> within(double value) {
        return Offset.offset(1e-12 * Math.max(1, Math.abs(value)));
    }

    /**
     * Whatever its matrices are read along: the gradient of the weight is summed over the windows in order, with fewer
     * outputs than taps and with more.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 40})
    void isTheProductWithUnfoldedColumns(int outputs) {
        Rng rng = new Rng(outputs);
        Tensor x = Tensor.randn(rng, DType.FLOAT32, 1, 3, 17, 19).requiresGrad(true);
        Tensor w = Tensor.randn(rng, DType.FLOAT32, outputs, 3, 3, 3).requiresGrad(true);
        Tensor upstream = Tensor.randn(rng, DType.FLOAT32, 1, outputs, 17, 19);
        Window window = Window.of(3).withPadding(1);
        PlaneWindows windows = new PlaneWindows(window.over("test", 17, false), window.over("test", 19, false));
        float[] unfolded = new float[27 * 323];
        windows.unfold(x.detach().toFloatArray(), 0, 3, unfolded);
        Tensor columns = Tensor.wrap(unfolded, Shape.of(27, 323));
        Tensor flatWeight = w.detach().reshape(outputs, 27);
        Tensor grid = upstream.reshape(outputs, 323);
        float[] folded = new float[3 * 323];
        windows.fold(flatWeight.t().matmul(grid).toFloatArray(), 3, folded, 0);

        Tensor y = x.conv2d(w, null, window, window, 1);
        List<Tensor> gradients = Autograd.grad(List.of(y), List.of(x, w), List.of(upstream));

        assertThat(y.detach().toFloatArray())
                .containsExactly(flatWeight.matmul(columns).toFloatArray());
        assertThat(gradients.get(0).toFloatArray()).containsExactly(folded);
        assertThat(gradients.get(1).toFloatArray())
                .containsExactly(grid.matmul(columns.t()).toFloatArray());
    }

    @Test
    void addsTheBiasToItsOutput() {
        Tensor x = Tensor.zeros(2, 1, 3, 3);
        Tensor bias = Tensor.of(1.5f, -2f);

        Tensor y = x.conv2d(Tensor.ones(2, 1, 2, 2), bias, Window.of(2), Window.of(2), 1);

        assertThat(y.select(1, 0).toFloatArray()).containsOnly(1.5f);
        assertThat(y.select(1, 1).toFloatArray()).containsOnly(-2f);
    }

    @Test
    void givesTheSameBitsOnAnyNumberOfThreads() {
        int before = Parallel.threads();
        Rng rng = new Rng(11);
        Tensor x = Tensor.randn(rng, DType.FLOAT32, 37, 3, 20, 20);
        Tensor w = Tensor.randn(rng, DType.FLOAT32, 16, 3, 3, 3);
        Tensor upstream = Tensor.randn(rng, DType.FLOAT32, 37, 16, 18, 18);
        try {
            Parallel.setThreads(1);
            List<Tensor> one = run(x, w, upstream);
            for (int threads : new int[] {2, 3, 7}) {
                Parallel.setThreads(threads);
                List<Tensor> many = run(x, w, upstream);
                for (int i = 0; i < one.size(); i++) {
                    assertThat(many.get(i).bitEquals(one.get(i)))
                            .as("%d threads, %d", threads, i)
                            .isTrue();
                }
            }
        } finally {
            Parallel.setThreads(before);
        }
    }

    private static List<Tensor> run(Tensor x, Tensor w, Tensor upstream) {
        Tensor image = x.detach().requiresGrad(true);
        Tensor weight = w.detach().requiresGrad(true);
        Tensor y = image.conv2d(weight, null, Window.of(3), Window.of(3), 1);
        List<Tensor> gradients = Autograd.grad(List.of(y), List.of(image, weight), List.of(upstream)).stream()
                .map(Tensor::detach)
                .toList();
        return List.of(y.detach(), gradients.get(0), gradients.get(1));
    }
}

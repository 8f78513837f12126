package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.op.ReluOp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Whether the derivative that ReLU takes at 0 matters.
 *
 * <p>Claim: inputs of ReLU that are exactly 0 come of rounding; in float64 the choice changes nothing, the coarser the
 * arithmetic the more it does (Bertoin et al., Numerical influence of ReLU'(0) on backpropagation, NeurIPS 2021). The
 * coarse arithmetic here rounds inputs of ReLU to a number of fractional bits; float16 has 10 of them for numbers near
 * 1.
 */
final class ReluAtZero implements Toy {
    private static final int WIDTH = 64;
    private static final int DEPTH = 3;
    private static final int BATCH = 32;
    private static final int CLASSES = 10;

    /**
     * An arithmetic to compute in.
     *
     * @param bits the fractional bits that inputs of ReLU are rounded to, 0 to leave them
     */
    record Precision(String label, DType dtype, int bits) {
        static final Precision FLOAT32 = new Precision("float32", DType.FLOAT32, 0);
        static final Precision FLOAT64 = new Precision("float64", DType.FLOAT64, 0);

        static Precision ofBits(int bits) {
            return new Precision(bits + " bits", DType.FLOAT32, bits);
        }
    }

    /** Rounds its input if asked, counts zeros and applies ReLU. */
    private static final class CountingRelu extends Layer {
        private final double derivativeAtZero;
        private final double grid;
        private long zeros;
        private long seen;

        CountingRelu(double derivativeAtZero, int bits) {
            this.derivativeAtZero = derivativeAtZero;
            this.grid = bits == 0 ? 0 : Math.scalb(1.0, bits);
        }

        @Override
        protected Tensor forward(Tensor x) {
            Tensor z = grid == 0 ? x : x.map(v -> Math.rint(v * grid) / grid, v -> 1);
            zeros += (long) z.detach().eq(0).to(DType.FLOAT64).sum().item();
            seen += z.size();
            return new ReluOp(derivativeAtZero).apply(z);
        }
    }

    /**
     * What a training came to.
     *
     * @param weights all parameters, {@code FLOAT64}
     * @param zeros the share of inputs of ReLU that were 0
     */
    record Result(Tensor weights, double zeros, double accuracy) {}

    @Override
    public String name() {
        return "relu-at-zero";
    }

    @Override
    public String summary() {
        return "does ReLU'(0) matter? by the precision of the arithmetic";
    }

    static Result train(
            Precision precision, double derivativeAtZero, Examples train, Examples test, int epochs, long seed) {
        Rng.seed(seed);
        List<CountingRelu> relus = new ArrayList<>();
        Sequential drawn = Nets.mlp(train.x().size(1), WIDTH, DEPTH, CLASSES, Relu::new);
        Sequential net = Nets.mlp(precision.dtype, train.x().size(1), WIDTH, DEPTH, CLASSES, () -> {
            CountingRelu relu = new CountingRelu(derivativeAtZero, precision.bits);
            relus.add(relu);
            return relu;
        });
        startAs(drawn, net);
        Rng.seed(seed + 1); // the types take different amounts of the stream to draw weights
        Examples examples = train.to(precision.dtype);
        Sgd optimizer = new Sgd(net.parameters(), 0.1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            Examples shuffled = examples.pick(Tensor.randperm(examples.size()));
            for (int at = 0; at + BATCH <= examples.size(); at += BATCH) {
                Examples batch = shuffled.rows(at, at + BATCH);
                Nets.step(net, optimizer, batch.x(), batch.classes());
            }
        }
        double zeros = relus.stream().mapToLong(relu -> relu.zeros).sum();
        double seen = relus.stream().mapToLong(relu -> relu.seen).sum();
        Examples held = test.to(precision.dtype);
        return new Result(flat(net), zeros / seen, Nets.accuracy(net, held.x(), held.classes()));
    }

    /** Gives both types the same numbers to start with. */
    private static void startAs(Sequential drawn, Sequential net) {
        try (var g = Autograd.noGrad()) {
            for (int i = 0; i < net.parameters().size(); i++) {
                Tensor parameter = net.parameters().get(i);
                parameter.copyFrom(drawn.parameters().get(i).detach().to(parameter.dtype()));
            }
        }
    }

    private static Tensor flat(Sequential net) {
        return Tensor.concat(
                0,
                net.parameters().stream()
                        .map(p -> p.detach().to(DType.FLOAT64).flatten().copy())
                        .toArray(Tensor[]::new));
    }

    /** Returns {@code |a − b| / |b|} of the weights. */
    static double distance(Result a, Result b) {
        return a.weights.sub(b.weights).norm().item() / b.weights.norm().item();
    }

    @Override
    public void run(Options options) throws IOException {
        Examples train = Examples.trainDigits();
        Examples test = Examples.testDigits();
        int epochs = options.epochs(10, 1);
        int[] bits = options.brief() ? new int[] {6, 10} : new int[] {4, 6, 8, 10, 12, 14, 16};
        List<Precision> precisions = new ArrayList<>();
        Arrays.stream(bits).mapToObj(Precision::ofBits).forEach(precisions::add);
        precisions.add(Precision.FLOAT32);
        precisions.add(Precision.FLOAT64);

        Screen screen = options.screen();
        screen.line("               inputs     distance of weights from      test accuracy in %%");
        screen.line("              of ReLU     those with ReLU'(0) = 0         for ReLU'(0) =");
        screen.line("arithmetic  that are 0        0.5         1             0      0.5        1");
        double[] zeros = new double[precisions.size()];
        double[] distances = new double[precisions.size()];
        for (int i = 0; i < precisions.size(); i++) {
            Precision precision = precisions.get(i);
            Result zero = train(precision, 0, train, test, epochs, options.seed());
            Result half = train(precision, 0.5, train, test, epochs, options.seed());
            Result one = train(precision, 1, train, test, epochs, options.seed());
            zeros[i] = one.zeros;
            distances[i] = distance(one, zero);
            screen.line(
                    "%-10s %11s %10s %9s %13s %8s %8s",
                    precision.label,
                    Figures.scientific(one.zeros, 2),
                    Figures.scientific(distance(half, zero), 2),
                    Figures.scientific(distances[i], 2),
                    Figures.fixed(100 * zero.accuracy, 1),
                    Figures.fixed(100 * half.accuracy, 1),
                    Figures.fixed(100 * one.accuracy, 1));
        }
        screen.line();
        double[] x = Arrays.stream(bits).asDoubleStream().toArray();
        XYChart share = Charts.panel("Inputs of ReLU that are 0", "fractional bits", "share", LegendPosition.InsideNE);
        XYChart distance = Charts.panel(
                "Weights with ReLU'(0) = 1 against 0", "fractional bits", "distance / norm", LegendPosition.InsideNE);
        Charts.powersOfTen(share, false);
        Charts.powersOfTen(distance, false);
        Charts.line(share, "share", x, Charts.log10(Arrays.copyOf(zeros, x.length)));
        Charts.line(distance, "distance", x, Charts.log10(Arrays.copyOf(distances, x.length)));
        share.getStyler().setLegendVisible(false);
        distance.getStyler().setLegendVisible(false);
        options.pictures().saveCharts(List.of(share, distance), 2, name());
    }
}

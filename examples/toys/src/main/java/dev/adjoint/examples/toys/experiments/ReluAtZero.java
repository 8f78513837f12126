package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Pictures;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.op.ReluOp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * Whether the derivative that ReLU takes at 0 matters.
 *
 * <p>Claim: inputs of ReLU that are exactly 0 come of rounding; in float64 the choice changes nothing, the coarser the
 * arithmetic the more it does (Bertoin et al., Numerical influence of ReLU'(0) on backpropagation, NeurIPS 2021). The
 * coarse arithmetic here rounds inputs of ReLU to multiples of 1/1024, as float16 does with sums near 1.
 */
final class ReluAtZero implements Toy {
    private static final int WIDTH = 64;
    private static final int DEPTH = 3;
    private static final int BATCH = 32;
    private static final int CLASSES = 10;
    private static final double GRID = 1024;

    /** An arithmetic to compute in. */
    enum Precision {
        COARSE("1/1024", DType.FLOAT32),
        FLOAT32("float32", DType.FLOAT32),
        FLOAT64("float64", DType.FLOAT64);

        private final String label;
        private final DType dtype;

        Precision(String label, DType dtype) {
            this.label = label;
            this.dtype = dtype;
        }
    }

    /** Rounds its input if asked, counts zeros and applies ReLU. */
    private static final class CountingRelu extends Layer {
        private final double derivativeAtZero;
        private final boolean coarse;
        private long zeros;
        private long seen;

        CountingRelu(double derivativeAtZero, boolean coarse) {
            this.derivativeAtZero = derivativeAtZero;
            this.coarse = coarse;
        }

        @Override
        protected Tensor forward(Tensor x) {
            Tensor z = coarse ? x.map(v -> Math.rint(v * GRID) / GRID, v -> 1) : x;
            zeros += (long) z.detach().eq(0).to(DType.FLOAT64).sum().item();
            seen += z.size();
            return new ReluOp(derivativeAtZero).apply(z);
        }
    }

    /**
     * What a training came to.
     *
     * @param weights all parameters after each epoch, {@code FLOAT64}
     * @param zeros the share of inputs of ReLU that were 0
     */
    record Result(List<Tensor> weights, double zeros, double accuracy) {}

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
        Sequential drawn = Nets.mlp(train.x().size(1), WIDTH, DEPTH, CLASSES, dev.adjoint.nn.Relu::new);
        Sequential net = Nets.mlp(precision.dtype, train.x().size(1), WIDTH, DEPTH, CLASSES, () -> {
            CountingRelu relu = new CountingRelu(derivativeAtZero, precision == Precision.COARSE);
            relus.add(relu);
            return relu;
        });
        startAs(drawn, net);
        Examples examples = train.to(precision.dtype);
        Sgd optimizer = new Sgd(net.parameters(), 0.1);
        List<Tensor> weights = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            Examples shuffled = examples.pick(Tensor.randperm(examples.size()));
            for (int at = 0; at + BATCH <= examples.size(); at += BATCH) {
                Examples batch = shuffled.rows(at, at + BATCH);
                Nets.step(net, optimizer, batch.x(), batch.classes());
            }
            weights.add(flat(net));
        }
        double zeros = relus.stream().mapToLong(relu -> relu.zeros).sum();
        double seen = relus.stream().mapToLong(relu -> relu.seen).sum();
        Examples held = test.to(precision.dtype);
        return new Result(weights, zeros / seen, Nets.accuracy(net, held.x(), held.classes()));
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

    /** Returns {@code |a − b| / |b|} after each epoch. */
    static double[] distances(Result a, Result b) {
        double[] distances = new double[a.weights.size()];
        for (int i = 0; i < distances.length; i++) {
            Tensor of = b.weights.get(i);
            distances[i] = a.weights.get(i).sub(of).norm().item() / of.norm().item();
        }
        return distances;
    }

    @Override
    public void run(Options options) throws IOException {
        Examples train = Examples.trainDigits();
        Examples test = Examples.testDigits();
        int epochs = options.epochs(30, 2);
        XYChart chart = Pictures.lines(
                "Weights with ReLU'(0) = 1 against those with 0", "epoch", "distance / norm");
        chart.getStyler().setYAxisLogarithmic(true);
        Screen screen = options.screen();
        screen.line("arithmetic   ReLU'(0)    inputs that are 0    distance   test accuracy in %%");
        for (Precision precision : Precision.values()) {
            Result zero = train(precision, 0, train, test, epochs, options.seed());
            for (double derivative : new double[] {0, 0.5, 1}) {
                Result result = derivative == 0
                        ? zero
                        : train(precision, derivative, train, test, epochs, options.seed());
                double[] distances = distances(result, zero);
                screen.line(
                        "%-10s %10s %20s %11s %20s",
                        precision.label,
                        Figures.fixed(derivative, 1),
                        Figures.scientific(result.zeros, 2),
                        Figures.scientific(distances[epochs - 1], 2),
                        Figures.fixed(100 * result.accuracy, 1));
                if (derivative == 1) {
                    if (distances[epochs - 1] > 0) {
                        Charts.line(chart, precision.label, distances);
                    }
                }
            }
        }
        screen.line();
        options.pictures().save(chart, name());
    }
}

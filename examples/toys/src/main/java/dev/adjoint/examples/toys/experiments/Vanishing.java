package dev.adjoint.examples.toys.experiments;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import dev.adjoint.nn.Init;
import dev.adjoint.nn.Init.Fan;
import dev.adjoint.nn.Init.Nonlinearity;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Sigmoid;
import dev.adjoint.nn.Tanh;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * How large the gradients of each layer's weights are, by depth and activation.
 *
 * <p>Claim: backpropagation multiplies by one derivative a layer; that of the sigmoid is at most 1/4, so that gradients
 * vanish exponentially with depth (Hochreiter 1991; Glorot, Bengio 2010), and those of ReLU do not (Glorot et al.
 * 2011). Each network starts as its activation asks: ReLU by Kaiming's rule, the others by Xavier's.
 */
final class Vanishing implements Toy {
    private static final int WIDTH = 64;
    private static final int BATCH = 128;
    private static final int CLASSES = 10;

    /** An activation with the rule by which its layers start. */
    enum Kind {
        SIGMOID("sigmoid"),
        TANH("tanh"),
        RELU("ReLU"),
        LEAKY_RELU("leaky ReLU");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        private Layer activation() {
            return switch (this) {
                case SIGMOID -> new Sigmoid();
                case TANH -> new Tanh();
                case RELU -> new Relu();
                case LEAKY_RELU -> new LeakyRelu(0.1);
            };
        }

        private void init(Tensor weight) {
            switch (this) {
                case SIGMOID, TANH -> Init.xavierNormal(weight, 1);
                case RELU -> Init.kaimingNormal(weight, 0, Fan.IN, Nonlinearity.RELU);
                case LEAKY_RELU -> Init.kaimingNormal(weight, 0.1, Fan.IN, Nonlinearity.LEAKY_RELU);
            }
        }
    }

    @Override
    public String name() {
        return "vanishing";
    }

    @Override
    public String summary() {
        return "gradients by layer: they vanish with sigmoids, not with ReLU";
    }

    /** Returns the norm of the gradient of each hidden layer's weight, the first layer first, before any training. */
    static double[] gradientNorms(Kind kind, int depth, long seed) {
        Rng rng = Rng.seed(seed);
        Tensor x = Tensor.randn(rng, DType.FLOAT64, BATCH, WIDTH);
        Tensor classes = Tensor.randint(0, CLASSES, BATCH);
        Sequential net = Nets.mlp(DType.FLOAT64, WIDTH, WIDTH, depth, CLASSES, kind::activation);
        List<Linear> linears = Nets.linears(net);
        for (Linear linear : linears) {
            kind.init(linear.weight());
            Init.zeros(Objects.requireNonNull(linear.bias()));
        }
        Losses.crossEntropy(net.apply(x), classes).backward();
        return linears.stream()
                .limit(depth)
                .mapToDouble(linear -> Nets.gradient(linear.weight()).norm().item())
                .toArray();
    }

    @Override
    public void run(Options options) throws IOException {
        Screen screen = options.screen();
        int[] depths = options.brief() ? new int[] {2, 5, 20} : new int[] {2, 3, 5, 10, 20, 30, 40, 50};
        int deepest = depths[depths.length - 1];
        XYChart byLayer = Charts.panel(
                "Gradient of each layer, depth " + deepest, "layer", "norm of the gradient", LegendPosition.InsideSE);
        XYChart byDepth =
                Charts.panel("Gradient of the first layer", "depth", "norm of the gradient", LegendPosition.InsideSW);
        Charts.powersOfTen(byLayer, false);
        Charts.powersOfTen(byDepth, false);

        screen.line("norm of the gradient of the first layer's weight");
        screen.line("depth       sigmoid          tanh          ReLU    leaky ReLU");
        double[][] first = new double[Kind.values().length][depths.length];
        for (int i = 0; i < depths.length; i++) {
            StringBuilder row = new StringBuilder();
            for (Kind kind : Kind.values()) {
                double[] norms = gradientNorms(kind, depths[i], options.seed());
                first[kind.ordinal()][i] = norms[0];
                row.append(String.format(Locale.ROOT, "%14s", Figures.scientific(norms[0], 3)));
                if (depths[i] == deepest) {
                    Charts.line(byLayer, kind.label, Charts.log10(norms));
                }
            }
            screen.line("%5d%s", depths[i], row);
        }
        for (Kind kind : Kind.values()) {
            double[] x = Arrays.stream(depths).asDoubleStream().toArray();
            Charts.line(byDepth, kind.label, x, Charts.log10(first[kind.ordinal()]));
        }
        screen.line();
        options.pictures().saveCharts(List.of(byLayer, byDepth), 2, name());
    }
}

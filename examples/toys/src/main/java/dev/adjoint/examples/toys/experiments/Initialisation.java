package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Autograd;
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
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * How the spread of the activations goes through a deep network, by the rule that draws the weights.
 *
 * <p>Claims: weights of variance {@code 1/fan} keep the spread through linear and tanh layers (Glorot, Bengio 2010);
 * ReLU throws half of it away in each layer, so that it takes {@code 2/fan} (He et al. 2015).
 */
final class Initialisation implements Toy {
    private static final int WIDTH = 256;
    private static final int BATCH = 256;

    @Override
    public String name() {
        return "init";
    }

    @Override
    public String summary() {
        return "initialisation: how the spread of activations goes through depth";
    }

    /** Returns the root mean square of the activations behind each layer. */
    static double[] spreads(Consumer<Tensor> init, UnaryOperator<Tensor> activation, int depth, long seed) {
        Rng rng = Rng.seed(seed);
        double[] spreads = new double[depth];
        try (var g = Autograd.noGrad()) {
            Tensor x = Tensor.randn(rng, DType.FLOAT64, BATCH, WIDTH);
            for (int layer = 0; layer < depth; layer++) {
                Tensor weight = Tensor.zeros(DType.FLOAT64, WIDTH, WIDTH);
                init.accept(weight);
                x = activation.apply(x.linear(weight, null));
                spreads[layer] = x.square().mean().sqrt().item();
            }
        }
        return spreads;
    }

    private static Map<String, Consumer<Tensor>> rules() {
        Map<String, Consumer<Tensor>> rules = new LinkedHashMap<>();
        rules.put("too small", w -> Init.normal(w, 0, 0.01));
        rules.put("Xavier", w -> Init.xavierNormal(w, 1));
        rules.put("Kaiming", w -> Init.kaimingNormal(w, 0, Fan.IN, Nonlinearity.RELU));
        rules.put("too large", w -> Init.normal(w, 0, 0.2));
        return rules;
    }

    @Override
    public void run(Options options) throws IOException {
        int depth = options.brief() ? 12 : 50;
        XYChart relu = panel("ReLU");
        XYChart tanh = panel("tanh");
        Screen screen = options.screen();
        screen.line("root mean square of the activations behind layer %d", depth);
        screen.line("weights              ReLU          tanh");
        rules().forEach((rule, init) -> {
            double[] throughRelu = spreads(init, Tensor::relu, depth, options.seed());
            double[] throughTanh = spreads(init, Tensor::tanh, depth, options.seed());
            Charts.line(relu, rule, Charts.log10(throughRelu));
            Charts.line(tanh, rule, Charts.log10(throughTanh));
            screen.line(
                    "%-12s %12s  %12s",
                    rule, Figures.scientific(throughRelu[depth - 1], 3), Figures.scientific(throughTanh[depth - 1], 3));
        });
        screen.line();
        options.pictures().saveCharts(List.of(relu, tanh), 2, name());
    }

    private static XYChart panel(String activation) {
        XYChart chart = Charts.panel(
                activation + " network of width " + WIDTH, "layer", "root mean square", LegendPosition.InsideSW);
        Charts.powersOfTen(chart, false);
        return chart;
    }
}

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
import dev.adjoint.nn.Init;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Sgd;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;

/**
 * The share of hidden units that are below 0 on every training example.
 *
 * <p>Claim: such a unit of ReLU is dead: no gradient passes it, so that it stays so; too large steps or biases far
 * below 0 make many (Maas et al. 2013; Lu et al., Dying ReLU and Initialization, 2019). With leaky ReLU they come back.
 */
final class DeadNeurons implements Toy {
    private static final int WIDTH = 64;
    private static final int DEPTH = 2;
    private static final int BATCH = 32;
    private static final int CLASSES = 10;

    /**
     * One training.
     *
     * @param slope that of leaky ReLU, 0 for ReLU
     * @param bias that all hidden units start with
     */
    record Setting(String label, double slope, double learningRate, double bias) {}

    static final List<Setting> SETTINGS = List.of(
            new Setting("ReLU, rate 0.1", 0, 0.1, 0),
            new Setting("ReLU, rate 1", 0, 1, 0),
            new Setting("ReLU, bias -1", 0, 0.1, -1),
            new Setting("leaky, rate 0.1", 0.1, 0.1, 0),
            new Setting("leaky, rate 1", 0.1, 1, 0),
            new Setting("leaky, bias -1", 0.1, 0.1, -1));

    /**
     * What a training came to.
     *
     * @param dead the share of silent units before the first epoch and after each
     */
    record Result(double[] dead, double accuracy) {}

    @Override
    public String name() {
        return "dead-neurons";
    }

    @Override
    public String summary() {
        return "ReLU units that die of large steps and biases, leaky ones that do not";
    }

    static Result train(Setting setting, Examples train, Examples test, int epochs, long seed) {
        Rng.seed(seed);
        Supplier<Layer> activation = () -> setting.slope == 0 ? new Relu() : new LeakyRelu(setting.slope);
        Sequential net = Nets.mlp(train.x().size(1), WIDTH, DEPTH, CLASSES, activation);
        Nets.kaiming(net);
        for (Linear hidden : Nets.linears(net).subList(0, DEPTH)) {
            Init.constant(Objects.requireNonNull(hidden.bias()), setting.bias);
        }
        Sgd optimizer = new Sgd(net.parameters(), setting.learningRate);
        double[] dead = new double[epochs + 1];
        dead[0] = silent(net, train.x());
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Examples shuffled = train.pick(Tensor.randperm(train.size()));
            for (int at = 0; at + BATCH <= train.size(); at += BATCH) {
                Examples batch = shuffled.rows(at, at + BATCH);
                Nets.step(net, optimizer, batch.x(), batch.classes());
            }
            dead[epoch] = silent(net, train.x());
        }
        return new Result(dead, Nets.accuracy(net, test.x(), test.classes()));
    }

    private static double silent(Sequential net, Tensor x) {
        int silent = 0;
        try (var g = Autograd.noGrad()) {
            Tensor h = x;
            for (Layer layer : net) {
                h = layer.apply(h);
                if (layer instanceof Linear && h.size(1) == WIDTH) {
                    silent += (int) h.amax(0).le(0).to(DType.FLOAT64).sum().item();
                }
            }
        }
        return silent / (double) (WIDTH * DEPTH);
    }

    @Override
    public void run(Options options) throws IOException {
        Examples train = Examples.trainDigits();
        Examples test = Examples.testDigits();
        int epochs = options.epochs(20, 2);
        XYChart chart = Pictures.lines("Hidden units that are silent on all digits", "epoch", "share of units in %");
        double[] x = IntStream.rangeClosed(0, epochs).asDoubleStream().toArray();
        Screen screen = options.screen();
        screen.line("setting             silent at start     silent at end     test accuracy in %%");
        for (int i = 0; i < SETTINGS.size(); i++) {
            Setting setting = SETTINGS.get(i);
            Result result = train(setting, train, test, epochs, options.seed());
            double[] percent =
                    Arrays.stream(result.dead).map(share -> 100 * share).toArray();
            screen.line(
                    "%-18s %14s %% %15s %% %21s",
                    setting.label,
                    Figures.fixed(percent[0], 1),
                    Figures.fixed(percent[epochs], 1),
                    Figures.fixed(100 * result.accuracy, 1));
            XYSeries series = Charts.line(chart, setting.label, x, percent);
            series.setLineColor(Pictures.colour(i % 3));
            if (setting.slope != 0) {
                series.setLineStyle(SeriesLines.DASH_DASH);
            }
        }
        screen.line();
        options.pictures().save(chart, name());
    }
}

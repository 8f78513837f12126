package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Pictures;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Sgd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/**
 * How deep a network may be and still learn, plain, with norms and with residuals.
 *
 * <p>Claims: batch norm makes deep plain networks trainable (Ioffe, Szegedy 2015), layer norm does without batches (Ba
 * et al. 2016), residual connections let depth cost nothing (He et al. 2016). All start from PyTorch's default weights.
 */
final class Norms implements Toy {
    private static final int WIDTH = 32;
    private static final int BATCH = 64;
    private static final int CLASSES = 10;

    /** What a hidden block of a network is. */
    enum Block {
        PLAIN("plain"),
        BATCH_NORM("batch norm"),
        LAYER_NORM("layer norm"),
        RESIDUAL("residual"),
        RESIDUAL_NORM("residual + layer norm");

        final String label;

        Block(String label) {
            this.label = label;
        }

        private Layer make() {
            Linear linear = new Linear(WIDTH, WIDTH);
            return switch (this) {
                case PLAIN -> new Sequential(linear, new Relu());
                case BATCH_NORM -> new Sequential(linear, new BatchNorm1d(WIDTH), new Relu());
                case LAYER_NORM -> new Sequential(linear, new LayerNorm(WIDTH), new Relu());
                case RESIDUAL -> new Residual(linear, new Relu());
                case RESIDUAL_NORM -> new Residual(new LayerNorm(WIDTH), linear, new Relu());
            };
        }
    }

    @Override
    public String name() {
        return "norms";
    }

    @Override
    public String summary() {
        return "how deep a network may be: plain, batch norm, layer norm, residual";
    }

    /** Returns the share of training digits that a network of so many blocks knows after so many steps. */
    static double accuracy(Block block, int depth, Examples train, int steps, long seed) {
        Rng.seed(seed);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Linear(train.x().size(1), WIDTH));
        for (int i = 0; i < depth; i++) {
            layers.add(block.make());
        }
        layers.add(new Linear(WIDTH, CLASSES));
        Sequential net = new Sequential(layers.toArray(Layer[]::new));
        Sgd optimizer = new Sgd(net.parameters(), 0.01).momentum(0.9);
        for (int step = 0; step < steps; step++) {
            Examples batch = train.pick(Tensor.randint(0, train.size(), BATCH));
            Nets.step(net, optimizer, batch.x(), batch.classes());
        }
        net.eval();
        return Nets.accuracy(net, train.x(), train.classes());
    }

    @Override
    public void run(Options options) throws IOException {
        Examples train = Examples.trainDigits();
        int[] depths = options.brief() ? new int[] {2, 10} : new int[] {1, 2, 4, 8, 16, 24, 32};
        int steps = options.brief() ? 40 : 200;
        XYChart chart = Pictures.lines("Digits known after " + steps + " steps", "hidden blocks", "accuracy in %");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
        Screen screen = options.screen();
        screen.line("training accuracy in %% after %d steps, by the number of hidden blocks", steps);
        StringBuilder head = new StringBuilder();
        for (int depth : depths) {
            head.append(String.format(Locale.ROOT, "%6d", depth));
        }
        screen.line("%-22s%s", "", head);
        for (Block block : Block.values()) {
            double[] percent = Arrays.stream(depths)
                    .parallel()
                    .mapToDouble(depth -> 100 * accuracy(block, depth, train, steps, options.seed()))
                    .toArray();
            StringBuilder row = new StringBuilder();
            for (double value : percent) {
                row.append(String.format(Locale.ROOT, "%6s", Figures.fixed(value, 1)));
            }
            screen.line("%-22s%s", block.label, row);
            Charts.line(
                    chart, block.label, Arrays.stream(depths).asDoubleStream().toArray(), percent);
        }
        screen.line();
        options.pictures().save(chart, name());
    }
}

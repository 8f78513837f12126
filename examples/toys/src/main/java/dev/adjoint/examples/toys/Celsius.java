package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.optim.Sgd;
import java.io.IOException;
import java.util.Set;

/**
 * Finds {@code F = 1.8·C + 32} from pairs of temperatures, with one neuron and gradient descent.
 *
 * <p>The neuron sees hundreds of degrees: numbers near 1 keep the gradients by weight and by bias of one size, so that
 * one learning rate suits both.
 */
final class Celsius implements Toy {
    private static final int EPOCHS = 100;
    private static final int BRIEF = 20;
    private static final int LINES = 10;

    /** The epochs after which the line is drawn, beside the last. */
    private static final Set<Integer> DRAWN = Set.of(1, 4);

    @Override
    public String name() {
        return "celsius";
    }

    @Override
    public String summary() {
        return "finds the formula from Celsius to Fahrenheit by regression";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        Tensor celsius = Tensor.linspace(-50, 100, 31).reshape(31, 1);
        Tensor fahrenheit = celsius.mul(1.8).add(32);
        Linear neuron = new Linear(1, 1);
        Tensor weight = neuron.weight();
        Tensor bias = neuron.parameters().get(1);
        Sgd optimizer = new Sgd(neuron.parameters(), 0.4);
        Screen screen = options.screen();
        Plot plot = new Plot("One neuron learns F = 1.8 C + 32", -60, 110, -100, 250)
                .axes("degrees Celsius", "degrees Fahrenheit");
        addLine(plot, "at first", neuron, 0);

        int epochs = options.epochs(EPOCHS, BRIEF);
        screen.line("epoch   error in F   formula");
        for (int epoch = 1; epoch <= epochs; epoch++) {
            optimizer.zeroGrad();
            Tensor loss = Losses.mseLoss(neuron.apply(celsius.div(100)), fahrenheit.div(100));
            loss.backward();
            optimizer.step();
            if (epoch % Math.max(epochs / LINES, 1) == 0) {
                screen.line(
                        "%5d   %10s   F = %s C + %s",
                        epoch,
                        Figures.fixed(100 * Math.sqrt(loss.item()), 4),
                        Figures.fixed(weight.item(), 4),
                        Figures.fixed(100 * bias.item(), 4));
            }
            if (DRAWN.contains(epoch) || epoch == epochs) {
                addLine(plot, "epoch " + epoch, neuron, epoch);
            }
        }

        screen.line();
        screen.line("      C     exact   learned");
        for (double degrees : new double[] {-40, 0, 37, 100, 1000}) {
            screen.line(
                    "%7s  %8s  %8s",
                    Figures.fixed(degrees, 1),
                    Figures.fixed(1.8 * degrees + 32, 2),
                    Figures.fixed(learned(neuron, degrees), 2));
        }
        screen.line();
        plot.points("examples", Plot.numbers(celsius), Plot.numbers(fahrenheit), Pictures.COLOURS[6]);
        options.pictures().save(plot, "celsius-lines");
    }

    private static double learned(Linear neuron, double degrees) {
        try (var g = Autograd.noGrad()) {
            return neuron.apply(Tensor.full(degrees / 100, 1, 1)).item() * 100;
        }
    }

    private static void addLine(Plot plot, String name, Linear neuron, int epoch) {
        double[] ends = {-60, 110};
        double[] values = {learned(neuron, ends[0]), learned(neuron, ends[1])};
        int colour = epoch == 0 ? 5 : epoch == 1 ? 4 : epoch == 4 ? 1 : 0;
        plot.line(name, ends, values, Pictures.COLOURS[colour]);
    }
}

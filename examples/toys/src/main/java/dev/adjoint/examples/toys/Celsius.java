package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.optim.Sgd;

/**
 * Finds {@code F = 1.8·C + 32} from pairs of temperatures, with one neuron and gradient descent.
 *
 * <p>The neuron sees hundreds of degrees: numbers near 1 keep the gradients by weight and by bias of one size, so that
 * one learning rate suits both.
 */
final class Celsius implements Toy {
    private static final int EPOCHS = 100;
    private static final int LINES = 10;

    @Override
    public String name() {
        return "celsius";
    }

    @Override
    public String summary() {
        return "finds the formula from Celsius to Fahrenheit by regression";
    }

    @Override
    public void run(Options options) {
        Rng.seed(options.seed());
        Tensor celsius = Tensor.linspace(-50, 100, 31).reshape(31, 1);
        Tensor fahrenheit = celsius.mul(1.8).add(32);
        Linear neuron = new Linear(1, 1);
        Tensor weight = neuron.weight();
        Tensor bias = neuron.parameters().get(1);
        Sgd optimizer = new Sgd(neuron.parameters(), 0.4);
        Screen screen = options.screen();

        int epochs = options.epochs().orElse(EPOCHS);
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
        }

        screen.line();
        screen.line("      C     exact   learned");
        try (var g = Autograd.noGrad()) {
            for (double degrees : new double[] {-40, 0, 37, 100, 1000}) {
                double learned = neuron.apply(Tensor.full(degrees / 100, 1, 1)).item() * 100;
                screen.line(
                        "%7s  %8s  %8s",
                        Figures.fixed(degrees, 1), Figures.fixed(1.8 * degrees + 32, 2), Figures.fixed(learned, 2));
            }
        }
    }
}

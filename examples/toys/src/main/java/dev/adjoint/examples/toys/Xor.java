package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.inspect.Doctor;
import dev.adjoint.nn.optim.Adam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Learns exclusive or, which no single layer can: no straight line parts its ones from its zeros. */
final class Xor implements Toy {
    private static final int EPOCHS = 200;
    private static final int BRIEF = 40;
    private static final int LINES = 10;

    @Override
    public String name() {
        return "xor";
    }

    @Override
    public String summary() {
        return "learns exclusive or with one hidden layer";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        Tensor x = Tensor.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        Tensor y = Tensor.of(new float[][] {{0}, {1}, {1}, {0}});
        Layer model = new Sequential(new Linear(2, 16), new LeakyRelu(0.01), new Linear(16, 1));
        Adam optimizer = new Adam(model.parameters(), 0.05);
        Screen screen = options.screen();
        Doctor doctor = new Doctor(model, optimizer, finding -> screen.line("%s", finding));
        List<Plot> plots = new ArrayList<>();
        plots.add(surface("Before training", model, x, y));

        int epochs = options.epochs(EPOCHS, BRIEF);
        screen.line("epoch        loss");
        for (int epoch = 1; epoch <= epochs; epoch++) {
            optimizer.zeroGrad();
            Tensor loss = Losses.binaryCrossEntropyWithLogits(model.apply(x), y);
            doctor.backward(loss);
            optimizer.step();
            if (epoch % Math.max(epochs / LINES, 1) == 0) {
                screen.line("%5d  %10s", epoch, Figures.fixed(loss.item(), 7));
            }
            if (epoch == Math.max(epochs / LINES, 1)) {
                plots.add(surface("After epoch " + epoch, model, x, y));
            }
        }
        plots.add(surface("After epoch " + epochs, model, x, y));

        try (var g = Autograd.noGrad()) {
            Tensor probability = model.apply(x).sigmoid();
            screen.line();
            screen.line("a  b   a xor b   learned");
            for (int i = 0; i < x.size(0); i++) {
                screen.line(
                        "%.0f  %.0f   %7.0f   %7s",
                        x.get(i, 0), x.get(i, 1), y.get(i, 0), Figures.fixed(probability.get(i, 0), 4));
            }
        }
        screen.line();
        options.pictures().save(plots, plots.size(), "xor-surface");
    }

    private static Plot surface(String title, Layer model, Tensor x, Tensor y) {
        return new Plot(title, -0.5, 1.5, -0.5, 1.5)
                .axes("a", "b")
                .regions(places -> model.apply(places).sigmoid())
                .dots(12)
                .points(x, y, "0", "1");
    }
}

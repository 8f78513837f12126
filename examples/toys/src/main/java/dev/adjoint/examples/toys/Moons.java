package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.data.PlaneData;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.data.TensorDataset;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.train.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parts two half moons that reach into each other, and shows how the border between them bends in training. */
final class Moons implements Toy {
    private static final int POINTS = 200;
    private static final double NOISE = 0.15;
    private static final int EPOCHS = 64;
    private static final int BRIEF = 4;

    @Override
    public String name() {
        return "moons";
    }

    @Override
    public String summary() {
        return "parts two half moons by a curve";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        TensorDataset moons = PlaneData.moons(POINTS, NOISE);
        Tensor x = moons.inputs();
        Tensor y = moons.targets().to(DType.FLOAT32).unsqueeze(1);
        Tensor unseen = PlaneData.moons(POINTS, NOISE).inputs();
        Layer model = new Sequential(new Linear(2, 16), new Tanh(), new Linear(16, 16), new Tanh(), new Linear(16, 1));
        Adam optimizer = new Adam(model.parameters(), 0.01);
        DataLoader loader = new DataLoader(new TensorDataset(x, y), 20).shuffle(true);
        Screen screen = options.screen();
        List<Plot> plots = new ArrayList<>();
        plots.add(border("Before training", model, x, y));

        int epochs = options.epochs(EPOCHS, BRIEF);
        screen.line("epoch   train loss   accuracy in %% on unseen points");
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double sum = 0;
            for (Batch batch : loader) {
                optimizer.zeroGrad();
                Tensor loss = Losses.binaryCrossEntropyWithLogits(model.apply(batch.inputs()), batch.targets());
                loss.backward();
                optimizer.step();
                sum += loss.item();
            }
            if (isPowerOfTwo(epoch) || epoch == epochs) {
                screen.line(
                        "%5d   %10s   %31s",
                        epoch, Figures.fixed(sum / loader.size(), 7), Figures.fixed(accuracy(model, unseen, y), 2));
            }
            if ((epoch > 2 && isPowerOfTwo(epoch)) || epoch == epochs) {
                plots.add(border("After epoch " + epoch, model, x, y));
            }
        }
        screen.line();
        options.pictures().save(plots, 3, "moons-training");
    }

    private static boolean isPowerOfTwo(int n) {
        return Integer.bitCount(n) == 1;
    }

    private static double accuracy(Layer model, Tensor x, Tensor y) {
        try (var g = Autograd.noGrad()) {
            return 100 * Metrics.binaryAccuracy(model.apply(x), y);
        }
    }

    private static Plot border(String title, Layer model, Tensor x, Tensor y) {
        return new Plot(title, -1.7, 2.7, -1.3, 1.8)
                .regions(places -> model.apply(places).sigmoid())
                .dots(5)
                .points(x, y, "upper moon", "lower moon");
    }
}

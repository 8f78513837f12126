package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.data.Digits;
import dev.adjoint.examples.toys.data.MnistFiles;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.data.Dataset;
import dev.adjoint.nn.data.Split;
import dev.adjoint.nn.data.Subset;
import dev.adjoint.nn.data.TrainTest;
import dev.adjoint.nn.inspect.Doctor;
import dev.adjoint.nn.optim.Adam;
import java.io.IOException;
import java.util.List;

/**
 * Learns to read handwritten digits with one hidden layer: those shipped with the toys, or MNIST from files.
 *
 * <p>Noise on the few training images of the former, new in each epoch, keeps the network from learning them by heart.
 * A learning rate that falls from epoch to epoch lets it settle.
 */
final class DigitsMlp implements Toy {
    private static final int TRAIN_COUNT = 1437;
    private static final int CLASSES = MnistFiles.CLASSES;
    private static final int HIDDEN = 256;
    private static final int BATCH = 32;
    private static final Recipe FEW_IMAGES = new Recipe(50, 0.005, 0.3);
    private static final Recipe MANY_IMAGES = new Recipe(3, 0.003, 0);

    private record Recipe(int epochs, double learningRate, double noise) {
        Recipe forRun(Options options) {
            return new Recipe(options.epochs(epochs, 1), learningRate, noise);
        }
    }

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public String summary() {
        return "reads handwritten digits: 1,797 that it brings, or MNIST with --idx";
    }

    @Override
    public boolean readsIdx() {
        return true;
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        if (options.idx().isPresent()) {
            train(MnistFiles.read(options.idx().get()), MANY_IMAGES.forRun(options), options.screen());
        } else {
            train(splitDigits(), FEW_IMAGES.forRun(options), options.screen());
        }
    }

    private static TrainTest splitDigits() throws IOException {
        Dataset digits = Digits.load();
        int[] lengths = {TRAIN_COUNT, digits.size() - TRAIN_COUNT};
        List<Subset> parts = Split.random(digits, lengths, Rng.current());
        return new TrainTest(parts.get(0), parts.get(1));
    }

    private static void train(TrainTest data, Recipe recipe, Screen screen) {
        Batch test = data.test().all();
        int rows = test.inputs().size(1);
        int columns = test.inputs().size(2);
        int pixels = rows * columns;
        Layer model = new Sequential(
                new Flatten(), new Linear(pixels, HIDDEN), new LeakyRelu(0.01), new Linear(HIDDEN, CLASSES));
        Adam optimizer = new Adam(model.parameters(), recipe.learningRate());
        Doctor doctor = new Doctor(model, optimizer, finding -> screen.line("%s", finding));
        DataLoader loader = new DataLoader(data.train(), BATCH).shuffle(true);
        LossLog losses = new LossLog();
        screen.line(
                "images   %,d to train on, %,d to test on, of %dx%d pixels",
                data.train().size(), test.size(), rows, columns);
        screen.line("network  %d -> %d -> %d", pixels, HIDDEN, CLASSES);
        screen.line();
        screen.line("epoch    train loss    test accuracy in %%");

        ConfusionMatrix matrix = test(model, test);
        screen.line("%5d    %10s    %18s", 0, "-", matrix.accuracy());
        for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
            optimizer.setLr(recipe.learningRate() * (recipe.epochs() - epoch + 1) / recipe.epochs());
            for (Batch batch : screen.progress("epoch " + epoch, loader.size(), loader)) {
                Tensor logits = model.apply(withNoise(batch.inputs(), recipe.noise()));
                Tensor loss = Losses.crossEntropy(logits, batch.targets());
                optimizer.zeroGrad();
                doctor.backward(loss);
                optimizer.step();
                losses.add(loss);
            }
            matrix = test(model, test);
            screen.line("%5d    %10s    %18s", epoch, Figures.fixed(losses.nextMean(), 7), matrix.accuracy());
        }

        screen.line();
        screen.line("test images by digit (rows) and by what they were taken for (columns)");
        matrix.print(screen);
        screen.line();
        screen.line("checksum of all training losses: %s", losses.checksum());
        screen.line("test accuracy in %%: %s", matrix.accuracy());
    }

    private static Tensor withNoise(Tensor images, double strength) {
        return strength == 0
                ? images
                : images.add(Tensor.randn(images.shape().dims()).mul(strength));
    }

    private static ConfusionMatrix test(Layer model, Batch images) {
        try (var g = Autograd.noGrad()) {
            Tensor guesses = model.apply(images.inputs()).argmax(1);
            return new ConfusionMatrix(CLASSES, images.targets(), guesses);
        }
    }
}

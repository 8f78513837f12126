package dev.adjoint.examples.toys;

import dev.adjoint.Rng;
import dev.adjoint.examples.toys.data.Digits;
import dev.adjoint.examples.toys.data.MnistFiles;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.data.Dataset;
import dev.adjoint.nn.data.Split;
import dev.adjoint.nn.data.TrainTest;
import dev.adjoint.nn.inspect.Doctor;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.OneCycleLr;
import dev.adjoint.nn.train.Callback;
import dev.adjoint.nn.train.EpochResult;
import dev.adjoint.nn.train.Metrics;
import dev.adjoint.nn.train.Trainer;
import java.io.IOException;

/**
 * Learns to read handwritten digits with two convolutions, in the hands of a {@link Trainer}: the digits shipped with
 * the toys, or MNIST from files.
 *
 * <p>The learning rate rises and falls once over the whole training.
 */
final class DigitsCnn implements Toy {
    private static final int CLASSES = MnistFiles.CLASSES;
    private static final double MAX_LEARNING_RATE = 0.01;

    @Override
    public String name() {
        return "cnn";
    }

    @Override
    public String summary() {
        return "reads the digits, or MNIST with --idx, with a convolutional network";
    }

    @Override
    public boolean readsIdx() {
        return true;
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        boolean mnist = options.idx().isPresent();
        TrainTest data =
                mnist ? MnistFiles.read(options.idx().get()) : Split.trainTest(Digits.load(), 0.8, Rng.current());
        train(data, mnist ? 64 : 16, options.epochs(mnist ? 2 : 12, 1), options.screen());
    }

    private static void train(TrainTest data, int batchSize, int epochs, Screen screen) throws IOException {
        DataLoader train = new DataLoader(withChannel(data.train()), batchSize).shuffle(true);
        DataLoader test = new DataLoader(withChannel(data.test()), 250);
        int size = data.test().get(0).input().size(0);
        Sequential model = model(size);
        screen.line("%s", model.summary(1, 1, size, size));

        Adam optimizer = new Adam(model.parameters());
        screen.line("epoch    train loss    test loss    test accuracy in %%");
        EpochResult last = new Trainer(model, Losses::crossEntropy, optimizer)
                .metric("accuracy", Metrics::accuracy)
                .validate(test)
                .everyStep(new OneCycleLr(optimizer, MAX_LEARNING_RATE, epochs * train.size()))
                .reuseMemory()
                .callback(lines(screen))
                .doctor(new Doctor(model, optimizer, finding -> screen.line("%s", finding)))
                .fit(train, epochs)
                .get(epochs - 1);
        screen.line("test accuracy in %%: %s", percent(last));
    }

    /** Returns the network for images of {@code size × size} pixels. */
    static Sequential model(int size) {
        int pooled = size / 2 / 2;
        return new Sequential(
                new Conv2d(1, 16, 3, 1, 1),
                new LeakyRelu(0.01),
                new MaxPool2d(2),
                new Conv2d(16, 32, 3, 1, 1),
                new LeakyRelu(0.01),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(32 * pooled * pooled, CLASSES));
    }

    /** Returns the images as {@code [channels, rows, columns]}, with one channel. */
    static Dataset withChannel(Dataset images) {
        return images.mapBatches(batch -> new Batch(batch.inputs().unsqueeze(1), batch.targets()));
    }

    private static Callback lines(Screen screen) {
        return new Callback() {
            @Override
            public void onEpochEnd(Trainer trainer, EpochResult result) {
                screen.line(
                        "%5d    %10s    %9s    %18s",
                        result.epoch(),
                        Figures.fixed(result.value("loss"), 5),
                        Figures.fixed(result.value("val_loss"), 5),
                        percent(result));
            }
        };
    }

    private static String percent(EpochResult result) {
        return Figures.fixed(100 * result.value("val_accuracy"), 2);
    }
}

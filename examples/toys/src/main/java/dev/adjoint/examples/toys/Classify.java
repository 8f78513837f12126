package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Sigmoid;
import dev.adjoint.nn.data.MinMaxScaler;
import dev.adjoint.nn.io.Checkpoint;
import dev.adjoint.nn.io.Stateful;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.ReduceLrOnPlateau;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Tells comfortable rooms from others by temperature and humidity, from the data to the file of the trained model:
 * scale, train with a falling learning rate, draw, save, load, compare.
 *
 * <p>The answers that it learns from are made up: a room is comfortable within an ellipse, and people do not quite
 * agree where that ends. The recipe is that of binary classification in G-Mind: a sigmoid at the end and the mean
 * squared error; {@link Xor} and {@link Moons} show the usual one, logits and cross-entropy.
 */
final class Classify implements Toy {
    private static final int ROOMS = 300;
    private static final int EPOCHS = 500;
    private static final int BRIEF = 30;
    private static final int LINES = 10;

    @Override
    public String name() {
        return "classify";
    }

    @Override
    public String summary() {
        return "tells comfortable rooms from others, from raw data to a saved model";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        Tensor rooms = rooms();
        Tensor comfortable = comfortable(rooms);
        MinMaxScaler scaler = new MinMaxScaler(-1, 1);
        Tensor x = scaler.fitTransform(rooms);
        Layer model = network();
        Adam optimizer = new Adam(model.parameters(), 0.03);
        ReduceLrOnPlateau schedule = new ReduceLrOnPlateau(optimizer)
                .factor(0.5)
                .patience(15)
                .threshold(0.01)
                .minLr(0.0005);
        Screen screen = options.screen();

        int epochs = options.epochs(EPOCHS, BRIEF);
        double[] losses = new double[epochs];
        double[] rates = new double[epochs];
        screen.line("epoch        loss   learning rate");
        for (int epoch = 0; epoch < epochs; epoch++) {
            optimizer.zeroGrad();
            Tensor loss = Losses.mseLoss(model.apply(x), comfortable);
            loss.backward();
            Gradients.clipNorm(optimizer.parameters(), 1);
            optimizer.step();
            losses[epoch] = loss.item();
            rates[epoch] = optimizer.lr();
            schedule.step(losses[epoch]);
            if ((epoch + 1) % Math.max(epochs / LINES, 1) == 0) {
                screen.line(
                        "%5d   %9s   %13s", epoch + 1, Figures.fixed(losses[epoch], 6), Figures.fixed(rates[epoch], 7));
            }
        }

        Tensor fresh = rooms();
        screen.line();
        screen.line("accuracy in %% on unseen rooms: %s", Figures.fixed(accuracy(model, scaler, fresh), 2));
        saveAndLoad(model, scaler, fresh, options);
        screen.line();
        options.pictures().save(curves(losses, rates), "classify-training");
        options.pictures().save(map(model, scaler, rooms, comfortable), "classify-rooms");
    }

    /** Returns {@code [n, 2]}: degrees Celsius and percent of humidity. */
    private static Tensor rooms() {
        return Tensor.rand(ROOMS, 2).mul(Tensor.of(20f, 80f)).add(Tensor.of(12f, 10f));
    }

    /** Returns {@code [n, 1]}, 1 within the ellipse around 22 °C and 45 %, give or take. */
    private static Tensor comfortable(Tensor rooms) {
        Tensor fromCentre = rooms.sub(Tensor.of(22f, 45f)).div(Tensor.of(5f, 25f));
        Tensor opinion = Tensor.randn(rooms.size(0), 1).mul(0.08);
        return fromCentre.square().sum(true, 1).sqrt().add(opinion).lt(1).to(rooms.dtype());
    }

    private static Layer network() {
        return new Sequential(
                new Linear(2, 15),
                new LeakyRelu(0.1),
                new Linear(15, 15),
                new LeakyRelu(0.1),
                new Linear(15, 1),
                new Sigmoid());
    }

    private static Tensor probabilities(Layer model, MinMaxScaler scaler, Tensor rooms) {
        try (var g = Autograd.noGrad()) {
            return model.apply(scaler.transform(rooms));
        }
    }

    private static double accuracy(Layer model, MinMaxScaler scaler, Tensor rooms) {
        Tensor guesses = probabilities(model, scaler, rooms).gt(0.5).to(rooms.dtype());
        return 100 * guesses.eq(comfortable(rooms)).to(rooms.dtype()).mean().item();
    }

    /** Writes network and scaler to one safetensors file, and lets a new network and scaler that read it answer. */
    private static void saveAndLoad(Layer model, MinMaxScaler scaler, Tensor rooms, Options options)
            throws IOException {
        Path file = Files.createDirectories(options.out()).resolve("classify.safetensors");
        Checkpoint.save(file, parts(model, scaler));
        Layer loadedModel = network();
        MinMaxScaler loadedScaler = new MinMaxScaler(-1, 1);
        Checkpoint.load(file, parts(loadedModel, loadedScaler));
        boolean equal = Arrays.equals(
                probabilities(model, scaler, rooms).toFloatArray(),
                probabilities(loadedModel, loadedScaler, rooms).toFloatArray());
        options.screen().line("saved, loaded and asked again: %s", equal ? "the same answers" : "OTHER ANSWERS");
    }

    private static Map<String, Stateful> parts(Layer model, MinMaxScaler scaler) {
        return Map.of("model", model, "scaler", scaler);
    }

    private static Plot curves(double[] losses, double[] rates) {
        double[] epochs = new double[losses.length];
        Arrays.setAll(epochs, i -> i + 1);
        return new Plot("When the loss stays, the learning rate falls", 0, losses.length, 1e-4, 1)
                .logarithmic()
                .axes("epoch", "loss, learning rate")
                .line("loss", epochs, losses, Pictures.COLOURS[0])
                .line("learning rate", epochs, rates, Pictures.COLOURS[1]);
    }

    private static Plot map(Layer model, MinMaxScaler scaler, Tensor rooms, Tensor comfortable) {
        return new Plot("Where the network finds a room comfortable", 12, 32, 10, 90)
                .axes("temperature in degrees Celsius", "humidity in %")
                .regions(places -> probabilities(model, scaler, places))
                .points(rooms, comfortable, "not comfortable", "comfortable");
    }
}

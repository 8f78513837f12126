package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.data.Digits;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Sigmoid;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.data.TensorDataset;
import dev.adjoint.nn.optim.Adam;
import java.io.IOException;

/**
 * Squeezes images of 64 pixels through two numbers and learns to paint them again from those.
 *
 * <p>It never sees which digit an image is; still, images of one digit come to lie side by side in the plane of the two
 * numbers.
 */
final class Autoencoder implements Toy {
    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int CLASSES = 10;
    private static final int EPOCHS = 150;
    private static final int BRIEF = 3;
    private static final int LINES = 10;
    private static final double LEARNING_RATE = 0.005;

    /** Rows and columns of the picture that walks over the plane. */
    private static final int STEPS = 15;

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public String summary() {
        return "squeezes digits through two numbers and paints them again";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        TensorDataset digits = Digits.load();
        Tensor images = digits.inputs().reshape(digits.size(), PIXELS);
        Layer encoder = new Sequential(new Linear(PIXELS, 32), new LeakyRelu(0.1), new Linear(32, 2));
        Layer decoder = new Sequential(new Linear(2, 32), new LeakyRelu(0.1), new Linear(32, PIXELS), new Sigmoid());
        Layer model = new Sequential(encoder, decoder);
        Adam optimizer = new Adam(model.parameters(), LEARNING_RATE);
        DataLoader loader = new DataLoader(images, images, 32).shuffle(true);
        Screen screen = options.screen();

        int epochs = options.epochs(EPOCHS, BRIEF);
        screen.line("epoch   mean squared error of a pixel");
        for (int epoch = 1; epoch <= epochs; epoch++) {
            optimizer.setLr(LEARNING_RATE * (epochs - epoch + 1) / epochs);
            double sum = 0;
            for (Batch batch : loader) {
                optimizer.zeroGrad();
                Tensor loss = Losses.mseLoss(model.apply(batch.inputs()), batch.targets());
                loss.backward();
                optimizer.step();
                sum += loss.item() * batch.size();
            }
            if (epoch % Math.max(epochs / LINES, 1) == 0) {
                screen.line("%5d   %29s", epoch, Figures.fixed(sum / loader.samples(), 6));
            }
        }

        screen.line();
        try (var g = Autograd.noGrad()) {
            Tensor codes = encoder.apply(images);
            Pictures pictures = options.pictures();
            pictures.save(plane(codes, digits.targets()), "autoencoder-plane");
            pictures.save(Pictures.tiles(beforeAndAfter(images, model), CLASSES), "autoencoder-digits");
            pictures.save(Pictures.tiles(walk(codes, decoder), STEPS), "autoencoder-walk");
        }
    }

    /** Draws each image as a point, and the number of its digit in the middle of those of its kind. */
    private static Plot plane(Tensor codes, Tensor labels) {
        Tensor low = codes.amin(0).sub(1);
        Tensor high = codes.amax(0).add(1);
        Plot plot = new Plot(
                        "1,797 digits in the plane of the two numbers",
                        low.get(0),
                        high.get(0),
                        low.get(1),
                        high.get(1))
                .axes("first number", "second number")
                .dots(5)
                .points(codes, labels, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        for (int digit = 0; digit < CLASSES; digit++) {
            Tensor chosen = labels.eq(digit).to(codes.dtype()).unsqueeze(1);
            Tensor middle = codes.mul(chosen).sum(0).div(chosen.sum().item());
            plot.text(String.valueOf(digit), middle.get(0), middle.get(1));
        }
        return plot;
    }

    /** Returns the first ten images, one of each digit, and below what became of them. */
    private static Tensor beforeAndAfter(Tensor images, Layer model) {
        Tensor few = images.slice(0, 0, CLASSES);
        return Tensor.concat(0, few, model.apply(few)).reshape(2 * CLASSES, SIDE, SIDE);
    }

    /** Returns what the decoder paints from places all over the plane, its top left first. */
    private static Tensor walk(Tensor codes, Layer decoder) {
        Tensor low = codes.amin(0);
        Tensor high = codes.amax(0);
        Tensor x = Tensor.linspace(low.get(0), high.get(0), STEPS).expand(STEPS, STEPS);
        Tensor y = Tensor.linspace(high.get(1), low.get(1), STEPS).unsqueeze(1).expand(STEPS, STEPS);
        Tensor places = Tensor.stack(1, x.flatten(), y.flatten());
        return decoder.apply(places).reshape(STEPS * STEPS, SIDE, SIDE);
    }
}

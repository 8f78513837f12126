package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Adam;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Regression that says how sure it is: a network gives a mean and the logarithm of a variance, and its loss is the
 * negative logarithm of the normal density of what was seen.
 *
 * <p>There are two reasons to be unsure. The data scatters, here the more the farther to the right: the variance tells.
 * And nobody has seen data in some places, here in a gap: there five networks that started differently disagree.
 *
 * <p>Sources: D. Nix, A. Weigend, "Estimating the mean and variance of the target probability distribution", 1994; B.
 * Lakshminarayanan et al., "Simple and scalable predictive uncertainty estimation using deep ensembles", 2017.
 */
final class Uncertain implements Toy {
    private static final int NETWORKS = 5;
    private static final int POINTS = 300;
    private static final double[] LEFT = {-4, -1};
    private static final double[] RIGHT = {1.5, 4};
    private static final int EPOCHS = 1000;
    private static final int BRIEF = 50;
    private static final int LINES = 10;

    @Override
    public String name() {
        return "uncertain";
    }

    @Override
    public String summary() {
        return "regression that says how sure it is, with five networks";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        Tensor x = Tensor.concat(0, uniform(LEFT), uniform(RIGHT));
        Tensor y = curve(x).add(deviation(x).mul(Tensor.randn(POINTS, 1)));
        List<Layer> networks = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            networks.add(new Sequential(
                    new Linear(1, 64), new LeakyRelu(), new Linear(64, 64), new LeakyRelu(), new Linear(64, 2)));
        }
        Screen screen = options.screen();

        int epochs = options.epochs(EPOCHS, BRIEF);
        double[][] losses = new double[NETWORKS][];
        for (int i = 0; i < NETWORKS; i++) {
            losses[i] = train(networks.get(i), x, y, epochs);
        }
        screen.line("epoch   loss of each network");
        for (int epoch = Math.max(epochs / LINES, 1); epoch <= epochs; epoch += Math.max(epochs / LINES, 1)) {
            StringBuilder line = new StringBuilder();
            for (double[] loss : losses) {
                line.append(String.format(Locale.ROOT, "%10s", Figures.fixed(loss[epoch - 1], 5)));
            }
            screen.line("%5d%s", epoch, line);
        }

        Tensor places = Tensor.linspace(-4, 4, 9).unsqueeze(1);
        Answer answer = ask(networks, places);
        screen.line();
        screen.line("   x    curve  learned    noise  learned   doubt");
        for (int i = 0; i < places.size(0); i++) {
            Tensor place = places.slice(0, i, i + 1);
            screen.line(
                    "%4.0f  %7s  %7s  %7s  %7s  %6s",
                    place.item(),
                    Figures.fixed(curve(place).item(), 3),
                    Figures.fixed(answer.mean().get(i, 0), 3),
                    Figures.fixed(deviation(place).item(), 3),
                    Figures.fixed(answer.noise().get(i, 0), 3),
                    Figures.fixed(answer.doubt().get(i, 0), 3));
        }
        screen.line();
        options.pictures().save(picture(x, y, networks), "uncertain-bands");
    }

    private static Tensor uniform(double[] range) {
        return Tensor.rand(POINTS / 2, 1).mul(range[1] - range[0]).add(range[0]);
    }

    private static Tensor curve(Tensor x) {
        return x.mul(1.5).sin().add(x.mul(0.3));
    }

    /** Returns the standard deviation of the noise. */
    private static Tensor deviation(Tensor x) {
        return x.add(4).mul(0.03).add(0.03);
    }

    private static double[] train(Layer network, Tensor x, Tensor y, int epochs) {
        Adam optimizer = new Adam(network.parameters(), 0.01);
        double[] losses = new double[epochs];
        for (int epoch = 0; epoch < epochs; epoch++) {
            optimizer.zeroGrad();
            Tensor loss = negativeLogLikelihood(network.apply(x), y);
            loss.backward();
            optimizer.step();
            losses[epoch] = loss.item();
        }
        return losses;
    }

    /** {@code ½·(ln σ² + (y − μ)² / σ²)}, the mean of all; outputs: {@code [n, 2]}, μ and ln σ². */
    private static Tensor negativeLogLikelihood(Tensor outputs, Tensor y) {
        Tensor mean = outputs.slice(1, 0, 1);
        Tensor logVariance = outputs.slice(1, 1, 2);
        Tensor surprise = y.sub(mean).square().mul(logVariance.neg().exp());
        return logVariance.add(surprise).mean().mul(0.5);
    }

    /**
     * What the networks say together, {@code [n, 1]} each.
     *
     * @param noise how much the data scatters: the root of the mean of their variances
     * @param doubt how much the networks disagree: the standard deviation of their means
     */
    private record Answer(Tensor mean, Tensor noise, Tensor doubt) {}

    private static Answer ask(List<Layer> networks, Tensor x) {
        try (var g = Autograd.noGrad()) {
            Tensor outputs = Tensor.concat(
                    1, networks.stream().map(network -> network.apply(x)).toArray(Tensor[]::new));
            Tensor means = outputs.slice(1, 0, 2 * NETWORKS, 2);
            Tensor variances = outputs.slice(1, 1, 2 * NETWORKS, 2).exp();
            return new Answer(means.mean(true, 1), variances.mean(true, 1).sqrt(), means.std(true, true, 1));
        }
    }

    private static Plot picture(Tensor x, Tensor y, List<Layer> networks) {
        Tensor places = Tensor.linspace(-5, 5, 201).unsqueeze(1);
        Answer answer = ask(networks, places);
        Tensor noise = answer.noise().mul(2);
        Tensor both =
                answer.noise().square().add(answer.doubt().square()).sqrt().mul(2);
        double[] at = Plot.numbers(places);
        return new Plot("Two reasons to be unsure, two standard deviations each", -5, 5, -3, 3)
                .axes("x", "y")
                .band(
                        "doubt of the networks",
                        at,
                        Plot.numbers(answer.mean().sub(both)),
                        Plot.numbers(answer.mean().add(both)),
                        new Color(0xF3C892))
                .band(
                        "noise of the data",
                        at,
                        Plot.numbers(answer.mean().sub(noise)),
                        Plot.numbers(answer.mean().add(noise)),
                        new Color(0xB3D3E8))
                .dots(5)
                .points("data", Plot.numbers(x), Plot.numbers(y), new Color(0x666666))
                .line("true curve", at, Plot.numbers(curve(places)), Pictures.COLOURS[6])
                .line("mean", at, Plot.numbers(answer.mean()), Pictures.COLOURS[0]);
    }
}

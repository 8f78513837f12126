package dev.adjoint.examples.toys;

import static java.util.Objects.requireNonNull;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Softmax;
import dev.adjoint.nn.inspect.AnomalyException;
import dev.adjoint.nn.inspect.Doctor;
import dev.adjoint.nn.inspect.LayerStatistics;
import dev.adjoint.nn.inspect.Replay;
import dev.adjoint.nn.optim.Sgd;

/**
 * A training with the usual mistakes, what a {@link Doctor} says of it, and a step whose loss is infinite, taken apart.
 *
 * <p>The mistakes: inputs in the hundreds, biases that keep most units at 0, gradients that are never reset, and a
 * softmax before a loss that has its own. An exponential makes the infinity.
 */
final class IllTraining implements Toy {
    private static final int STEPS = 40;
    private static final int SAMPLES = 64;

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "makes the usual mistakes in a training and has a doctor name them";
    }

    @Override
    public void run(Options options) {
        Rng.seed(options.seed());
        Screen screen = options.screen();
        Tensor x = Tensor.rand(SAMPLES, 2).mul(255);
        Tensor classes = x.select(1, 0).gt(x.select(1, 1)).to(DType.INT64);
        train(x, classes, screen);
        screen.line();
        takeApart(x, x.mean(true, 1), screen);
    }

    private static void train(Tensor x, Tensor classes, Screen screen) {
        Linear first = new Linear(2, 32);
        Layer model = new Sequential(first, new Relu(), new Linear(32, 2), new Softmax(1));
        try (var g = Autograd.noGrad()) {
            requireNonNull(first.bias()).copyFrom(Tensor.linspace(-600, 0, 32));
        }
        Sgd optimizer = new Sgd(model.parameters(), 0.001);
        try (Doctor doctor = new Doctor(model, optimizer, finding -> screen.line("%s", finding));
                LayerStatistics statistics = LayerStatistics.watch(model)) {
            for (int step = 0; step < STEPS; step++) {
                doctor.backward(Losses.crossEntropy(model.apply(x), classes));
                optimizer.step();
            }
            screen.line();
            screen.line("what the layers put out, and their gradients");
            for (LayerStatistics.Row row : statistics.rows()) {
                screen.line(
                        "%-2s %-10s  mean %9s  zeros %6s %%  dead %2d of %2d  |grad out| %s",
                        row.path(),
                        row.kind(),
                        Figures.fixed(row.mean(), 3),
                        Figures.fixed(100 * row.zeros(), 2),
                        row.dead(),
                        row.units(),
                        Figures.fixed(row.gradOutput(), 4));
            }
        }
    }

    private static void takeApart(Tensor x, Tensor targets, Screen screen) {
        Layer model = new Sequential(new SumOfExponentials(), new Linear(1, 1));
        try {
            new Replay(model).step("one more step", () -> {
                Tensor loss = Losses.mseLoss(model.apply(x), targets);
                loss.backward();
                return loss;
            });
        } catch (AnomalyException e) {
            screen.line("%s", requireNonNull(e.getMessage()).replace(IllTraining.class.getPackageName() + ".", ""));
        }
    }

    /** {@code e^x_1 + e^x_2}, which no float holds for inputs in the hundreds. */
    private static final class SumOfExponentials extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return x.exp().sum(true, 1);
        }
    }
}

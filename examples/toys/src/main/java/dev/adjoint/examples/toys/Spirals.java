package dev.adjoint.examples.toys;

import dev.adjoint.Rng;
import dev.adjoint.examples.toys.data.PlaneData;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.data.TensorDataset;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.CosineAnnealingLr;
import dev.adjoint.nn.train.Callback;
import dev.adjoint.nn.train.EpochResult;
import dev.adjoint.nn.train.Metrics;
import dev.adjoint.nn.train.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parts the three arms of a spiral with the {@link Trainer}, and shows how the borders wind up in training. */
final class Spirals implements Toy {
    private static final int ARMS = 3;
    private static final int POINTS_PER_ARM = 60;
    private static final double NOISE = 0.03;
    private static final int EPOCHS = 32;
    private static final int BRIEF = 4;

    @Override
    public String name() {
        return "spirals";
    }

    @Override
    public String summary() {
        return "parts the three arms of a spiral, with the Trainer";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        TensorDataset arms = PlaneData.spirals(ARMS, POINTS_PER_ARM, NOISE);
        TensorDataset unseen = PlaneData.spirals(ARMS, POINTS_PER_ARM, NOISE);
        Layer model = new Sequential(
                new Linear(2, 32), new LeakyRelu(), new Linear(32, 32), new LeakyRelu(), new Linear(32, ARMS));
        AdamW optimizer = new AdamW(model.parameters(), 0.01);
        Screen screen = options.screen();
        List<Plot> plots = new ArrayList<>();
        plots.add(borders("Before training", model, arms));

        int epochs = options.epochs(EPOCHS, BRIEF);
        screen.line("epoch   train loss   accuracy in %% on unseen points");
        new Trainer(model, Losses::crossEntropy, optimizer)
                .metric("accuracy", Metrics::accuracy)
                .validate(new DataLoader(unseen, unseen.size()))
                .everyEpoch(new CosineAnnealingLr(optimizer, epochs))
                .callback(new Callback() {
                    @Override
                    public void onEpochEnd(Trainer trainer, EpochResult result) {
                        int epoch = result.epoch();
                        if ((epoch > 1 && Integer.bitCount(epoch) == 1) || epoch == epochs) {
                            screen.line(
                                    "%5d   %10s   %31s",
                                    epoch,
                                    Figures.fixed(result.value("loss"), 7),
                                    Figures.fixed(100 * result.value("val_accuracy"), 2));
                            plots.add(borders("After epoch " + epoch, model, arms));
                        }
                    }
                })
                .fit(new DataLoader(arms, 18).shuffle(true), epochs);

        screen.line();
        options.pictures().save(plots, 3, "spirals-training");
    }

    private static Plot borders(String title, Layer model, TensorDataset arms) {
        return new Plot(title, -1.25, 1.25, -1.15, 1.15)
                .regions(places -> model.apply(places).softmax(1))
                .dots(5)
                .points(arms.inputs(), arms.targets(), "arm 1", "arm 2", "arm 3");
    }
}

package dev.adjoint.nn.train;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.ExponentialLr;
import dev.adjoint.nn.optim.ReduceLrOnPlateau;
import dev.adjoint.nn.optim.StepLr;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A training in a process of its own, which {@link ResumeTest} kills: it saves a checkpoint every third step and halts
 * after a given number of steps.
 */
final class KilledTraining {
    private static final int EPOCHS = 4;

    private KilledTraining() {}

    /** Takes the file of the checkpoint and the number of steps until it halts. */
    public static void main(String[] args) throws IOException {
        int[] left = {Integer.parseInt(args[1])};
        train(Path.of(args[0]), new Callback() {
            @Override
            public void onStep(Trainer trainer, Step step) {
                if (--left[0] == 0) {
                    Runtime.getRuntime().halt(9);
                }
            }
        });
    }

    /** What a training ends with. */
    record Result(List<EpochResult> history, List<Tensor> parameters, long next) {}

    static Result train(Path checkpoint, Callback callback) throws IOException {
        Rng.seed(7);
        Tensor x = Tensor.randn(50, 3);
        Tensor y = x.square().sum(1).gt(2.5).to(x.dtype()).unsqueeze(1);
        Sequential net =
                new Sequential(new Linear(3, 16), new BatchNorm1d(16), new Tanh(), new Dropout(0.2), new Linear(16, 1));
        Adam optimizer = new Adam(net.parameters(), 0.01).amsgrad(true);
        DataLoader loader = new DataLoader(x, y, 8).shuffle(true);
        List<EpochResult> history = new Trainer(net, Losses::binaryCrossEntropyWithLogits, optimizer)
                .metric("accuracy", Metrics::binaryAccuracy)
                .validate(new DataLoader(x, y, 50))
                .everyStep(new StepLr(optimizer, 5, 0.9))
                .everyEpoch(new ExponentialLr(optimizer, 0.95))
                .onPlateau(new ReduceLrOnPlateau(optimizer).patience(0).factor(0.8))
                .earlyStopping(50, 0)
                .clipNorm(1)
                .accumulate(2)
                .checkpoint(checkpoint, 3)
                .resume()
                .callback(callback)
                .fit(loader, EPOCHS);
        return new Result(history, net.parameters(), Rng.current().random());
    }
}

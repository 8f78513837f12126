package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.examples.toys.data.Digits;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.ModuleLabels;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.data.Dataset;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.profile.Profiler;
import java.io.IOException;
import java.util.Iterator;

/** Shows where the time goes in some training steps of the toy {@code cnn}: by op, and by layer. */
final class ProfileDigits implements Toy {
    private static final int BATCH_SIZE = 16;

    /** In which the JVM compiles what runs often. */
    private static final int WARM_UP_STEPS = 70;

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public String summary() {
        return "shows which ops and layers of the convolutional network take time";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        int steps = options.brief() ? 2 : 40;
        Dataset digits = DigitsCnn.withChannel(Digits.load());
        Iterator<Batch> batches = new DataLoader(digits, BATCH_SIZE).iterator();
        Sequential model = DigitsCnn.model(digits.get(0).input().size(-1));
        Adam optimizer = new Adam(model.parameters());
        Profiler profiler = new Profiler(new ModuleLabels(model));
        try (Autograd.Watch watch = Autograd.watch(profiler)) {
            train(model, optimizer, batches, options.brief() ? 1 : WARM_UP_STEPS);
            profiler.reset();
            train(model, optimizer, batches, steps);
        }
        Screen screen = options.screen();
        screen.line("%d steps of %d images", steps, BATCH_SIZE);
        screen.line();
        profiler.toString().lines().forEach(line -> screen.line("%s", line));
    }

    private static void train(Sequential model, Adam optimizer, Iterator<Batch> batches, int steps) {
        for (int i = 0; i < steps; i++) {
            Batch batch = batches.next();
            optimizer.zeroGrad();
            Losses.crossEntropy(model.apply(batch.inputs()), batch.targets()).backward();
            optimizer.step();
        }
    }
}

package dev.adjoint.nn.train;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that moves with the batches of each epoch and shows the loss, and a line for the epoch when it is over. */
final class ProgressBars implements Callback {
    /** To ask the terminal for its width, the library would load native code. */
    private static final int WIDTH = 78;

    private final PrintStream out;
    private @Nullable ProgressBar bar;

    ProgressBars(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onEpochStart(Trainer trainer, int epoch, int batches) {
        bar = new ProgressBarBuilder()
                .setTaskName("epoch " + epoch)
                .setInitialMax(batches)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void onStep(Trainer trainer, Step step) {
        ProgressBar running = bar;
        if (running != null) {
            running.setExtraMessage(String.format(Locale.ROOT, " loss %.4g", step.loss()));
            running.stepTo(step.batch());
        }
    }

    @Override
    public void onEpochEnd(Trainer trainer, EpochResult result) {
        close();
        out.println(result);
    }

    @Override
    public void onEnd(Trainer trainer) {
        close();
    }

    private void close() {
        ProgressBar running = bar;
        if (running != null) {
            running.close();
            bar = null;
        }
    }
}

package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.optim.CosineAnnealingLr;
import dev.adjoint.nn.optim.LrScheduler;
import dev.adjoint.nn.optim.OneCycleLr;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.StepLr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Learning rates, batch sizes and schedules, over many seeds at once.
 *
 * <p>Claims: the loss after a fixed number of steps falls with the rate up to a cliff (Bengio, Practical
 * Recommendations for Gradient-Based Training, 2012); larger batches bear larger rates (Goyal et al. 2017); a rate that
 * falls to 0 ends lower than the same rate held (Loshchilov, Hutter, SGDR, 2017).
 *
 * <p>Each seed trains on a thread of its own choice; the numbers do not depend on which, since each thread has its own
 * generator and each sum its own order.
 */
final class LearningRates implements Toy {
    private static final int MOONS = 100;
    private static final int HIDDEN = 16;

    /** A training: its rate, batch size, and schedule by the optimiser and the number of steps. */
    record Setting(double learningRate, int batch, @Nullable Schedule schedule) {}

    /** Makes a scheduler for a number of steps. */
    interface Schedule {
        LrScheduler of(Optimizer optimizer, int steps);
    }

    /** The mean of some numbers and its standard deviation from seed to seed. */
    record Spread(double mean, double deviation) {
        static Spread of(double... values) {
            DescriptiveStatistics statistics = new DescriptiveStatistics(values);
            return new Spread(statistics.getMean(), statistics.getStandardDeviation());
        }

        @Override
        public String toString() {
            return Figures.fixed(mean, 4) + " +- " + Figures.fixed(deviation, 4);
        }
    }

    @Override
    public String name() {
        return "learning-rates";
    }

    @Override
    public String summary() {
        return "learning rates, batch sizes and schedules, over 100 seeds at once";
    }

    /**
     * Returns the cross-entropy on all examples after a training, at most 10: a training that diverged counts as 10.
     */
    static double finalLoss(Setting setting, int steps, long seed) {
        Rng.seed(seed);
        Examples moons = Examples.moons(MOONS, 0.2);
        Sequential net = Nets.mlp(2, HIDDEN, 1, 2, Tanh::new);
        Sgd optimizer = new Sgd(net.parameters(), setting.learningRate).momentum(0.9);
        LrScheduler scheduler = setting.schedule == null ? null : setting.schedule.of(optimizer, steps);
        for (int step = 0; step < steps; step++) {
            Examples batch = moons.pick(Tensor.randint(0, moons.size(), setting.batch));
            Nets.step(net, optimizer, batch.x(), batch.classes());
            if (scheduler != null) {
                scheduler.step();
            }
        }
        double loss = Losses.crossEntropy(net.apply(moons.x()), moons.classes()).item();
        return loss < 10 ? loss : 10;
    }

    /** Trains from each seed, several at a time, and returns the final losses in the order of the seeds. */
    static double[] finalLosses(Setting setting, int steps, long firstSeed, int seeds) {
        return LongStream.range(firstSeed, firstSeed + seeds)
                .parallel()
                .mapToDouble(seed -> finalLoss(setting, steps, seed))
                .toArray();
    }

    @Override
    public void run(Options options) throws IOException {
        int seeds = options.brief() ? 5 : 100;
        int steps = options.brief() ? 60 : 300;
        long first = options.seed();
        Function<Setting, Spread> train = setting -> Spread.of(finalLosses(setting, steps, first, seeds));
        Screen screen = options.screen();
        screen.line("cross-entropy after %d steps, mean and deviation over %d seeds", steps, seeds);
        screen.line();

        XYChart sweep = Charts.panel(
                "After " + steps + " steps, " + seeds + " seeds",
                "learning rate",
                "cross-entropy",
                LegendPosition.InsideNW);
        sweep.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        double[] rates = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3};
        screen.line("rate            batch 4              batch 16             batch 64");
        List<List<Spread>> rows = new ArrayList<>();
        int[] batches = {4, 16, 64};
        for (double rate : rates) {
            List<Spread> row = new ArrayList<>();
            for (int batch : batches) {
                row.add(train.apply(new Setting(rate, batch, null)));
            }
            screen.line("%-7s %20s %20s %20s", rate, row.get(0), row.get(1), row.get(2));
            rows.add(row);
        }
        for (int i = 0; i < batches.length; i++) {
            int column = i;
            double[] means =
                    rows.stream().mapToDouble(row -> row.get(column).mean).toArray();
            double[] bars =
                    rows.stream().mapToDouble(row -> row.get(column).deviation).toArray();
            sweep.addSeries("batch " + batches[i], rates, means, bars);
        }

        screen.line();
        screen.line("schedule, from rate 0.3, batch 16");
        Map<String, @Nullable Schedule> schedules = new LinkedHashMap<>();
        schedules.put("held", null);
        schedules.put("steps", (o, n) -> new StepLr(o, n / 3, 0.2));
        schedules.put("cosine", CosineAnnealingLr::new);
        schedules.put("one cycle", (o, n) -> new OneCycleLr(o, 0.3, n).cycleMomentum(false));
        XYChart drawn = Charts.panel("Schedules", "step", "learning rate", LegendPosition.InsideNE);
        schedules.forEach((label, schedule) -> {
            screen.line("%-12s %15s", label, train.apply(new Setting(0.3, 16, schedule)));
            Charts.line(drawn, label, ratesOf(schedule, steps));
        });
        screen.line();
        options.pictures().saveCharts(List.of(sweep, drawn), 2, name());
    }

    private static double[] ratesOf(@Nullable Schedule schedule, int steps) {
        Sgd optimizer = new Sgd(List.of(Tensor.zeros(1).requiresGrad(true)), 0.3);
        LrScheduler scheduler = schedule == null ? null : schedule.of(optimizer, steps);
        double[] rates = new double[steps];
        for (int i = 0; i < steps; i++) {
            rates[i] = optimizer.lr();
            if (scheduler != null && i < steps - 1) {
                optimizer.step();
                scheduler.step();
            }
        }
        return rates;
    }
}

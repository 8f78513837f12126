package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.optim.Adam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * Learns by trial to balance a pole on a cart: REINFORCE with a baseline, on 20 episodes at a time.
 *
 * <p>{@code loss = −mean ln π(action | state) · (G − V(state))}: the return G is the discounted sum of the rewards that
 * followed, one for each step, and V is what a second network expects it to be.
 *
 * <p>Source: R. Williams, "Simple statistical gradient-following algorithms for connectionist reinforcement learning",
 * 1992.
 */
final class Balance implements Toy {
    private static final int EPISODES = 20;
    private static final double DISCOUNT = 0.99;
    private static final double LEARNING_RATE = 0.01;

    /** What happened at the steps of one episode. */
    private static final class Episode {
        final List<float[]> states = new ArrayList<>();
        final List<Long> actions = new ArrayList<>();
        CartPole now = CartPole.start(Rng.current());

        void act(long action) {
            states.add(now.features());
            actions.add(action);
            now = now.push(action == 1);
        }

        boolean isOver() {
            return now.failed() || states.size() == CartPole.MAX_STEPS;
        }

        int length() {
            return states.size();
        }
    }

    @Override
    public String name() {
        return "cartpole";
    }

    @Override
    public String summary() {
        return "learns to balance a pole on a cart by policy gradient";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        Screen screen = options.screen();
        Sequential policy = new Sequential(new Linear(4, 64), new Tanh(), new Linear(64, 2));
        Sequential value = new Sequential(new Linear(4, 64), new Tanh(), new Linear(64, 1));
        List<Tensor> parameters = new ArrayList<>(policy.parameters());
        parameters.addAll(value.parameters());
        Adam optimizer = new Adam(parameters, LEARNING_RATE);
        int updates = options.epochs(60, 6);
        double[][] curve = new double[4][updates];

        screen.line("episodes    steps balanced: mean     least      most");
        for (int i = 0; i < updates; i++) {
            List<Episode> episodes = play(policy, EPISODES, true);
            learn(policy, value, optimizer, episodes);
            curve[0][i] = EPISODES * (i + 1);
            curve[1][i] = mean(episodes);
            curve[2][i] = episodes.stream().mapToInt(Episode::length).min().orElse(0);
            curve[3][i] = episodes.stream().mapToInt(Episode::length).max().orElse(0);
            screen.line(
                    "%8d    %20s    %6.0f    %6.0f",
                    EPISODES * (i + 1), Figures.fixed(curve[1][i], 1), curve[2][i], curve[3][i]);
        }
        screen.line();
        screen.line(
                "mean of 100 episodes without chance: %s of %d steps",
                Figures.fixed(mean(play(policy, 100, false)), 1), CartPole.MAX_STEPS);
        options.pictures().save(draw(curve), "cartpole");
    }

    /** Plays episodes side by side, each action drawn as the policy says, or the likelier one. */
    private static List<Episode> play(Layer policy, int count, boolean draw) {
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            episodes.add(new Episode());
        }
        List<Episode> running = new ArrayList<>(episodes);
        try (var g = Autograd.noGrad()) {
            while (!running.isEmpty()) {
                Tensor states =
                        Tensor.of(running.stream().map(e -> e.now.features()).toArray(float[][]::new));
                Tensor scores = policy.apply(states);
                // The greater of the logits plus such noise is drawn from their softmax.
                Tensor noise = Tensor.rand(running.size(), 2).log().neg().log().neg();
                long[] actions = (draw ? scores.add(noise) : scores).argmax(1).toLongArray();
                for (int i = 0; i < actions.length; i++) {
                    running.get(i).act(actions[i]);
                }
                running.removeIf(Episode::isOver);
            }
        }
        return episodes;
    }

    /** Makes one step of the optimiser. */
    private static void learn(Layer policy, Layer value, Adam optimizer, List<Episode> episodes) {
        Tensor states =
                Tensor.of(episodes.stream().flatMap(e -> e.states.stream()).toArray(float[][]::new));
        Tensor actions = Tensor.of(episodes.stream()
                .flatMap(e -> e.actions.stream())
                .mapToLong(a -> a)
                .toArray());
        Tensor returns = returns(episodes);
        Tensor expected = value.apply(states).squeeze(1);
        Tensor surprise = returns.sub(expected.detach());
        Tensor advantage =
                surprise.sub(surprise.mean()).div(surprise.std(true, false).add(1e-6));
        Tensor chosen = policy.apply(states)
                .logSoftmax(1)
                .gather(1, actions.unsqueeze(1))
                .squeeze(1);
        Tensor loss = chosen.mul(advantage).mean().neg().add(Losses.mseLoss(expected, returns));
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
    }

    /** Returns {@code (1 + γ + γ² + …)·(1 − γ)} over the steps that followed, for each step of all episodes. */
    private static Tensor returns(List<Episode> episodes) {
        float[] returns = new float[episodes.stream().mapToInt(Episode::length).sum()];
        int end = 0;
        for (Episode episode : episodes) {
            end += episode.length();
            double sum = 0;
            for (int back = 1; back <= episode.length(); back++) {
                sum = 1 - DISCOUNT + DISCOUNT * sum;
                returns[end - back] = (float) sum;
            }
        }
        return Tensor.of(returns);
    }

    private static double mean(List<Episode> episodes) {
        return episodes.stream().mapToInt(Episode::length).average().orElse(0);
    }

    private static XYChart draw(double[][] curve) {
        XYChart chart = Pictures.lines("Learning to balance a pole", "episodes", "steps balanced");
        chart.getStyler().setXAxisMin(0.0).setYAxisMin(0.0).setYAxisMax(1.05 * CartPole.MAX_STEPS);
        chart.addSeries("mean of 20", curve[0], curve[1]);
        chart.addSeries("least", curve[0], curve[2]);
        chart.addSeries("most", curve[0], curve[3]);
        return chart;
    }
}

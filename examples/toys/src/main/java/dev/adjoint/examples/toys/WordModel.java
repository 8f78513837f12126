package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.data.Alphabet;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.OneCycleLr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network that learns to spell: for each beginning of a word it scores each character that may come next.
 *
 * <p>The network, of whatever kind, makes of numbered characters {@code [words, length]} the logits {@code [words,
 * length, alphabet]}, those at a place from the characters up to there alone.
 */
final class WordModel {
    private static final int BATCH = 64;

    private final Layer network;
    private final Alphabet alphabet;
    private final List<String> train = new ArrayList<>();
    private final List<String> test = new ArrayList<>();

    /** Makes a model of some words, a tenth of which, drawn at random, is left for tests. */
    WordModel(Layer network, Alphabet alphabet, List<String> words) {
        this.network = network;
        this.alphabet = alphabet;
        for (long i : Rng.current().permutation(words.size())) {
            (test.size() < words.size() / 10 ? test : train).add(words.get((int) i));
        }
    }

    /** Trains and prints the mean loss of a character after each epoch; the learning rate rises and falls once. */
    void fit(int epochs, double maxLearningRate, Screen screen) {
        DataLoader loader = new DataLoader(alphabet.encode(train), BATCH).shuffle(true);
        Batch held = alphabet.encode(test).all();
        AdamW optimizer = new AdamW(network.parameters());
        OneCycleLr schedule = new OneCycleLr(optimizer, maxLearningRate, epochs * loader.size());
        LossLog losses = new LossLog();
        screen.line(
                "words    %,d to train on, %,d to test on, of %d characters",
                train.size(), test.size(), alphabet.size() - 1);
        screen.line();
        screen.line("epoch    train loss    test loss");
        for (int epoch = 1; epoch <= epochs; epoch++) {
            network.train();
            for (Batch batch : screen.progress("epoch " + epoch, loader.size(), loader)) {
                optimizer.zeroGrad();
                Tensor loss = loss(batch);
                loss.backward();
                Gradients.clipNorm(network.parameters(), 1);
                optimizer.step();
                schedule.step();
                losses.add(loss);
            }
            screen.line("%5d    %10s    %9s", epoch, Figures.fixed(losses.nextMean(), 4), Figures.fixed(test(held), 4));
        }
    }

    /** Returns the mean over all characters and ends of the words, cut behind the longest of them. */
    private Tensor loss(Batch batch) {
        int longest = (int)
                batch.targets().ge(0).any(false, 0).to(DType.FLOAT32).sum().item();
        Tensor logits = network.apply(batch.inputs().slice(1, 0, longest));
        return Losses.crossEntropy(
                logits.flatten(0, 1), batch.targets().slice(1, 0, longest).flatten());
    }

    private double test(Batch batch) {
        network.eval();
        try (var g = Autograd.noGrad()) {
            return loss(batch).item();
        }
    }

    /** Returns how likely each character is at each place of a word: {@code [length + 1, alphabet]}. */
    Tensor probabilities(String word) {
        network.eval();
        try (var g = Autograd.noGrad()) {
            return network.apply(alphabet.encode(List.of(word)).inputs())
                    .squeeze(0)
                    .softmax(-1);
        }
    }

    /**
     * Returns words that the model makes up, character by character.
     *
     * <p>Each one is drawn with the probabilities {@code softmax(logits / temperature)}: below 1 the likely ones become
     * likelier. That is the greatest of the logits plus noise −ln(−ln u), u uniform: the Gumbel-max trick.
     *
     * @param longest the length after which words are cut
     */
    List<String> sample(int count, int longest, double temperature) {
        network.eval();
        try (var g = Autograd.noGrad()) {
            Tensor words = Tensor.full(DType.INT64, Alphabet.BOUNDARY, count, 1);
            for (int length = 0; length < longest; length++) {
                Tensor logits = network.apply(words).select(1, -1);
                Tensor noise =
                        Tensor.rand(count, alphabet.size()).log().neg().log().neg();
                Tensor next = logits.div(temperature).add(noise).argmax(1);
                words = Tensor.concat(1, words, next.unsqueeze(1));
            }
            List<String> samples = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                samples.add(alphabet.decode(
                        words.select(0, i).slice(0, 1, longest + 1).toLongArray()));
            }
            return samples;
        }
    }

    /** Prints the first samples and how many of all are words that it was trained on, was tested on, or are new. */
    void report(List<String> samples, int shown, Screen screen) {
        Set<String> learnt = new HashSet<>(train);
        Set<String> held = new HashSet<>(test);
        held.removeAll(learnt);
        List<String> first = samples.subList(0, shown);
        int width = first.stream().mapToInt(String::length).max().orElse(0) + 3;
        screen.line();
        for (String word : first) {
            String kind = learnt.contains(word) ? "learnt" : held.contains(word) ? "in the test data" : "new";
            screen.line("    %s%s%s", word, " ".repeat(width - word.length()), kind);
        }
        long known = samples.stream().filter(learnt::contains).count();
        long met = samples.stream().filter(held::contains).count();
        screen.line();
        screen.line(
                "of %d samples %d are in the training data, %d in the test data, %d are new",
                samples.size(), known, met, samples.size() - known - met);
    }
}

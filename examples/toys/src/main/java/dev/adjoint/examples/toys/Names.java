package dev.adjoint.examples.toys;

import dev.adjoint.Rng;
import dev.adjoint.examples.toys.data.Alphabet;
import dev.adjoint.examples.toys.data.FirstNames;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.RecurrentOptions;
import dev.adjoint.nn.Sequential;
import java.io.IOException;
import java.util.List;

/**
 * Makes up first names: a recurrent network reads a name character by character and learns what comes next.
 *
 * <p>Source: A. Karpathy, "The Unreasonable Effectiveness of Recurrent Neural Networks", 2015.
 */
final class Names implements Toy {
    private static final int HIDDEN = 128;
    private static final double MAX_LEARNING_RATE = 0.01;
    private static final String EXAMPLE = "christabel";

    @Override
    public String name() {
        return "names";
    }

    @Override
    public String summary() {
        return "makes up first names with a recurrent network, letter by letter";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        List<String> names = FirstNames.load();
        Alphabet alphabet = new Alphabet(names);
        Sequential network = new Sequential(
                new Embedding(alphabet.size(), 24),
                new Gru(24, HIDDEN, RecurrentOptions.DEFAULT.withBatchFirst(true)),
                new Linear(HIDDEN, alphabet.size()));
        WordModel model = new WordModel(network, alphabet, names);
        model.fit(options.epochs(10, 1), MAX_LEARNING_RATE, options.screen());
        model.report(model.sample(200, 16, 0.8), 10, options.screen());
        drawExample(model, alphabet, options.pictures());
    }

    /** Draws how likely each letter is at each place of a name, with frames around those that come. */
    private static void drawExample(WordModel model, Alphabet alphabet, Pictures pictures) throws IOException {
        List<String> read = List.of(("." + EXAMPLE).split(""));
        List<String> letters = alphabet.labels();
        int[] next = (EXAMPLE + ".")
                .chars()
                .map(c -> letters.indexOf(Character.toString(c)))
                .toArray();
        Heatmap map = new Heatmap("", read, letters, model.probabilities(EXAMPLE), next);
        String title = "Spelling \"" + EXAMPLE + "\": how likely each letter comes next";
        pictures.save(Heatmap.draw(title, "next letter", "last letter read", List.of(map)), "names");
    }
}

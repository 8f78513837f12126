package dev.adjoint.examples.toys;

import dev.adjoint.Rng;
import dev.adjoint.examples.toys.data.Alphabet;
import dev.adjoint.examples.toys.data.SymbolNames;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.RecurrentOptions;
import dev.adjoint.nn.Sequential;
import java.util.List;

/** Makes up names of Unicode symbols, whole phrases, with the long short-term memory that these need. */
final class Symbols implements Toy {
    private static final int HIDDEN = 128;
    private static final double MAX_LEARNING_RATE = 0.01;

    @Override
    public String name() {
        return "symbols";
    }

    @Override
    public String summary() {
        return "makes up names of Unicode symbols with a long short-term memory";
    }

    @Override
    public void run(Options options) {
        Rng.seed(options.seed());
        List<String> names = SymbolNames.load();
        Alphabet alphabet = new Alphabet(names);
        Sequential network = new Sequential(
                new Embedding(alphabet.size(), 24),
                new Lstm(24, HIDDEN, RecurrentOptions.DEFAULT.withBatchFirst(true)),
                new Linear(HIDDEN, alphabet.size()));
        WordModel model = new WordModel(network, alphabet, names);
        model.fit(options.epochs(20, 1), MAX_LEARNING_RATE, options.screen());
        model.report(model.sample(50, 60, 0.6), 10, options.screen());
    }
}

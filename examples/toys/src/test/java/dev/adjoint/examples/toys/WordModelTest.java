package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Rng;
import dev.adjoint.examples.toys.data.Alphabet;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.RecurrentOptions;
import dev.adjoint.nn.Sequential;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordModelTest {
    private final List<String> words = Collections.nCopies(200, "anna");
    private final Alphabet alphabet = new Alphabet(List.of("anna", "b"));
    private final CapturedScreen screen = new CapturedScreen();

    @Test
    void learnsTheOneWordThereIs() {
        Rng.seed(1);
        WordModel model = new WordModel(network(), alphabet, words);
        model.fit(20, 0.05, screen.screen());

        assertThat(screen.text()).startsWith("words    180 to train on, 20 to test on, of 3 characters\n");
        assertThat(model.sample(50, 8, 0.5)).containsOnly("anna");
        assertThat(model.probabilities("an").select(0, 2).argmax(0).item()).isEqualTo(3);
    }

    @Test
    void cutsLongSamples() {
        Rng.seed(1);
        WordModel model = new WordModel(network(), alphabet, words);
        assertThat(model.sample(100, 3, 1)).hasSize(100).allMatch(word -> word.length() <= 3);
    }

    @Test
    void countsWhatIsNew() {
        Rng.seed(1);
        WordModel model = new WordModel(network(), alphabet, words);
        model.report(List.of("anna", "ban", "b"), 2, screen.screen());
        assertThat(screen.text().lines())
                .containsExactly(
                        "",
                        "    anna   learnt",
                        "    ban    new",
                        "",
                        "of 3 samples 1 are in the training data, 0 in the test data, 2 are new");
    }

    private Layer network() {
        return new Sequential(
                new Embedding(alphabet.size(), 4),
                new Gru(4, 16, RecurrentOptions.DEFAULT.withBatchFirst(true)),
                new Linear(16, alphabet.size()));
    }
}

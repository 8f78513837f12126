package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.data.Alphabet;
import dev.adjoint.examples.toys.data.FirstNames;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Gelu;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up first names with a small GPT: two transformer blocks that attend to the letters so far.
 *
 * <p>Sources: A. Radford et al., "Language Models are Unsupervised Multitask Learners", 2019 (GPT-2: normalisation
 * first); A. Karpathy's makemore for the task.
 */
final class Gpt implements Toy {
    private static final int LONGEST = 16;
    private static final int FEATURES = 48;
    private static final int HEADS = 4;
    private static final double MAX_LEARNING_RATE = 0.006;
    private static final String EXAMPLE = "christabel";

    /** {@code y = x + attention(norm1(x)), z = y + feed(norm2(y))}. */
    private static final class Block extends Layer {
        private final LayerNorm norm1 = child("norm1", new LayerNorm(FEATURES));
        private final CausalAttention attention = child("attention", new CausalAttention(FEATURES, HEADS));
        private final LayerNorm norm2 = child("norm2", new LayerNorm(FEATURES));
        private final Sequential feed = child(
                "feed",
                new Sequential(new Linear(FEATURES, 4 * FEATURES), new Gelu(), new Linear(4 * FEATURES, FEATURES)));

        @Override
        protected Tensor forward(Tensor x) {
            Tensor y = x.add(attention.apply(norm1.apply(x)));
            return y.add(feed.apply(norm2.apply(y)));
        }

        Tensor weights(Tensor x) {
            return attention.weights(norm1.apply(x));
        }
    }

    /** {@code [words, length]} of numbers → logits {@code [words, length, alphabet]}. */
    private static final class Network extends Layer {
        private final Embedding characters;
        private final Embedding places = child("places", new Embedding(LONGEST + 1, FEATURES));
        private final Block block1 = child("block1", new Block());
        private final Block block2 = child("block2", new Block());
        private final Sequential head;

        Network(int alphabet) {
            characters = child("characters", new Embedding(alphabet, FEATURES));
            head = child("head", new Sequential(new LayerNorm(FEATURES), new Linear(FEATURES, alphabet)));
        }

        @Override
        protected Tensor forward(Tensor x) {
            return head.apply(block2.apply(block1.apply(embed(x))));
        }

        private Tensor embed(Tensor x) {
            return characters.apply(x).add(places.apply(Tensor.arange(x.size(1))));
        }

        /** Returns the weights of attention in both blocks, {@code [words, heads, length, length]} each. */
        List<Tensor> weights(Tensor x) {
            Tensor first = embed(x);
            return List.of(block1.weights(first), block2.weights(block1.apply(first)));
        }
    }

    @Override
    public String name() {
        return "gpt";
    }

    @Override
    public String summary() {
        return "makes up first names with a small GPT and shows what it attends to";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        List<String> names = FirstNames.load();
        Alphabet alphabet = new Alphabet(names);
        Network network = new Network(alphabet.size());
        options.screen()
                .line(
                        "weights  %,d",
                        network.parameters().stream().mapToInt(Tensor::size).sum());
        WordModel model = new WordModel(network, alphabet, names);
        model.fit(options.epochs(8, 1), MAX_LEARNING_RATE, options.screen());
        model.report(model.sample(200, LONGEST, 0.8), 10, options.screen());
        drawAttention(network, alphabet, options.pictures());
    }

    private static void drawAttention(Network network, Alphabet alphabet, Pictures pictures) throws IOException {
        List<String> letters = List.of(("." + EXAMPLE).split(""));
        List<Heatmap> maps = new ArrayList<>();
        try (var g = Autograd.noGrad()) {
            List<Tensor> blocks =
                    network.weights(alphabet.encode(List.of(EXAMPLE)).inputs());
            for (int head = 0; head < HEADS; head++) {
                maps.add(new Heatmap(
                        "head " + (head + 1),
                        letters,
                        letters,
                        blocks.get(1).select(0, 0).select(0, head)));
            }
        }
        pictures.save(
                Heatmap.draw("Attention in the second block", "letter attended to", "last letter read", maps), "gpt");
    }
}

package dev.adjoint.examples.benchmarks;

import dev.adjoint.Tensor;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.ModuleList;
import java.util.List;

/** A small language model, {@code [batch, time]} token indices to {@code [batch, time, vocabulary]} logits. */
final class Gpt extends Layer {
    static final int VOCABULARY = 65;
    static final int TIME = 64;
    private static final int WIDTH = 128;
    private static final int HEADS = 4;
    private static final int LAYERS = 4;

    private final Embedding tokens = child("tok", new Embedding(VOCABULARY, WIDTH));
    private final Embedding places = child("pos", new Embedding(TIME, WIDTH));
    private final ModuleList<Block> blocks = child("blocks", new ModuleList<>());
    private final LayerNorm norm;
    private final Linear head;

    Gpt() {
        for (int i = 0; i < LAYERS; i++) {
            blocks.append(new Block());
        }
        norm = child("ln", new LayerNorm(WIDTH));
        head = child("head", new Linear(WIDTH, VOCABULARY, false));
    }

    @Override
    protected Tensor forward(Tensor indices) {
        Tensor x = tokens.apply(indices).add(places.apply(Tensor.arange(indices.size(1))));
        for (Block block : blocks) {
            x = block.apply(x);
        }
        return head.apply(norm.apply(x));
    }

    private static final class Block extends Layer {
        private final LayerNorm norm1 = child("ln1", new LayerNorm(WIDTH));
        private final LayerNorm norm2 = child("ln2", new LayerNorm(WIDTH));
        private final Linear qkv = child("qkv", new Linear(WIDTH, 3 * WIDTH));
        private final Linear projection = child("proj", new Linear(WIDTH, WIDTH));
        private final Linear up = child("up", new Linear(WIDTH, 4 * WIDTH));
        private final Linear down = child("down", new Linear(4 * WIDTH, WIDTH));

        @Override
        protected Tensor forward(Tensor x) {
            int batch = x.size(0);
            int time = x.size(1);
            List<Tensor> parts = qkv.apply(norm1.apply(x)).chunk(-1, 3).stream()
                    .map(part -> part.reshape(batch, time, HEADS, WIDTH / HEADS).transpose(1, 2))
                    .toList();
            Tensor attended = parts.get(0).scaledDotProductAttention(parts.get(1), parts.get(2), null, true);
            Tensor y = x.add(projection.apply(attended.transpose(1, 2).reshape(batch, time, WIDTH)));
            return y.add(down.apply(up.apply(norm2.apply(y)).gelu()));
        }
    }
}

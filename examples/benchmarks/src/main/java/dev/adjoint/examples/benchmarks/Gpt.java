package dev.adjoint.examples.benchmarks;

import dev.adjoint.DType;
import dev.adjoint.Rng;
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

    private final Embedding tokens;
    private final Embedding places;
    private final ModuleList<Block> blocks;
    private final LayerNorm norm;
    private final Linear head;

    Gpt(DType dtype) {
        tokens = child("tok", new Embedding(VOCABULARY, WIDTH, null, Rng.current(), dtype));
        places = child("pos", new Embedding(TIME, WIDTH, null, Rng.current(), dtype));
        blocks = child("blocks", new ModuleList<>());
        for (int i = 0; i < LAYERS; i++) {
            blocks.append(new Block(dtype));
        }
        norm = child("ln", norm(dtype));
        head = child("head", new Linear(WIDTH, VOCABULARY, false, Rng.current(), dtype));
    }

    @Override
    protected Tensor forward(Tensor indices) {
        Tensor x = tokens.apply(indices).add(places.apply(Tensor.arange(indices.size(1))));
        for (Block block : blocks) {
            x = block.apply(x);
        }
        return head.apply(norm.apply(x));
    }

    private static LayerNorm norm(DType dtype) {
        return new LayerNorm(new int[] {WIDTH}, 1e-5, true, true, dtype);
    }

    private static final class Block extends Layer {
        private final LayerNorm norm1;
        private final LayerNorm norm2;
        private final Linear qkv;
        private final Linear projection;
        private final Linear up;
        private final Linear down;

        Block(DType dtype) {
            norm1 = child("ln1", norm(dtype));
            norm2 = child("ln2", norm(dtype));
            qkv = child("qkv", new Linear(WIDTH, 3 * WIDTH, true, Rng.current(), dtype));
            projection = child("proj", new Linear(WIDTH, WIDTH, true, Rng.current(), dtype));
            up = child("up", new Linear(WIDTH, 4 * WIDTH, true, Rng.current(), dtype));
            down = child("down", new Linear(4 * WIDTH, WIDTH, true, Rng.current(), dtype));
        }

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

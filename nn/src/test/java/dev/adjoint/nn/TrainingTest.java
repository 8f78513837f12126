package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import org.junit.jupiter.api.Test;

/** Layers, loss, optimiser and loader together. */
class TrainingTest {
    /** The losses are those of the same program in PyTorch. */
    @Test
    void xorIsLearnedAsInPyTorch() {
        Rng.seed(42);
        Sequential net = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
        Optimizer optimizer = new Adam(net.parameters(), 0.05);
        Tensor x = Tensor.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        Tensor y = Tensor.of(new float[][] {{0}, {1}, {1}, {0}});

        double[] losses = new double[200];
        for (int step = 0; step < losses.length; step++) {
            optimizer.zeroGrad();
            Tensor loss = Losses.binaryCrossEntropyWithLogits(net.apply(x), y);
            loss.backward();
            optimizer.step();
            losses[step] = loss.item();
        }

        assertThat(losses[0]).isEqualTo(0.7065595388412476, within(1e-6));
        assertThat(losses[1]).isEqualTo(0.6961792707443237, within(1e-6));
        assertThat(losses[9]).isEqualTo(0.6474713683128357, within(1e-5));
        assertThat(losses[199]).isEqualTo(0.0009140181937254965, within(1e-5));
    }

    @Test
    void classesAreLearnedInBatchesWithDropout() {
        Rng.seed(1);
        Tensor x = Tensor.randn(300, 2);
        Tensor label = x.select(1, 0).mul(x.select(1, 1)).gt(0).to(DType.INT64);
        Sequential net = new Sequential(new Linear(2, 32), new LeakyRelu(), new Dropout(0.1), new Linear(32, 2));
        Optimizer optimizer = new Sgd(net.parameters(), 0.2).momentum(0.9);
        DataLoader loader = new DataLoader(x, label, 32).shuffle(true);
        for (int epoch = 0; epoch < 30; epoch++) {
            for (Batch batch : loader) {
                net.zeroGrad();
                Losses.crossEntropy(net.apply(batch.inputs()), batch.targets()).backward();
                Gradients.clipNorm(net.parameters(), 1);
                optimizer.step();
            }
        }

        net.eval();
        assertThat(Losses.crossEntropy(net.apply(x), label).item()).isLessThan(0.15);
    }
}

package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Init;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The networks that several experiments train, and one step of their training. */
final class Nets {
    private Nets() {}

    /** Returns hidden layers of one width, each with an activation behind it, and a last layer without one. */
    static Sequential mlp(DType dtype, int in, int width, int depth, int out, Supplier<Layer> activation) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            layers.add(new Linear(i == 0 ? in : width, width, true, Rng.current(), dtype));
            layers.add(activation.get());
        }
        layers.add(new Linear(width, out, true, Rng.current(), dtype));
        return new Sequential(layers.toArray(Layer[]::new));
    }

    /** As the other, in {@code FLOAT32}. */
    static Sequential mlp(int in, int width, int depth, int out, Supplier<Layer> activation) {
        return mlp(DType.FLOAT32, in, width, depth, out, activation);
    }

    /** Returns the linear layers of a chain. */
    static List<Linear> linears(Sequential net) {
        List<Linear> linears = new ArrayList<>();
        net.forEach(layer -> {
            if (layer instanceof Linear linear) {
                linears.add(linear);
            }
        });
        return linears;
    }

    /** Draws the weights anew by Kaiming's rule, normal with variance 2/in, and sets the biases to 0. */
    static void kaiming(Sequential net) {
        for (Linear linear : linears(net)) {
            Init.kaimingNormal(linear.weight(), 0, Init.Fan.IN, Init.Nonlinearity.RELU);
            Init.zeros(Objects.requireNonNull(linear.bias()));
        }
    }

    /** Makes one step on the cross-entropy of a batch and returns it. */
    static double step(Layer net, Optimizer optimizer, Tensor x, Tensor classes) {
        Tensor loss = Losses.crossEntropy(net.apply(x), classes);
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
        return loss.item();
    }

    /** Returns the share of examples whose class has the largest output. */
    static double accuracy(Layer net, Tensor x, Tensor classes) {
        try (var g = Autograd.noGrad()) {
            return net.apply(x).argmax(1).eq(classes).to(DType.FLOAT64).mean().item();
        }
    }

    /** Returns the gradient that arrived at a leaf. */
    static Tensor gradient(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad(), "no gradient arrived");
    }
}

package dev.adjoint.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.Autograd;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Loss;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Sigmoid;
import dev.adjoint.nn.Softmax;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.train.Trainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final String[] NOTHING = {};

    private final List<Finding> told = new ArrayList<>();
    private Tensor x = Tensor.zeros(0);
    private final Tensor classes = Tensor.of(0L, 1, 2, 0, 1, 2, 0, 1);
    private final Tensor numbers = Tensor.of(new float[][] {{0}, {1}, {1}, {0}, {1}, {0}, {0}, {1}});

    @BeforeEach
    void seed() {
        Rng.seed(6);
        x = Tensor.randn(8, 4);
    }

    private Layer net(int outputs) {
        return new Sequential(new Linear(4, 16), new Relu(), new Linear(16, outputs));
    }

    private Doctor train(Layer net, Loss loss, Tensor targets, int steps) {
        return train(net, new Adam(net.parameters(), 0.01), loss, targets, steps);
    }

    private Doctor train(Layer net, Optimizer optimizer, Loss loss, Tensor targets, int steps) {
        Doctor doctor = new Doctor(net, optimizer, told::add);
        for (int step = 0; step < steps; step++) {
            optimizer.zeroGrad();
            doctor.backward(loss.apply(net.apply(x), targets));
            optimizer.step();
        }
        doctor.close();
        return doctor;
    }

    private void assertTold(String... titles) {
        assertThat(told).extracting(Finding::title).containsExactly(titles);
    }

    private void assertText(String text) {
        assertThat(told.get(0)).hasToString(text);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void healthyTrainingsAreLeftAlone() throws IOException {
        train(net(3), Losses::crossEntropy, classes, 100);
        train(net(1), Losses::binaryCrossEntropyWithLogits, numbers, 100);
        train(net(1), Losses::mseLoss, numbers, 100);
        Layer net =
                new Sequential(new Linear(4, 8), new BatchNorm1d(8), new Tanh(), new Dropout(0.2), new Linear(8, 3));
        Sgd optimizer = new Sgd(net.parameters(), 0.05);
        new Trainer(net, Losses::crossEntropy, optimizer)
                .validate(new DataLoader(x, classes, 4))
                .doctor(new Doctor(net, optimizer, told::add))
                .accumulate(2)
                .clipNorm(1)
                .fit(new DataLoader(x, classes, 2), 20);
        assertTold(NOTHING);
    }

    @Test
    void changesNoBit() {
        Layer net = net(3);
        train(net, Losses::crossEntropy, classes, 40);
        seed();
        Layer alone = net(3);
        Adam optimizer = new Adam(alone.parameters(), 0.01);
        for (int step = 0; step < 40; step++) {
            optimizer.zeroGrad();
            Losses.crossEntropy(alone.apply(x), classes).backward();
            optimizer.step();
        }
        for (int i = 0; i < 4; i++) {
            assertThat(net.parameters().get(i).bitEquals(alone.parameters().get(i)))
                    .isTrue();
        }
    }

    @Test
    void parametersOutsideOfTheOptimiser() {
        Layer net = net(3);
        Optimizer optimizer = new Sgd(net.parameters().subList(0, 2), 0.1);
        Doctor doctor = train(net, optimizer, Losses::crossEntropy, classes, 5);
        assertText("""
                error: parameters that are not in the optimiser: 2.weight, 2.bias
                    2 of 4 parameters will never change
                    -> make the optimiser after the network, of all its parameters();
                    requiresGrad(false) for those that are to stay""");
        assertThat(doctor.findings()).isEqualTo(told).hasSize(1);
    }

    @Test
    void parametersWithoutGradient() {
        Sequential inner = new Sequential(new Linear(4, 4), new Linear(4, 3));
        train(
                inner,
                (unused, t) -> Losses.crossEntropy(
                        inner.get(1).apply(inner.get(0).apply(x).detach()), t),
                classes,
                5);
        assertTold("parameters without gradient");
        assertText("""
                warning: parameters without gradient: 0.weight, 0.bias
                    2 of 4 parameters got none in 3 backward passes
                    -> use them in the loss, look for a detach() or noGrad() before it, or
                    requiresGrad(false)""");
    }

    @Test
    void gradientsThatAreNotReset() {
        Layer net = net(3);
        Sgd optimizer = new Sgd(net.parameters(), 0.01);
        Doctor doctor = new Doctor(net, optimizer, told::add);
        for (int step = 0; step < 3; step++) {
            doctor.backward(Losses.crossEntropy(net.apply(x), classes)); // gradients are summed on purpose
        }
        assertTold(NOTHING);
        for (int step = 0; step < 3; step++) {
            optimizer.step();
            doctor.backward(Losses.crossEntropy(net.apply(x), classes));
        }
        assertTold("gradients that are not reset");
        assertText("""
                error: gradients that are not reset: 0.weight, 0.bias, 2.weight, 2.bias
                    4 of 4 parameters still had the gradient of the last step when the next
                    backward pass began
                    -> call optimizer.zeroGrad() once before each backward pass""");
    }

    @Test
    void softmaxBeforeALossThatHasItsOwn() {
        Layer soft = new Sequential(net(3), new Softmax(1));
        train(soft, Losses::crossEntropy, classes, 2);
        assertText("""
                error: softmax before crossEntropy
                    the input of crossEntropy comes from softmax, so that its gradients are too
                    small
                    -> crossEntropy takes logits and does the softmax itself: leave the softmax
                    away""");
        train(soft, Losses::nllLoss, classes, 1);
        train(soft, (y, t) -> Losses.crossEntropy(y, t), Tensor.rand(8, 3), 1);
        train(new Sequential(net(1), new Sigmoid()), Losses::binaryCrossEntropyWithLogits, numbers, 1);
        assertTold(
                "softmax before crossEntropy",
                "softmax before nllLoss",
                "softmax before logSoftmax",
                "sigmoid before binaryCrossEntropyWithLogits");
    }

    @Test
    void targetsThatAreNoProbabilities() {
        train(net(1), Losses::binaryCrossEntropyWithLogits, numbers.mul(3).sub(1), 1);
        assertTold("targets that are no probabilities");
        assertThat(told.get(0).measured())
                .isEqualTo("the targets of binaryCrossEntropyWithLogits go from -1.00 to 2.00");
    }

    @Test
    void modes() {
        Layer net = new Sequential(new Linear(4, 3), new Dropout(0.1));
        Doctor doctor = new Doctor(net, new Sgd(net.parameters(), 0.1), told::add);
        try (var g = Autograd.noGrad()) {
            net.apply(x);
        }
        net.eval();
        doctor.backward(Losses.crossEntropy(net.apply(x), classes));
        assertTold("evaluation in training mode", "training in evaluation mode");
        assertText("""
                warning: evaluation in training mode: 1 (Dropout)
                    the network was run with recording off, but in training mode
                    -> call eval() before an evaluation and train() after it""");
    }

    @Test
    void graphsThatAreKept() {
        Linear net = new Linear(1, 1);
        Sgd optimizer = new Sgd(net.parameters(), 1e-3);
        Doctor doctor = new Doctor(net, optimizer, told::add);
        Tensor state = Tensor.ones(1, 1);
        for (int step = 0; step < 12; step++) {
            optimizer.zeroGrad();
            state = net.apply(state);
            doctor.backward(state.square().sum(), GraphOption.RETAIN_GRAPH);
        }
        assertTold("the graph grows from step to step");

        Tensor kept = net.apply(Tensor.ones(1, 1));
        kept.sum().backward();
        Tensor loss = net.apply(kept).sum();
        assertThatIllegalStateException().isThrownBy(() -> doctor.backward(loss));
        assertThat(told.get(1).toString())
                .startsWith("error: the graph reaches into an earlier step\n"
                        + "    the loss depends on a result of linear whose graph an earlier backward");
    }

    @Test
    void deadUnits() {
        Sequential net = (Sequential) net(3);
        try (var g = Autograd.noGrad()) {
            ((Linear) net.get(0)).bias().copyFrom(Tensor.full(-30, 16));
        }
        train(net, Losses::crossEntropy, classes, 16);
        assertText("""
                error: dead units: 1 (ReLU)
                    16 of 16 units were 0 for all 128 samples of 16 batches
                    -> lower the learning rate, start with smaller weights and biases, or use
                    LeakyRelu""");
    }

    @Test
    void vanishingAndExplodingGradients() {
        Sequential deep = new Sequential(new Linear(4, 4), new Linear(4, 4), new Linear(4, 3));
        scale(deep, 1, 1e-7);
        train(deep, new Sgd(deep.parameters(), 1e-9), Losses::crossEntropy, classes, 10);
        Sequential steep = new Sequential(new Linear(4, 4), new Linear(4, 4), new Linear(4, 1));
        scale(steep, 0, 1e-6);
        try (var g = Autograd.noGrad()) {
            ((Linear) steep.get(0)).bias().copyFrom(Tensor.zeros(4));
        }
        scale(steep, 1, 1e6);
        train(steep, new Sgd(steep.parameters(), 1e-30), Losses::mseLoss, numbers, 10);
        assertThat(told).extracting(Finding::title).contains("vanishing gradients", "exploding gradients");
        assertThat(told.get(0).where()).isEqualTo("0.weight to 2.weight");
    }

    private static void scale(Sequential net, int layer, double factor) {
        Linear linear = (Linear) net.get(layer);
        try (var g = Autograd.noGrad()) {
            linear.weight().copyFrom(linear.weight().mul(factor));
        }
    }

    @Test
    void stepsOfTheWrongSize() {
        Layer net = net(3);
        train(net, new Adam(net.parameters(), 10), Losses::crossEntropy, classes, 12);
        assertThat(told).extracting(Finding::title).contains("large steps");
        told.clear();
        Layer slow = net(3);
        train(slow, new Sgd(slow.parameters(), 1e-7), Losses::crossEntropy, classes, 12);
        assertTold("small steps");
        assertThat(told.get(0).measured()).contains("at the learning rate 1.00e-07");
    }

    @Test
    void aLossThatDoesNotMoveOrIsNotFinite() {
        Layer net = net(3);
        train(net, new Sgd(net.parameters(), 0), Losses::crossEntropy, classes, 25);
        assertTold("the loss does not move");
        train(net, (y, t) -> Losses.crossEntropy(y, t).mul(Double.NaN), classes, 1);
        assertTold("the loss does not move", "the loss is NaN");
    }

    @Test
    void inputsThatAreNotScaled() {
        x = x.mul(100).add(120);
        train(net(3), Losses::crossEntropy, classes, 1);
        assertThat(told.get(0).toString())
                .matches("(?s)warning: inputs that are not scaled: the network's input \\[8, 4]\n"
                        + "    mean \\d+.* and standard deviation \\d+.*, where layers start out for about 0 and\n.*");
        x = x.mul(1e-8);
        train(net(3), Losses::crossEntropy, classes, 1);
        assertThat(told).hasSize(2);
    }

    @Test
    void aTrainerStopsAtABadStepAndNamesTheOp() {
        Layer net = new Sequential(new com.example.UserNet(4), new Linear(4, 3));
        Sgd optimizer = new Sgd(net.parameters(), 0.1);
        Trainer trainer =
                new Trainer(net, Losses::crossEntropy, optimizer).doctor(new Doctor(net, optimizer, told::add));
        assertThatThrownBy(() -> trainer.fit(new DataLoader(x, classes, 8), 1))
                .isInstanceOf(AnomalyException.class)
                .hasMessageStartingWith("Trainer: batch 1 of epoch 1: the loss is NaN\n  first by log, forward: ")
                .hasMessageContaining("UserNet.java:21");
        assertThat(told).extracting(Finding::title).contains("the loss is NaN");
    }
}

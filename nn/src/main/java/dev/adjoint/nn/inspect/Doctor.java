package dev.adjoint.nn.inspect;

import dev.adjoint.Autograd;
import dev.adjoint.GraphOption;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Module;
import dev.adjoint.nn.optim.Optimizer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches a training and tells, each thing once, what looks ill: in a loop of one's own
 *
 * <pre>{@code
 * Doctor doctor = new Doctor(net, optimizer, System.out::println);
 * …
 * doctor.backward(loss); // instead of loss.backward()
 * }</pre>
 *
 * <p>or by {@code new Trainer(…).doctor(doctor)}. It finds
 *
 * <ul>
 *   <li>parameters that get no gradient or are not in the optimiser, and gradients that are not reset;
 *   <li>softmax before a loss that has its own, and targets that are no probabilities;
 *   <li>training in evaluation mode and evaluation in training mode, with dropout or batch normalisation;
 *   <li>graphs that are kept from step to step, for want of a {@code detach()};
 *   <li>dead units after ReLU, gradients that vanish or explode from layer to layer;
 *   <li>steps that are too large or too small for the weights, a loss that does not move or is not finite;
 *   <li>inputs that are not scaled.
 * </ul>
 *
 * <p>It changes no number. It looks at the first 32 steps, then at each 32nd; in between it costs next to nothing.
 */
public final class Doctor implements AutoCloseable {
    private static final int PERIOD = 32;

    /** So many losses from the first on must be alike for it not to move. */
    private static final int STILL = 20;

    private static final double MOVED = 1e-6;

    private final Findings findings;
    private final ForwardWatch forward;
    private final LossGraph graph;
    private final BackwardWatch backward;
    private int steps;
    private double firstLoss;
    private boolean moved;

    /** Begins to watch the training of a network; the listener gets each finding when it is made. */
    public Doctor(Module model, Optimizer optimizer, Consumer<Finding> listener) {
        findings = new Findings(listener);
        forward = new ForwardWatch(model, findings);
        graph = new LossGraph(findings);
        backward = new BackwardWatch(model, optimizer, findings);
        backward.checkMembers();
    }

    /** Returns what was found so far. */
    public List<Finding> findings() {
        return findings.all();
    }

    /** Checks, runs {@code loss.backward(options)}, and checks again: all that a loop needs. */
    public void backward(Tensor loss, GraphOption... options) {
        check(loss);
        loss.backward(options);
        checkGradients();
    }

    /** Looks at a loss, before its backward pass. */
    public void check(Tensor loss) {
        steps++;
        checkLoss(loss.item());
        try (Autograd.Scope scope = Autograd.noGrad()) {
            backward.beforeBackward(loss.item() > firstLoss);
        }
        if (isLookedAt(steps)) {
            graph.check(loss);
        }
    }

    private void checkLoss(double loss) {
        if (!Double.isFinite(loss)) {
            findings.error(
                    "the loss is " + loss,
                    "",
                    "in step " + steps,
                    "run the step in Replay.step, which names the op that made it");
        }
        if (steps == 1) {
            firstLoss = loss;
        }
        moved |= !(Math.abs(loss - firstLoss) <= MOVED * Math.abs(firstLoss));
        if (steps == STILL && !moved && firstLoss != 0) {
            findings.warning(
                    "the loss does not move",
                    "",
                    "it was " + Figures.of(loss) + " in each of the first " + STILL + " steps",
                    "see that optimizer.step() is called, the learning rate is not 0, and the loss depends on the"
                            + " parameters");
        }
    }

    /** Looks at the gradients, after backward and before they are clipped and the optimiser steps. */
    public void checkGradients() {
        if (isLookedAt(steps)) {
            try (Autograd.Scope scope = Autograd.noGrad()) {
                backward.afterBackward();
            }
        }
        forward.look(isLookedAt(steps + 1));
    }

    private static boolean isLookedAt(int step) {
        return step <= PERIOD || step % PERIOD == 0;
    }

    /** Ends the watch and takes the hooks away. */
    @Override
    public void close() {
        forward.close();
    }
}

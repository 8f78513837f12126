package dev.adjoint.examples.toys.experiments;

import dev.adjoint.examples.toys.Toy;
import java.util.List;

/** All experiments, from one function to whole trainings. */
public final class Experiments {
    private static final List<Toy> ALL = List.of(
            new Activations(),
            new ByHand(),
            new GradientCheck(),
            new YourActivation(),
            new Vanishing(),
            new Initialisation(),
            new DeadNeurons(),
            new ReluAtZero(),
            new Optimizers(),
            new LearningRates(),
            new Norms(),
            new SameBits());

    private Experiments() {}

    /** Returns all experiments. */
    public static List<Toy> all() {
        return ALL;
    }
}

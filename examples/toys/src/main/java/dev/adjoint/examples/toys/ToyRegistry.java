package dev.adjoint.examples.toys;

import dev.adjoint.examples.toys.experiments.Experiments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All toys, in the order in which to get to know them, and after them the experiments. */
public final class ToyRegistry {
    private static final List<Toy> TOYS = List.of(
            new Micrograd(),
            new Xor(),
            new Celsius(),
            new Moons(),
            new Spirals(),
            new Classify(),
            new Autoencoder(),
            new Uncertain(),
            new DigitsMlp(),
            new DigitsCnn(),
            new Names(),
            new Symbols(),
            new Gpt(),
            new Throw(),
            new Ode(),
            new Balance(),
            new GraphToy(),
            new ProfileDigits(),
            new NewtonMethod(),
            new IllTraining());

    private ToyRegistry() {}

    /** Returns all toys. */
    public static List<Toy> all() {
        return TOYS;
    }

    /** Returns all experiments. */
    public static List<Toy> experiments() {
        return Experiments.all();
    }

    private static Stream<Toy> both() {
        return Stream.concat(TOYS.stream(), experiments().stream());
    }

    /** Returns the toy or experiment with exactly this name. */
    public static Optional<Toy> find(String name) {
        return both().filter(toy -> toy.name().equals(name)).findFirst();
    }

    /** Returns the names that someone who typed {@code name} may have meant. */
    public static List<String> similarTo(String name) {
        return both().map(Toy::name)
                .filter(known -> Spelling.isClose(name, known))
                .toList();
    }
}

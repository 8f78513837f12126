package dev.adjoint.examples.toys;

import java.util.List;
import java.util.Optional;

/** All toys, in the order in which to get to know them. */
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

    /** Returns the toy with exactly this name. */
    public static Optional<Toy> find(String name) {
        return TOYS.stream().filter(toy -> toy.name().equals(name)).findFirst();
    }

    /** Returns the names that someone who typed {@code name} may have meant. */
    public static List<String> similarTo(String name) {
        return TOYS.stream()
                .map(Toy::name)
                .filter(known -> Spelling.isClose(name, known))
                .toList();
    }
}

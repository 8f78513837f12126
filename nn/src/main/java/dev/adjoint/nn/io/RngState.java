package dev.adjoint.nn.io;

import static java.util.Objects.requireNonNull;

import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.StateDicts;
import java.util.Map;
import java.util.function.Supplier;

/** A random generator as a part of a checkpoint: one tensor {@code state}, the numbers of {@link Rng#state}. */
public final class RngState implements Stateful {
    private static final String STATE = "state";

    private final Supplier<Rng> rng;

    /** Makes the part for the default generator of the thread that saves or loads. */
    public RngState() {
        this(Rng::current);
    }

    /** Makes the part for one generator. */
    public RngState(Rng rng) {
        this(() -> rng);
    }

    private RngState(Supplier<Rng> rng) {
        this.rng = rng;
    }

    @Override
    public Map<String, Tensor> stateDict() {
        long[] state = rng.get().state();
        return Map.of(STATE, Tensor.wrap(state, Shape.of(state.length)));
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> loaded = stateDict();
        StateDicts.load("RngState", loaded, state);
        rng.get().restore(requireNonNull(loaded.get(STATE)).toLongArray());
    }
}

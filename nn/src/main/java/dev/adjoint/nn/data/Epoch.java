package dev.adjoint.nn.data;

import static java.util.Objects.requireNonNull;

import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An epoch under way: the order of its samples, how many of them have been handed out, and a seed for what is drawn
 * while they are made. Its state is these three; the state of no epoch at all has an order of length 0.
 */
final class Epoch {
    private static final String ORDER = "order";
    private static final String NEXT = "next";
    private static final String SEED = "seed";

    private final long[] order;
    private final long seed;
    private int next;
    private boolean over;

    Epoch(long[] order, int next, long seed) {
        this.order = order;
        this.next = next;
        this.seed = seed;
    }

    /** Returns how many samples have been handed out. */
    int next() {
        return next;
    }

    long seed() {
        return seed;
    }

    /** Returns how many samples there are from a place in the order on. */
    int left(int from) {
        return order.length - from;
    }

    /** Returns the samples from a place in the order on. */
    long[] rows(int from, int count) {
        return Arrays.copyOfRange(order, from, from + count);
    }

    void advance(int count) {
        next += count;
    }

    /** Notes that whoever goes through the epoch has seen its end. */
    void finish() {
        over = true;
    }

    /** Returns the state of an epoch, or of none, in a new map. */
    static Map<String, Tensor> state(@Nullable Epoch epoch) {
        return epoch == null || epoch.over ? state(new long[0], 0, 0) : state(epoch.order, epoch.next, epoch.seed);
    }

    private static Map<String, Tensor> state(long[] order, int next, long seed) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put(ORDER, Tensor.of(order));
        state.put(NEXT, Tensor.of(new long[] {next}, new int[0]));
        state.put(SEED, Tensor.of(new long[] {seed}, new int[0]));
        return state;
    }

    /** Returns tensors of the shapes and types that a saved state must have, in a new map. */
    static Map<String, Tensor> template(Map<String, Tensor> saved, int samples) {
        Tensor order = saved.get(ORDER);
        boolean none = order != null && order.size() == 0;
        return state(new long[none ? 0 : samples], 0, 0);
    }

    /**
     * Returns the epoch of a state of the right names and shapes, or null if the state is that of none.
     *
     * @throws IllegalArgumentException if the order is no permutation or the place not in it
     */
    static @Nullable Epoch of(Map<String, Tensor> state) {
        long[] order = numbers(ORDER, state);
        if (order.length == 0) {
            return null;
        }
        return new Epoch(permutation(order), place(numbers(NEXT, state)[0], order.length), numbers(SEED, state)[0]);
    }

    private static long[] numbers(String name, Map<String, Tensor> state) {
        return requireNonNull(state.get(name)).toLongArray();
    }

    private static long[] permutation(long[] order) {
        boolean[] seen = new boolean[order.length];
        for (long row : order) {
            if (row < 0 || row >= seen.length || seen[(int) row]) {
                throw new IllegalArgumentException("DataLoader: the state does not fit: order must hold each of 0 to "
                        + (seen.length - 1) + " once, " + row + " is not in this range or there twice");
            }
            seen[(int) row] = true;
        }
        return order;
    }

    private static int place(long next, int samples) {
        if (next < 0 || next > samples) {
            throw new IllegalArgumentException(
                    "DataLoader: the state does not fit: next must be in [0, " + samples + "], got " + next);
        }
        return (int) next;
    }
}

package dev.adjoint.profile;

import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Storage;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One op at work: where, since when, and the storages it did not make. */
final class Span {
    private final boolean backward;
    private final String place;
    private final long entered;
    private final List<Storage> known = new ArrayList<>();
    private final @Nullable Object event = FlightRecorder.begin();
    private long start;
    private long excluded;
    private long nanos;

    Span(boolean backward, String place, long entered, Tensor... inputs) {
        this.backward = backward;
        this.place = place;
        this.entered = entered;
        for (Tensor input : inputs) {
            know(input);
        }
    }

    boolean backward() {
        return backward;
    }

    String place() {
        return place;
    }

    /** Returns when the profiler was called. */
    long entered() {
        return entered;
    }

    /** Returns the time between begin and end but for what was excluded. */
    long nanos() {
        return nanos;
    }

    void begin(long now) {
        start = now;
    }

    void end(long now) {
        nanos = now - start - excluded;
    }

    void exclude(long time) {
        excluded += time;
    }

    void know(Tensor tensor) {
        known.add(tensor.storage());
    }

    /** Returns the bytes of a tensor's storage, 0 if it is known; from now on it is. */
    long newBytes(Tensor tensor) {
        Storage storage = tensor.storage();
        for (Storage other : known) {
            if (other == storage) {
                return 0;
            }
        }
        known.add(storage);
        return (long) storage.size() * width(storage.dtype());
    }

    private static int width(DType dtype) {
        return switch (dtype) {
            case FLOAT64, INT64 -> 8;
            case FLOAT32 -> 4;
            case BOOL -> 1;
        };
    }

    /** Makes an event of it if a recording runs. */
    void record(Op op, Tensor shaped, long bytes) {
        if (event != null) {
            FlightRecorder.end(event, op.name(), backward ? "backward" : "forward", shaped.shape(), bytes, place);
        }
    }
}

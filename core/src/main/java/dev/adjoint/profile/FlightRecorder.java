package dev.adjoint.profile;

import dev.adjoint.Shape;
import org.jspecify.annotations.Nullable;

/** Events of Java Flight Recorder, where the JVM has it: {@link OpEvent} is loaded only then. */
final class FlightRecorder {
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecorder() {}

    /** Returns an event that begins now, or null if nobody records. */
    static @Nullable Object begin() {
        return AVAILABLE ? OpEvent.begun() : null;
    }

    /** Ends an event and writes it to the recording. */
    static void end(Object event, String op, String direction, Shape shape, long bytes, String place) {
        ((OpEvent) event).write(op, direction, shape.toString(), bytes, place);
    }
}

package dev.adjoint.profile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One application of an op, or of its gradient, in a recording of Java Flight Recorder, which reads the fields. */
@Name("dev.adjoint.Op")
@Label("Op")
@Category("Adjoint")
@Description("One application of an op, or of its gradient; the duration includes the ops it applies")
@StackTrace(false)
final class OpEvent extends Event {
    @Label("Op")
    @Nullable
    String op;

    @Label("Direction")
    @Nullable
    String direction;

    @Label("Shape")
    @Description("The shape of the output")
    @Nullable
    String shape;

    @Label("Bytes")
    @Description("The new memory that the outputs take")
    @DataAmount
    long bytes;

    @Label("Place")
    @Nullable
    String place;

    /** Returns an event that begins now, or null if nobody records. */
    static @Nullable OpEvent begun() {
        OpEvent event = new OpEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    void write(String op, String direction, String shape, long bytes, String place) {
        end();
        this.op = op;
        this.direction = direction;
        this.shape = shape;
        this.bytes = bytes;
        this.place = place;
        commit();
    }
}

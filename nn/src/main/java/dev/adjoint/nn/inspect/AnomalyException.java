package dev.adjoint.nn.inspect;

import org.jspecify.annotations.Nullable;

/** A number that should be finite is NaN or infinite; the message names the op that made it. */
public final class AnomalyException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable AnomalyReport report;

    AnomalyException(String message, @Nullable AnomalyReport report) {
        super(message);
        this.report = report;
    }

    /** Returns what is known about the op, null if it was not found. */
    public @Nullable AnomalyReport report() {
        return report;
    }
}

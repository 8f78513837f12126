package dev.adjoint.nn.inspect;

import dev.adjoint.Autograd;
import dev.adjoint.nn.Module;
import org.jspecify.annotations.Nullable;

/**
 * Checks every op that this thread applies, forward and backward, and throws at the first that makes a NaN or an
 * infinity of finite numbers, or takes in a NaN:
 *
 * <pre>{@code
 * try (Anomaly watch = Anomaly.detect(net)) {
 *     Losses.mseLoss(net.apply(x), y).backward();
 * }
 * }</pre>
 *
 * <p>Infinities that come from infinities, as those of masks do, are let pass. It notes the line of each op and reads
 * each tensor, so that a step takes many times longer: {@link Replay} does this for a step that went wrong and for no
 * other. An op that is not recorded is only checked forward.
 */
public final class Anomaly implements AutoCloseable {
    private final AnomalyListener listener;
    private final Autograd.Watch watch;

    private Anomaly(@Nullable Module root) {
        listener = new AnomalyListener(root);
        watch = Autograd.watch(listener);
    }

    /** Checks ops until this is closed, and names the modules and parameters of a network in what it finds. */
    public static Anomaly detect(Module root) {
        return new Anomaly(root);
    }

    /** Checks ops that belong to no network until this is closed. */
    public static Anomaly detect() {
        return new Anomaly(null);
    }

    /** Returns the first op that passed on an infinity, or null. */
    @Nullable
    AnomalyReport suspicion() {
        return listener.suspicion();
    }

    /** Ends the checks; watches that were begun later must have ended. */
    @Override
    public void close() {
        watch.close();
    }
}

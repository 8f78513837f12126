package dev.adjoint.nn;

/** A hook that was registered: {@link #close} removes it, and a second call does nothing. */
public interface HookHandle extends AutoCloseable {
    @Override
    void close();
}

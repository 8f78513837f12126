package dev.adjoint.nn;

/** A hook that was registered with a module: {@link #close} removes it, and a second call does nothing. */
public interface ModuleHook extends AutoCloseable {
    @Override
    void close();
}

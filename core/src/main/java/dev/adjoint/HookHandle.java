package dev.adjoint;

/** Removes a hook; see {@link Tensor#registerHook}. */
public final class HookHandle implements AutoCloseable {
    private final TensorHooks hooks;
    private final GradientHook hook;

    HookHandle(TensorHooks hooks, GradientHook hook) {
        this.hooks = hooks;
        this.hook = hook;
    }

    GradientHook hook() {
        return hook;
    }

    /** Removes the hook, from the next gradient on; a second call does nothing. */
    @Override
    public void close() {
        hooks.remove(this);
    }
}

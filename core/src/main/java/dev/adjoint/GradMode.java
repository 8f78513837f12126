package dev.adjoint;

import org.jspecify.annotations.Nullable;

/** Whether ops are recorded, for one thread. */
final class GradMode {
    private static final ThreadLocal<GradMode> CURRENT = ThreadLocal.withInitial(GradMode::new);

    boolean enabled = true;
    Autograd.@Nullable Scope innermost;

    private GradMode() {}

    static GradMode current() {
        return CURRENT.get();
    }
}

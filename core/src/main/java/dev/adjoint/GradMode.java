package dev.adjoint;

import org.jspecify.annotations.Nullable;

/** Whether ops are recorded, who watches them and where their memory comes from, for one thread. */
final class GradMode {
    private static final ThreadLocal<GradMode> CURRENT = ThreadLocal.withInitial(GradMode::new);

    boolean enabled = true;
    Autograd.@Nullable Scope innermost;

    /** Whether a backward pass runs. */
    boolean backward;

    /** Is shown all ops; null as long as nobody watches. */
    @Nullable
    OpListener listener;

    /** Where in a program the thread is, as told by {@link Autograd#enter}. */
    Autograd.@Nullable Place place;

    /** Where large arrays come from; null for the heap. */
    Workspace.@Nullable Step step;

    /** Has element-wise ops wait; null as long as they do not. */
    @Nullable
    Fusion fusion;

    private GradMode() {}

    static GradMode current() {
        return CURRENT.get();
    }
}

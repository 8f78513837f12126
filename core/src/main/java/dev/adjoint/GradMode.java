package dev.adjoint;

/** Whether ops are recorded, for one thread. */
final class GradMode {
    private static final ThreadLocal<GradMode> CURRENT = ThreadLocal.withInitial(GradMode::new);

    boolean enabled = true;

    private GradMode() {}

    static GradMode current() {
        return CURRENT.get();
    }
}

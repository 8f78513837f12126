package dev.adjoint;

/** A workspace whose reused arrays are full of what no result may depend on. */
public final class PoisonedWorkspace {
    private PoisonedWorkspace() {}

    /** Makes one; with the system property {@code adjoint.workspaceSmallest} it reuses small arrays too. */
    public static Workspace make() {
        return new Workspace(true);
    }
}

package dev.adjoint;

/** What a backward pass may be asked for besides the gradients. */
public enum GraphOption {
    /** Keep the graph, so that it can be run backward again; without this it is freed. */
    RETAIN_GRAPH,
    /** Record the backward pass itself, so that the gradients can be differentiated; implies {@link #RETAIN_GRAPH}. */
    CREATE_GRAPH,
    /** In {@link Autograd#grad}: return {@code null} for an input that does not influence the outputs, not an error. */
    ALLOW_UNUSED
}

/**
 * Views of a computation graph: as a text tree, for Graphviz, and as an SVG picture.
 *
 * <p>{@link dev.adjoint.graph.GraphView} takes a snapshot of a tensor's graph and writes it;
 * {@link dev.adjoint.graph.GraphRecorder} notes what the graph itself does not tell: where in a program each op was
 * applied, and the gradients that a backward pass passed on. May import {@code dev.adjoint} and its ops.
 */
@NullMarked
package dev.adjoint.graph;

import org.jspecify.annotations.NullMarked;

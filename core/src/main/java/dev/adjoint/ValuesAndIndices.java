package dev.adjoint;

/**
 * Elements chosen along a dimension, and where they were.
 *
 * @param values the elements, differentiable
 * @param indices their positions along the dimension, {@code INT64}, of the same shape
 */
public record ValuesAndIndices(Tensor values, Tensor indices) {}

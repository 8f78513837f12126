package dev.adjoint.nn.data;

import dev.adjoint.Tensor;

/**
 * One sample with its target.
 *
 * @param input {@code […]}, of one shape for all samples of a data set
 * @param target {@code […]}, of one shape for all samples of a data set; without dimensions for a class or a number
 */
public record Sample(Tensor input, Tensor target) {}

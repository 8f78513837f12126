package dev.adjoint.nn.data;

/**
 * Two parts of a data set.
 *
 * @param train the samples to train on
 * @param test the samples that training never sees
 */
public record TrainTest(Dataset train, Dataset test) {}

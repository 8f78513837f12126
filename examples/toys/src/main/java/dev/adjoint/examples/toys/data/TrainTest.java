package dev.adjoint.examples.toys.data;

/**
 * The images that a network learns from, and others to see what it has learnt.
 *
 * @param train the images to train on
 * @param test the images that training never sees
 */
public record TrainTest(LabelledImages train, LabelledImages test) {}

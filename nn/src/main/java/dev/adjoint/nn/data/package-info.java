/**
 * Data sets, their batches in PyTorch's order, and what is done to data before training.
 *
 * <p>May import {@code dev.adjoint.nn.io} and {@code internal} beside what the core module exports; no layers.
 * {@code CsvReader} and {@code Table} alone use Commons CSV.
 */
@NullMarked
package dev.adjoint.nn.data;

import org.jspecify.annotations.NullMarked;

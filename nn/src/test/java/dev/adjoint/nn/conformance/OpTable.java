package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The ops of the case files by name. */
final class OpTable {
    /** Computes the outputs of an op. */
    @FunctionalInterface
    interface Outputs {
        List<Tensor> of(Inputs in, Attributes at);
    }

    /** Computes the one output of an op. */
    @FunctionalInterface
    interface Output {
        Tensor of(Inputs in, Attributes at);
    }

    private final Map<String, Outputs> byName = new HashMap<>();

    /** Returns the table of all ops that Adjoint has. */
    static OpTable all() {
        OpTable table = new OpTable();
        ElementwiseOps.addTo(table);
        ReductionOps.addTo(table);
        ShapeOps.addTo(table);
        LinearAlgebraOps.addTo(table);
        IndexingOps.addTo(table);
        LossOps.addTo(table);
        NetworkOps.addTo(table);
        return table;
    }

    /** Adds an op. */
    void addMany(String name, Outputs op) {
        if (byName.putIfAbsent(name, op) != null) {
            throw new IllegalArgumentException("op table: " + name + " is there already");
        }
    }

    /** Adds an op with one output. */
    void add(String name, Output op) {
        addMany(name, (in, at) -> List.of(op.of(in, at)));
    }

    /** Adds an op of {@code x} alone. */
    void unary(String name, UnaryOperator<Tensor> op) {
        add(name, (in, at) -> op.apply(in.x()));
    }

    /** Adds an op of {@code x} and {@code y}. */
    void binary(String name, BinaryOperator<Tensor> op) {
        add(name, (in, at) -> op.apply(in.x(), in.y()));
    }

    /**
     * Computes the outputs of the named op.
     *
     * @throws IllegalArgumentException if the table has no such op
     */
    List<Tensor> compute(String name, Inputs in, Attributes at) {
        Outputs op = byName.get(name);
        if (op == null) {
            throw new IllegalArgumentException("op table: no op " + name);
        }
        return op.of(in, at);
    }
}

package dev.adjoint;

import java.util.LinkedHashSet;
import java.util.Set;

/** The names of the ops behind a tensor, for messages. */
final class OpNames {
    private static final int MOST = 5;

    private OpNames() {}

    /** Returns the names of the last few ops, the last first: {@code sum ← leakyRelu ← matmul}. */
    static String of(Tensor tensor) {
        Set<String> names = new LinkedHashSet<>();
        collect(tensor, names);
        return names.isEmpty() ? "a function without ops" : String.join(" ← ", names);
    }

    private static void collect(Tensor tensor, Set<String> names) {
        Op op = tensor.op();
        if (op == null || names.size() == MOST || !names.add(op.name())) {
            return;
        }
        for (Tensor input : op.inputs()) {
            collect(input, names);
        }
    }
}

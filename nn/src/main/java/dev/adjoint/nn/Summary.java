package dev.adjoint.nn;

import dev.adjoint.Autograd;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a network with the shapes they make and the numbers of their parameters, as a table:
 *
 * <pre>
 * module  kind        output  parameters
 *         Sequential  [1, 3]           0
 * 0       Linear      [1, 8]          40
 * 1       Tanh        [1, 8]           0
 * 2       Linear      [1, 3]          27
 * 67 parameters, 67 of them trained
 * </pre>
 *
 * <p>The shapes come from one pass in evaluation mode, unrecorded, after which the modes, the buffers and the default
 * random stream are as they were.
 */
public final class Summary {
    /**
     * One module.
     *
     * @param path its name from the root, {@code 0.inner}; empty for the root
     * @param kind what it is
     * @param output the shape of its last output; null if it was not called
     * @param parameters the number of elements of its own parameters, without its children's
     */
    public record Row(String path, String kind, @Nullable Shape output, long parameters) {}

    private final List<Row> rows = new ArrayList<>();
    private final Set<Tensor> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Module, Shape> outputs = new IdentityHashMap<>();

    private Summary() {}

    /**
     * Lists the modules of a network.
     *
     * @param pass runs the network once, on zeros for instance
     */
    public static Summary of(Module root, Runnable pass) {
        Summary summary = new Summary();
        try (Rehearsal rehearsal = new Rehearsal(root, (module, y) -> summary.outputs.put(module, y.shape()));
                Autograd.Scope scope = Autograd.noGrad()) {
            pass.run();
        }
        root.namedModules().forEach(summary::list);
        return summary;
    }

    private void list(String path, Module module) {
        long parameters = 0;
        for (Map.Entry<String, Tensor> entry : module.namedParameters().entrySet()) {
            boolean own = entry.getKey().indexOf('.') < 0;
            parameters +=
                    own && counted.add(entry.getValue()) ? entry.getValue().size() : 0;
        }
        rows.add(new Row(path, module.kind(), outputs.get(module), parameters));
    }

    /** Returns the modules, each once, a module before its children. */
    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Returns the number of elements of all parameters. */
    public long parameters() {
        return counted.stream().mapToLong(Tensor::size).sum();
    }

    /** Returns the number of elements of the parameters that ask for gradients. */
    public long trainedParameters() {
        return counted.stream()
                .filter(Tensor::requiresGrad)
                .mapToLong(Tensor::size)
                .sum();
    }

    /** Returns the table, each line with its end. */
    @Override
    public String toString() {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"module", "kind", "output", "parameters"});
        for (Row row : rows) {
            String output = row.output == null ? "-" : row.output.toString();
            cells.add(new String[] {row.path, row.kind, output, number(row.parameters)});
        }
        int[] widths = new int[4];
        cells.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        });
        String format = "%-" + widths[0] + "s  %-" + widths[1] + "s  %-" + widths[2] + "s  %" + widths[3] + "s%n";
        StringBuilder text = new StringBuilder();
        cells.forEach(line -> text.append(String.format(Locale.ROOT, format, (Object[]) line)));
        return text.append(number(parameters()))
                .append(" parameters, ")
                .append(number(trainedParameters()))
                .append(" of them trained")
                .append(System.lineSeparator())
                .toString();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}

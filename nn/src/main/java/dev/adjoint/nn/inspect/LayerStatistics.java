package dev.adjoint.nn.inspect;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Module;
import dev.adjoint.nn.ModuleHook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the modules of a network put out and which gradients come back, gathered by hooks until it is closed:
 *
 * <pre>{@code
 * try (LayerStatistics statistics = LayerStatistics.watch(net)) {
 *     train();
 *     System.out.println(statistics);
 * }
 * }</pre>
 *
 * <pre>
 * module  kind        mean   std  zeros  dead  |grad out|  |weights|   |grad|    ratio
 * 0       Linear    0.0123  1.02     0%  0/16      0.0210       2.51   0.0110  0.00438
 * 1       ReLU       0.401  0.60    49%  1/16      0.0188          -        -        -
 * </pre>
 *
 * <p>Activations are those since the begin or the last {@link #reset}; gradients of parameters are those at the time of
 * asking. A unit is a channel, dimension 1, of outputs with 4 dimensions or more, and otherwise an index of the last
 * dimension; it is dead if it was 0 in every sample of every batch.
 */
public final class LayerStatistics implements AutoCloseable {
    private final Map<String, Module> modules;
    private final Map<String, Gathered> gathered = new LinkedHashMap<>();
    private final List<ModuleHook> handles = new ArrayList<>();

    /**
     * One module.
     *
     * @param path its name from the root, empty for the root
     * @param kind what it is
     * @param calls how often it was called
     * @param mean the mean of all elements of its outputs; NaN without calls, as the next three
     * @param std their standard deviation
     * @param zeros the share of them that is 0
     * @param gradOutput the root of the mean square, over the backward passes, of the norm of the gradient by its
     *     output
     * @param units how many units its output has
     * @param dead how many of them were never anything but 0
     * @param weights the norm of its own parameters, without its children's; 0 if it has none
     * @param gradients the norm of the gradients of these now; 0 if there are none
     */
    public record Row(
            String path,
            String kind,
            long calls,
            double mean,
            double std,
            double zeros,
            double gradOutput,
            int units,
            int dead,
            double weights,
            double gradients) {
        /** Returns the norm of the gradients by that of the weights; NaN if both are 0. */
        public double ratio() {
            return gradients / weights;
        }
    }

    private LayerStatistics(Module root) {
        modules = root.namedModules();
        modules.forEach((path, module) -> {
            handles.add(module.registerForwardHook((called, inputs, output) -> {
                if (output.dtype().isFloat() && output.size() > 0) {
                    of(path).addOutput(output.detach());
                }
                return output;
            }));
            handles.add(module.registerBackwardHook((called, gradient) -> {
                of(path).addGradient(gradient.detach());
                return gradient;
            }));
        });
    }

    /** Begins to watch a module and all below it. */
    public static LayerStatistics watch(Module root) {
        return new LayerStatistics(root);
    }

    private Gathered of(String path) {
        return gathered.computeIfAbsent(path, unused -> new Gathered());
    }

    /** Forgets what was gathered. */
    public void reset() {
        gathered.clear();
    }

    /** Ends the watch; what was gathered can still be asked for. */
    @Override
    public void close() {
        handles.forEach(ModuleHook::close);
    }

    /** Returns a row for each module, a module before its children. */
    public List<Row> rows() {
        return modules.keySet().stream().map(this::row).toList();
    }

    /**
     * Returns what is known of one module.
     *
     * @param path its name from the root, {@code encoder.0}
     * @throws IllegalArgumentException if there is none of that name
     */
    public Row row(String path) {
        Module module = modules.get(path);
        if (module == null) {
            throw new IllegalArgumentException(
                    "LayerStatistics: no module is called \"" + path + "\", there are " + modules.keySet());
        }
        return gathered.getOrDefault(path, new Gathered()).row(path, module);
    }

    /** Returns the table, each line with its end. */
    @Override
    public String toString() {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {
            "module", "kind", "mean", "std", "zeros", "dead", "|grad out|", "|weights|", "|grad|", "ratio"
        });
        for (Row row : rows()) {
            boolean learns = row.weights > 0;
            cells.add(new String[] {
                row.path,
                row.kind,
                cell(row.mean),
                cell(row.std),
                row.calls == 0 ? "-" : Math.round(100 * row.zeros) + "%",
                row.calls == 0 ? "-" : row.dead + "/" + row.units,
                cell(row.gradOutput),
                learns ? Figures.of(row.weights) : "-",
                learns ? Figures.of(row.gradients) : "-",
                learns ? Figures.of(row.ratio()) : "-"
            });
        }
        int[] widths = new int[cells.get(0).length];
        cells.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (String[] line : cells) {
            for (int i = 0; i < line.length; i++) {
                String format = "%" + (i < 2 ? "-" : "") + widths[i] + "s" + (i == line.length - 1 ? "%n" : "  ");
                text.append(String.format(Locale.ROOT, format, line[i]));
            }
        }
        return text.toString();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "-" : Figures.of(value);
    }

    /** Sums over the calls of a module. */
    private static final class Gathered {
        private long calls;
        private double count;
        private double sum;
        private double squares;
        private double zeros;
        private long passes;
        private double gradientSquares;
        private boolean[] active = {};

        void addOutput(Tensor y) {
            Tensor values = y.to(DType.FLOAT64);
            calls++;
            count += y.size();
            sum += values.sum().item();
            squares += values.square().sum().item();
            zeros += values.eq(0).to(DType.FLOAT64).sum().item();
            addActive(y);
        }

        private void addActive(Tensor y) {
            boolean[] now = Units.active(y);
            if (now.length != active.length) {
                active = new boolean[now.length];
            }
            for (int i = 0; i < now.length; i++) {
                active[i] |= now[i];
            }
        }

        void addGradient(Tensor gradient) {
            passes++;
            gradientSquares += Units.squares(gradient);
        }

        Row row(String path, Module module) {
            double mean = sum / count;
            int dead = 0;
            for (boolean isActive : active) {
                dead += isActive ? 0 : 1;
            }
            double weights = 0;
            double gradients = 0;
            for (Map.Entry<String, Tensor> entry : module.namedParameters().entrySet()) {
                if (entry.getKey().indexOf('.') < 0) {
                    Tensor gradient = entry.getValue().grad();
                    weights += Units.squares(entry.getValue());
                    gradients += gradient == null ? 0 : Units.squares(gradient);
                }
            }
            return new Row(
                    path,
                    ModuleNames.kind(module),
                    calls,
                    mean,
                    Math.sqrt(Math.max(squares / count - mean * mean, 0)),
                    zeros / count,
                    Math.sqrt(gradientSquares / passes),
                    active.length,
                    dead,
                    Math.sqrt(weights),
                    Math.sqrt(gradients));
        }
    }
}

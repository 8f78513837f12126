package dev.adjoint.nn.train;

import static java.util.Objects.requireNonNull;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.StateDicts;
import dev.adjoint.nn.io.Stateful;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far a training has come: epochs that are over with their results, sums of the running one, and the best. */
final class Progress implements Stateful {
    private final List<String> columns;
    private final List<double[]> history = new ArrayList<>();
    private final double[] sums;
    private int batches;
    private long samples;
    private double best = Double.NaN;
    private int epochsSinceBest;

    /**
     * Starts at the beginning.
     *
     * @param summed the names of the values that are summed over batches
     * @param columns the names of the values of an epoch
     */
    Progress(int summed, List<String> columns) {
        this.sums = new double[summed];
        this.columns = columns;
    }

    /** Returns the number of epochs that are over. */
    int epochs() {
        return history.size();
    }

    /** Returns the number of batches that are done in the running epoch. */
    int batches() {
        return batches;
    }

    /** Adds the values of a batch, means over its samples. */
    void addBatch(double[] values, int size) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i] * size;
        }
        batches++;
        samples += size;
    }

    /** Returns the means over the samples of the running epoch. */
    double[] means() {
        double[] means = sums.clone();
        for (int i = 0; i < means.length; i++) {
            means[i] /= samples;
        }
        return means;
    }

    /** Ends the epoch. */
    EpochResult endEpoch(double[] values) {
        history.add(values.clone());
        batches = 0;
        samples = 0;
        Arrays.fill(sums, 0);
        return result(history.size() - 1);
    }

    /** Tells whether a value is lower than the best so far by more than the given difference, and notes it if so. */
    boolean improves(double value, double minDelta) {
        if (Double.isNaN(best) || value < best - minDelta) {
            best = value;
            epochsSinceBest = 0;
            return true;
        }
        epochsSinceBest++;
        return false;
    }

    int epochsSinceBest() {
        return epochsSinceBest;
    }

    private EpochResult result(int i) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int j = 0; j < columns.size(); j++) {
            values.put(columns.get(j), history.get(i)[j]);
        }
        return new EpochResult(i + 1, values);
    }

    /** Returns the results of all epochs that are over. */
    List<EpochResult> results() {
        List<EpochResult> results = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            results.add(result(i));
        }
        return List.copyOf(results);
    }

    @Override
    public Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("batches", Tensor.wrap(new long[] {batches}, Shape.scalar()));
        state.put("samples", Tensor.wrap(new long[] {samples}, Shape.scalar()));
        state.put("sums", Tensor.of(sums));
        state.put("best", Tensor.scalar(DType.FLOAT64, best));
        state.put("epochs_since_best", Tensor.wrap(new long[] {epochsSinceBest}, Shape.scalar()));
        state.put(
                "history",
                Tensor.of(history.stream().flatMapToDouble(Arrays::stream).toArray(), history.size(), columns.size()));
        return state;
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> loaded = stateDict();
        Tensor rows = state.get("history");
        if (rows != null && rows.rank() == 2 && rows.size(1) == columns.size()) {
            loaded.put("history", Tensor.zeros(DType.FLOAT64, rows.shape()));
        }
        StateDicts.load("Trainer", loaded, state);
        double[] values = requireNonNull(loaded.get("history")).toDoubleArray();
        history.clear();
        for (int i = 0; i < values.length; i += columns.size()) {
            history.add(Arrays.copyOfRange(values, i, i + columns.size()));
        }
        System.arraycopy(requireNonNull(loaded.get("sums")).toDoubleArray(), 0, sums, 0, sums.length);
        batches = Math.toIntExact(whole(loaded, "batches"));
        samples = whole(loaded, "samples");
        best = requireNonNull(loaded.get("best")).item();
        epochsSinceBest = Math.toIntExact(whole(loaded, "epochs_since_best"));
    }

    private static long whole(Map<String, Tensor> state, String name) {
        return requireNonNull(state.get(name)).toLongArray()[0];
    }
}

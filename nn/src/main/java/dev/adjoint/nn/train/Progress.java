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
    private static final String BATCHES = "batches";
    private static final String SAMPLES = "samples";
    private static final String WITHOUT_PROGRESS = "epochs_without_progress";
    private static final String HISTORY = "history.";

    private final List<String> columns;
    private final List<double[]> history = new ArrayList<>();
    private final double[] sums;
    private int batches;
    private int samples;
    /** The lowest watched value, and the one that the next must be lower than to count as progress. */
    private double best = Double.POSITIVE_INFINITY;

    private double reference = Double.POSITIVE_INFINITY;
    private int epochsWithoutProgress;

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

    /**
     * Notes the watched value of an epoch, the lower the better, and tells whether it is the best so far. NaN never is.
     *
     * @param minDelta by how much a value must be lower to count as progress
     */
    boolean isBest(double value, double minDelta) {
        if (value < reference - minDelta) {
            reference = value;
            epochsWithoutProgress = 0;
        } else {
            epochsWithoutProgress++;
        }
        boolean isBest = value < best;
        best = isBest ? value : best;
        return isBest;
    }

    int epochsWithoutProgress() {
        return epochsWithoutProgress;
    }

    /** Tells whether no sample was added to the sums. */
    boolean isEmpty() {
        return samples == 0;
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
        state.put(BATCHES, whole(batches));
        state.put(SAMPLES, whole(samples));
        state.put("sums", Tensor.of(sums));
        state.put("best", Tensor.scalar(DType.FLOAT64, best));
        state.put("reference", Tensor.scalar(DType.FLOAT64, reference));
        state.put(WITHOUT_PROGRESS, whole(epochsWithoutProgress));
        for (int j = 0; j < columns.size(); j++) {
            int column = j;
            state.put(
                    HISTORY + columns.get(j),
                    Tensor.of(history.stream().mapToDouble(row -> row[column]).toArray()));
        }
        return state;
    }

    private static Tensor whole(long number) {
        return Tensor.wrap(new long[] {number}, Shape.scalar());
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> loaded = stateDict();
        Tensor first = state.get(HISTORY + columns.get(0));
        int epochs = first == null || first.rank() != 1 ? 0 : first.size();
        for (String column : columns) {
            loaded.put(HISTORY + column, Tensor.zeros(DType.FLOAT64, epochs));
        }
        StateDicts.load("Trainer", loaded, state);
        int newBatches = count(loaded, BATCHES, Integer.MAX_VALUE);
        int newSamples = count(loaded, SAMPLES, Integer.MAX_VALUE);
        int newWithoutProgress = count(loaded, WITHOUT_PROGRESS, epochs);

        batches = newBatches;
        samples = newSamples;
        epochsWithoutProgress = newWithoutProgress;
        System.arraycopy(get(loaded, "sums").toDoubleArray(), 0, sums, 0, sums.length);
        best = get(loaded, "best").item();
        reference = get(loaded, "reference").item();
        history.clear();
        for (int i = 0; i < epochs; i++) {
            double[] row = new double[columns.size()];
            for (int j = 0; j < row.length; j++) {
                row[j] = get(loaded, HISTORY + columns.get(j)).get(i);
            }
            history.add(row);
        }
    }

    private static int count(Map<String, Tensor> state, String name, int most) {
        long count = get(state, name).toLongArray()[0];
        if (count < 0 || count > most) {
            throw new IllegalArgumentException(
                    "Trainer: " + name + " in the state must be from 0 to " + most + ", got " + count);
        }
        return (int) count;
    }

    private static Tensor get(Map<String, Tensor> state, String name) {
        return requireNonNull(state.get(name));
    }
}

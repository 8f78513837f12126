package dev.adjoint.nn.data;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Splits data sets at random into parts that share no sample and together hold them all.
 *
 * <p>Each split draws one permutation of the indices, whatever its kind.
 */
public final class Split {
    /** How far a sum of fractions may be from 1. */
    private static final double ROUNDING = 1e-9;

    private Split() {}

    /** As {@link #random(Dataset, int[], Rng)} with the default generator. */
    public static List<Subset> random(Dataset dataset, int[] lengths) {
        return random(dataset, lengths, Rng.current());
    }

    /**
     * Returns parts of the given lengths: the first are the samples that the permutation names first, and so on, as
     * PyTorch's {@code random_split} for the same seed.
     *
     * @throws IllegalArgumentException if a length is negative or their sum is not the number of samples
     */
    public static List<Subset> random(Dataset dataset, int[] lengths, Rng rng) {
        boolean negative = IntStream.of(lengths).anyMatch(length -> length < 0);
        if (negative || IntStream.of(lengths).asLongStream().sum() != dataset.size()) {
            throw new IllegalArgumentException("Split: expected lengths >= 0 that sum to the number of samples, "
                    + dataset.size() + ", got " + Arrays.toString(lengths));
        }
        long[] order = rng.permutation(dataset.size());
        List<Subset> parts = new ArrayList<>();
        int start = 0;
        for (int length : lengths) {
            parts.add(new Subset(dataset, Arrays.copyOfRange(order, start, start + length)));
            start += length;
        }
        return parts;
    }

    /** As {@link #random(Dataset, double[], Rng)} with the default generator. */
    public static List<Subset> random(Dataset dataset, double[] fractions) {
        return random(dataset, fractions, Rng.current());
    }

    /**
     * Returns parts of the given fractions of n samples, each {@code ⌊fraction · n⌋}; what is left goes to the parts
     * from the first on, one each. As PyTorch's {@code random_split} for the same seed.
     *
     * @throws IllegalArgumentException if a fraction is not in [0, 1] or their sum is not 1
     */
    public static List<Subset> random(Dataset dataset, double[] fractions, Rng rng) {
        double sum = 0;
        for (double fraction : fractions) {
            Checks.inUnitInterval("Split", "a fraction", fraction);
            sum += fraction;
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                    "Split: expected fractions that sum to 1, got " + Arrays.toString(fractions));
        }
        int[] lengths = new int[fractions.length];
        int left = dataset.size();
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (int) (dataset.size() * fractions[i]);
            left -= lengths[i];
        }
        for (int i = 0; i < left; i++) {
            lengths[i % lengths.length]++;
        }
        return random(dataset, lengths, rng);
    }

    /** As {@link #trainTest(Dataset, double, Rng)} with the default generator. */
    public static TrainTest trainTest(Dataset dataset, double fraction) {
        return trainTest(dataset, fraction, Rng.current());
    }

    /**
     * Returns a part to train on, {@code fraction · n} samples rounded to the nearest number, and the rest to test on.
     *
     * @throws IllegalArgumentException if the fraction is not in [0, 1] or leaves a part empty
     */
    public static TrainTest trainTest(Dataset dataset, double fraction, Rng rng) {
        Checks.inUnitInterval("Split", "the fraction", fraction);
        int train = (int) Math.round(fraction * dataset.size());
        int test = dataset.size() - train;
        if (train == 0 || test == 0) {
            throw new IllegalArgumentException("Split: a fraction of " + fraction + " of " + dataset.size()
                    + " samples leaves " + train + " to train on and " + test + " to test on");
        }
        List<Subset> parts = random(dataset, new int[] {train, test}, rng);
        return new TrainTest(parts.get(0), parts.get(1));
    }

    /** As {@link #stratified(Dataset, Tensor, double, Rng)} with the default generator. */
    public static TrainTest stratified(Dataset dataset, Tensor labels, double fraction) {
        return stratified(dataset, labels, fraction, Rng.current());
    }

    /**
     * Returns a part to train on and one to test on with the same mix of labels: of the samples of each label,
     * {@code fraction} rounded to the nearest number are to train on, but at least one and not all.
     *
     * @param labels {@code [n]}, {@code INT64}: the class of each sample, or another trait to keep in balance
     * @throws IllegalArgumentException if the fraction is not in [0, 1], the labels do not fit the data set, or a label
     *     has only one sample
     */
    public static TrainTest stratified(Dataset dataset, Tensor labels, double fraction, Rng rng) {
        Checks.inUnitInterval("Split", "the fraction", fraction);
        if (labels.rank() != 1 || labels.dtype() != DType.INT64 || labels.size() != dataset.size()) {
            throw new IllegalArgumentException("Split: expected INT64 labels [" + dataset.size()
                    + "], one a sample, got " + labels.dtype() + " " + labels.shape());
        }
        long[] label = labels.toLongArray();
        Map<Long, Integer> toTrain = counts(label);
        toTrain.replaceAll((name, count) -> quota(name, count, fraction));
        LongStream.Builder train = LongStream.builder();
        LongStream.Builder test = LongStream.builder();
        for (long row : rng.permutation(dataset.size())) {
            boolean wanted = toTrain.merge(label[(int) row], -1, Integer::sum) >= 0;
            (wanted ? train : test).add(row);
        }
        return new TrainTest(
                new Subset(dataset, train.build().toArray()),
                new Subset(dataset, test.build().toArray()));
    }

    private static Map<Long, Integer> counts(long[] labels) {
        Map<Long, Integer> counts = new HashMap<>();
        for (long label : labels) {
            counts.merge(label, 1, Integer::sum);
        }
        return counts;
    }

    private static int quota(long label, int count, double fraction) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "Split: label " + label + " has only 1 sample, which cannot be in both parts");
        }
        return (int) Math.max(1, Math.min(count - 1, Math.round(fraction * count)));
    }

    /** As {@link #kFold(Dataset, int, Rng)} with the default generator. */
    public static List<TrainTest> kFold(Dataset dataset, int k) {
        return kFold(dataset, k, Rng.current());
    }

    /**
     * Returns k splits, in each of which another k-th of the samples is to test on and the rest to train on. If k does
     * not divide the number of samples, the first test parts are larger by one.
     *
     * @throws IllegalArgumentException if k is not in [2, n]
     */
    public static List<TrainTest> kFold(Dataset dataset, int k, Rng rng) {
        int n = dataset.size();
        if (k < 2 || k > n) {
            throw new IllegalArgumentException(
                    "Split: the number of folds must be in [2, " + n + "], the number of samples, got " + k);
        }
        long[] order = rng.permutation(n);
        List<TrainTest> folds = new ArrayList<>();
        int start = 0;
        for (int fold = 0; fold < k; fold++) {
            int end = start + n / k + (fold < n % k ? 1 : 0);
            LongStream before = Arrays.stream(order, 0, start);
            LongStream after = Arrays.stream(order, end, n);
            folds.add(new TrainTest(
                    new Subset(dataset, LongStream.concat(before, after).toArray()),
                    new Subset(dataset, Arrays.copyOfRange(order, start, end))));
            start = end;
        }
        return folds;
    }
}

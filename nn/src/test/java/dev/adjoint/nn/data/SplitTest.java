package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected rows of {@code random} are those of PyTorch's random_split for the same seed. */
class SplitTest {
    private static Dataset numbers(int n) {
        return new TensorDataset(Tensor.arange(n), Tensor.arange(n));
    }

    private static long[] rows(Dataset part) {
        return ((Subset) part).indices();
    }

    private static List<List<Long>> rows(List<Subset> parts) {
        return parts.stream().map(SplitTest::list).toList();
    }

    private static List<Long> list(Dataset part) {
        return LongStream.of(rows(part)).boxed().toList();
    }

    @Test
    void theDefaultGeneratorIsThatOfTheThread() {
        Dataset data = numbers(10);
        Tensor labels = Tensor.arange(10).gt(4).to(DType.INT64);
        double[] halves = {0.5, 0.5};
        Rng.seed(3);
        List<Object> byDefault = List.of(
                rows(Split.random(data, new int[] {3, 7})),
                rows(Split.random(data, halves)),
                list(Split.trainTest(data, 0.8).test()),
                list(Split.stratified(data, labels, 0.8).test()),
                list(Split.kFold(data, 5).get(0).test()));
        Rng rng = new Rng(3);
        assertThat(byDefault)
                .containsExactly(
                        rows(Split.random(data, new int[] {3, 7}, rng)),
                        rows(Split.random(data, halves, rng)),
                        list(Split.trainTest(data, 0.8, rng).test()),
                        list(Split.stratified(data, labels, 0.8, rng).test()),
                        list(Split.kFold(data, 5, rng).get(0).test()));
    }

    @Test
    void randomByLengths() {
        assertThat(rows(Split.random(numbers(10), new int[] {3, 7}, new Rng(42))))
                .containsExactly(List.of(2L, 6L, 1L), List.of(8L, 4L, 5L, 0L, 9L, 3L, 7L));
    }

    @Test
    void randomByFractionsGivesWhatIsLeftToTheFirstParts() {
        assertThat(rows(Split.random(numbers(11), new double[] {0.3, 0.3, 0.4}, new Rng(7))))
                .containsExactly(List.of(3L, 0L, 9L, 2L), List.of(5L, 8L, 4L), List.of(10L, 1L, 7L, 6L));
        assertThat(rows(Split.random(numbers(7), new double[] {0.5, 0.25, 0.25}, new Rng(1))))
                .containsExactly(List.of(0L, 6L, 1L, 3L), List.of(5L, 2L), List.of(4L));
        assertThat(rows(Split.random(numbers(5), new double[] {1, 0}, new Rng(1))))
                .containsExactly(List.of(0L, 4L, 2L, 3L, 1L), List.of());
        assertThat(rows(Split.random(numbers(6), new double[] {0.7, 0.2, 0.1}, new Rng(3))))
                .containsExactly(List.of(4L, 0L, 3L, 2L, 1L), List.of(5L), List.of());
    }

    @Test
    void randomDrawsOnePermutation() {
        Rng rng = new Rng(3);
        Rng other = new Rng(3);
        Split.random(numbers(6), new double[] {0.7, 0.2, 0.1}, rng);
        other.permutation(6);
        assertThat(rng.state()).isEqualTo(other.state());
    }

    @Test
    void randomChecksLengthsAndFractions() {
        Rng rng = new Rng(0);
        long[] before = rng.state();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.random(numbers(5), new int[] {2, 2}, rng))
                .withMessage("Split: expected lengths >= 0 that sum to the number of samples, 5, got [2, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.random(numbers(5), new int[] {6, -1}, rng))
                .withMessageContaining("got [6, -1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.random(numbers(5), new double[] {0.5, 0.4}, rng))
                .withMessage("Split: expected fractions that sum to 1, got [0.5, 0.4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.random(numbers(5), new double[] {1.5, -0.5}, rng))
                .withMessage("Split: a fraction must be in [0, 1], got 1.5");
        assertThat(rng.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.9, 9", "10, 0.75, 8", "3, 0.5, 2", "2, 0.3, 1"})
    void trainTestRoundsToTheNearestNumber(int n, double fraction, int train) {
        TrainTest split = Split.trainTest(numbers(n), fraction, new Rng(1));
        assertThat(split.train().size()).isEqualTo(train);
        assertThat(LongStream.concat(LongStream.of(rows(split.train())), LongStream.of(rows(split.test()))))
                .containsExactly(
                        LongStream.of(new Rng(1).permutation(n)).boxed().toArray(Long[]::new));
    }

    @Test
    void trainTestLeavesNoPartEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.trainTest(numbers(10), 0.99, new Rng(0)))
                .withMessage("Split: a fraction of 0.99 of 10 samples leaves 10 to train on and 0 to test on");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.trainTest(numbers(10), Double.NaN, new Rng(0)))
                .withMessage("Split: the fraction must be in [0, 1], got NaN");
    }

    @Test
    void stratifiedKeepsTheMixOfLabels() {
        long[] labels = new long[100];
        for (int i = 0; i < 100; i++) {
            labels[i] = i < 60 ? 0 : i < 97 ? -5 : 1L << 40;
        }
        TrainTest split = Split.stratified(numbers(100), Tensor.of(labels), 0.9, new Rng(1));
        assertThat(counts(split.train(), labels)).containsExactly(54, 33, 2);
        assertThat(counts(split.test(), labels)).containsExactly(6, 4, 1);
        List<Long> all = new ArrayList<>(list(split.train()));
        all.addAll(list(split.test()));
        assertThat(all).doesNotHaveDuplicates().hasSize(100);
        assertThat(list(split.train()))
                .isNotEqualTo(list(split.train()).stream().sorted().toList());
    }

    private static int[] counts(Dataset part, long[] labels) {
        int[] counts = new int[3];
        for (long row : rows(part)) {
            counts[labels[(int) row] == 0 ? 0 : labels[(int) row] < 0 ? 1 : 2]++;
        }
        return counts;
    }

    @Test
    void stratifiedChecksTheLabels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.stratified(numbers(3), Tensor.of(1L, 2L, 1L), 0.5, new Rng(0)))
                .withMessage("Split: label 2 has only 1 sample, which cannot be in both parts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.stratified(numbers(3), Tensor.ones(3), 0.5, new Rng(0)))
                .withMessage("Split: expected INT64 labels [3], one a sample, got FLOAT32 [3]");
    }

    @Test
    void kFoldTestsEachSampleOnce() {
        List<TrainTest> folds = Split.kFold(numbers(11), 4, new Rng(9));
        assertThat(folds).extracting(fold -> fold.test().size()).containsExactly(3, 3, 3, 2);
        List<Long> tested = new ArrayList<>();
        for (TrainTest fold : folds) {
            tested.addAll(list(fold.test()));
            List<Long> all = new ArrayList<>(list(fold.train()));
            all.addAll(list(fold.test()));
            assertThat(all).hasSize(11).doesNotHaveDuplicates();
        }
        assertThat(tested)
                .containsExactlyElementsOf(
                        LongStream.of(new Rng(9).permutation(11)).boxed().toList());
    }

    @Test
    void kFoldChecksK() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.kFold(numbers(3), 1, new Rng(0)))
                .withMessage("Split: the number of folds must be in [2, 3], the number of samples, got 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Split.kFold(numbers(3), 4, new Rng(0)));
    }
}

package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every data set: one sample, several and all agree. */
class DatasetTest {
    /** Sample i is ({i, 10·i}, i), defined as a user would. */
    private record Counting(int size) implements Dataset {
        @Override
        public Sample get(int index) {
            return new Sample(Tensor.of((float) index, 10f * index), Tensor.scalar(DType.INT64, index));
        }
    }

    /** As {@link Counting}, from tensors. */
    private static TensorDataset tensors(int size) {
        Batch all = new Counting(size).all();
        return new TensorDataset(all.inputs(), all.targets());
    }

    private static Batch doubled(Batch batch) {
        return new Batch(batch.inputs().mul(2), batch.targets());
    }

    private static Sample doubled(Sample sample) {
        return new Sample(sample.input().mul(2), sample.target());
    }

    static Stream<Arguments> datasets() {
        return Stream.of(
                Arguments.of(new Counting(5), List.of(0, 1, 2, 3, 4), 1),
                Arguments.of(tensors(5), List.of(0, 1, 2, 3, 4), 1),
                Arguments.of(tensors(5).map(DatasetTest::doubled), List.of(0, 1, 2, 3, 4), 2),
                Arguments.of(tensors(5).mapBatches(DatasetTest::doubled), List.of(0, 1, 2, 3, 4), 2),
                Arguments.of(new Subset(tensors(9), 8, 3, 3, 0, 1), List.of(8, 3, 3, 0, 1), 1),
                Arguments.of(
                        new ConcatDataset(new Counting(2), new Subset(tensors(9), 7), new Counting(0), tensors(2)),
                        List.of(0, 1, 7, 0, 1),
                        1));
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void oneSampleSeveralAndAllAgree(Dataset dataset, List<Integer> targets, int factor) {
        assertThat(dataset.size()).isEqualTo(5);
        assertThat(dataset.all().targets().toLongArray())
                .containsExactly(targets.stream().mapToLong(Integer::longValue).toArray());
        long[] chosen = {4, 2, 0, 2, 3, 1};
        Batch batch = dataset.batch(chosen);
        assertThat(batch.size()).isEqualTo(6);
        assertThat(batch.inputs().shape().dims()).containsExactly(6, 2);
        for (int i = 0; i < chosen.length; i++) {
            Sample sample = dataset.get((int) chosen[i]);
            int target = targets.get((int) chosen[i]);
            assertThat(sample.input().toFloatArray()).containsExactly((float) factor * target, 10f * factor * target);
            assertThat(sample.target().shape().rank()).isZero();
            assertThat(sample.target().item()).isEqualTo(target);
            assertThat(batch.sample(i).input().bitEquals(sample.input())).isTrue();
            assertThat(batch.sample(i).target().bitEquals(sample.target())).isTrue();
        }
        assertThat(chosen).containsExactly(4, 2, 0, 2, 3, 1);
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void indicesBeyondTheEndsAreRefused(Dataset dataset) {
        for (long bad : new long[] {-1, 5, 1L << 32}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> dataset.batch(0, bad))
                    .withMessageContaining(" " + bad);
        }
        if (!(dataset instanceof Counting)) {
            assertThatIllegalArgumentException().isThrownBy(() -> dataset.get(5));
            assertThatIllegalArgumentException().isThrownBy(() -> dataset.get(-1));
        }
    }

    @Test
    void batchesAreCopies() {
        Tensor x = Tensor.zeros(2, 1);
        new TensorDataset(x, x).all().inputs().update(v -> v + 1);
        new TensorDataset(x, x).map(sample -> sample).all().inputs().update(v -> v + 1);
        assertThat(x.toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void loadsFromADataSetOfOnesOwn() {
        DataLoader loader = new DataLoader(new Counting(3), 2);
        assertThat(loader.iterator().next().inputs().toFloatArray()).containsExactly(0, 0, 1, 10);
    }

    @Test
    void samplesOfABatchHaveOneShape() {
        Sample one = new Sample(Tensor.ones(1), Tensor.scalar(0));
        Sample two = new Sample(Tensor.ones(2), Tensor.scalar(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Batch.of(List.of(one, two)))
                .withMessageContaining("the first has [1], tensor 1 has [2]");
        assertThatIllegalArgumentException().isThrownBy(() -> Batch.of(List.of()));
    }

    @Test
    void aFunctionOfBatchesKeepsTheNumberOfSamples() {
        Dataset halved = tensors(4).mapBatches(batch -> new Batch(batch.inputs().slice(0, 0, 1), batch.targets()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> halved.batch(0, 1, 2))
                .withMessage("mapBatches: the function must keep the number of samples, 3, got shapes [1, 2] and [3]");
    }

    @Test
    void aSubsetChecksAndCopiesItsIndices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subset(tensors(3), 0, 3))
                .withMessage("Subset: the index must be in [0, 3), got 3");
        long[] indices = {2, 1};
        Subset subset = new Subset(tensors(3), indices);
        indices[0] = 7;
        subset.indices()[1] = 7;
        assertThat(subset.indices()).containsExactly(2, 1);
    }

    @Test
    void aConcatenationChecksItsParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(ConcatDataset::new)
                .withMessage("ConcatDataset: takes at least 1 data set");
        Counting most = new Counting(Integer.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConcatDataset(most, new Counting(1)))
                .withMessage("ConcatDataset: takes at most 2147483647 samples, got 2147483648 or more");
    }

    @Test
    void tensorsHaveOneNumberOfRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorDataset(Tensor.ones(3, 2), Tensor.ones(2)))
                .withMessage(
                        "TensorDataset: inputs and targets must have one number of rows, got shapes [3, 2] and [2]");
    }
}

package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataLoaderTest {
    /** Row i of the inputs is {i, −i}, of the targets i. */
    private static DataLoader loader(int rows, int batchSize) {
        Tensor numbers = Tensor.arange(rows);
        Tensor column = numbers.to(DType.FLOAT32).reshape(rows, 1);
        return new DataLoader(Tensor.concat(1, column, column.neg()), numbers, batchSize);
    }

    private static List<List<Long>> epoch(DataLoader loader) {
        List<List<Long>> batches = new ArrayList<>();
        for (Batch batch : loader) {
            List<Long> rows = new ArrayList<>();
            for (long row : batch.targets().toLongArray()) {
                assertThat(batch.inputs().get(rows.size(), 0)).isEqualTo((double) row);
                assertThat(batch.inputs().get(rows.size(), 1)).isEqualTo((double) -row);
                rows.add(row);
            }
            assertThat(batch.size()).isEqualTo(rows.size());
            batches.add(rows);
        }
        return batches;
    }

    @Test
    void goesThroughTheRowsInOrder() {
        assertThat(epoch(loader(7, 3))).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L), List.of(6L));
    }

    @Test
    void shufflesInPyTorchsOrderForTheSeed() {
        Rng rng = Rng.seed(42);
        DataLoader loader = loader(7, 3).shuffle(true);

        assertThat(epoch(loader)).containsExactly(List.of(1L, 2L, 3L), List.of(6L, 4L, 5L), List.of(0L));
        assertThat(epoch(loader)).containsExactly(List.of(4L, 6L, 1L), List.of(2L, 0L, 3L), List.of(5L));
        assertThat(Tensor.rand(rng, DType.FLOAT32, 1).toFloatArray()).containsExactly(0.94077146f);
    }

    @Test
    void anEpochInOrderUsesUpOneNumberAsInPyTorch() {
        Rng rng = new Rng(42);
        epoch(loader(7, 3).rng(rng));
        assertThat(Tensor.rand(rng, DType.FLOAT32, 1).toFloatArray()).containsExactly(0.38286376f);
    }

    /** Numbers from PyTorch: a subset by random_split and a shuffled loader over it, on one generator. */
    @Test
    void shufflesASplitAsPyTorchDoes() {
        Rng rng = Rng.seed(42);
        Tensor numbers = Tensor.arange(10);
        Subset part = Split.random(new TensorDataset(numbers, numbers), new int[] {7, 3}, rng)
                .get(0);
        DataLoader loader = new DataLoader(part, 3).shuffle(true);

        assertThat(targets(loader)).containsExactly(List.of(6L, 1L, 2L), List.of(0L, 4L, 8L), List.of(5L));
        assertThat(targets(loader)).containsExactly(List.of(8L, 6L, 4L), List.of(2L, 5L, 1L), List.of(0L));
        assertThat(Tensor.rand(rng, DType.FLOAT32, 1).toFloatArray()).containsExactly(0.57390445f);
    }

    @Test
    void dropsTheLastBatchOfAShuffleAsPyTorchDoes() {
        Rng.seed(5);
        DataLoader loader = loader(10, 4).shuffle(true).dropLast(true);
        assertThat(epoch(loader)).containsExactly(List.of(8L, 3L, 0L, 5L), List.of(9L, 1L, 6L, 2L));
        assertThat(epoch(loader)).containsExactly(List.of(5L, 8L, 9L, 7L), List.of(2L, 0L, 4L, 1L));
    }

    /** Numbers from PyTorch: a loader with a generator that was seeded with 7, and what that gives after two epochs. */
    @Test
    void shufflesByAGeneratorOfItsOwnAsPyTorchDoes() {
        Rng rng = new Rng(7);
        DataLoader loader = loader(10, 10).shuffle(true).rng(rng);

        assertThat(epoch(loader)).containsExactly(List.of(1L, 3L, 5L, 7L, 9L, 4L, 6L, 2L, 8L, 0L));
        assertThat(epoch(loader)).containsExactly(List.of(5L, 1L, 6L, 0L, 9L, 7L, 8L, 4L, 3L, 2L));
        assertThat(rng.random()).isEqualTo(1854800229375720637L);
    }

    @Test
    void batchesOfAGeneratorOfItsOwnDoNotDependOnTheDefaultGenerator() {
        Rng.seed(1);
        List<List<Long>> first = epoch(loader(7, 7).shuffle(true).rng(new Rng(7)));
        Rng.seed(2);

        assertThat(epoch(loader(7, 7).shuffle(true).rng(new Rng(7)))).isEqualTo(first);
        assertThat(first).containsExactly(List.of(6L, 3L, 5L, 0L, 1L, 4L, 2L));
    }

    private static List<List<Long>> targets(DataLoader loader) {
        List<List<Long>> batches = new ArrayList<>();
        loader.forEach(batch ->
                batches.add(Arrays.stream(batch.targets().toLongArray()).boxed().toList()));
        return batches;
    }

    @ParameterizedTest
    @CsvSource({
        "7, 3, false, 3",
        "7, 3, true, 2",
        "6, 3, false, 2",
        "6, 3, true, 2",
        "2, 5, false, 1",
        "2, 5, true, 0",
        "4, 2147483647, false, 1"
    })
    void sizeIsTheNumberOfBatches(int rows, int batchSize, boolean dropLast, int expected) {
        DataLoader loader = loader(rows, batchSize).dropLast(dropLast);
        assertThat(loader.size()).isEqualTo(expected);
        assertThat(loader.samples()).isEqualTo(rows);
        assertThat(epoch(loader)).hasSize(expected);
    }

    @Test
    void batchesAreCopies() {
        Tensor x = Tensor.zeros(2, 1);
        Batch batch = new DataLoader(x, x, 2).iterator().next();
        batch.inputs().update(v -> v + 1);
        assertThat(x.toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void anEpochEnds() {
        Iterator<Batch> epoch = loader(1, 1).iterator();
        epoch.next();
        assertThat(epoch.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(epoch::next);
    }

    @Test
    void argumentsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataLoader(Tensor.ones(3, 2), Tensor.ones(2), 1))
                .withMessageContaining("got shapes [3, 2] and [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataLoader(Tensor.scalar(1), Tensor.scalar(1), 1))
                .withMessageContaining("got shapes [] and []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataLoader(Tensor.ones(0, 2), Tensor.ones(0), 1))
                .withMessage("DataLoader: the data set has no samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader(3, 0))
                .withMessage("DataLoader: batchSize must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader(3, 1).prefetch(-1))
                .withMessage("DataLoader: prefetch must be >= 0, got -1");
    }
}

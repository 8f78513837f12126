package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.io.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resuming within an epoch. */
class DataLoaderStateTest {
    private static final int SAMPLES = 7;

    /** Targets are the numbers of the rows; inputs get noise from the default generator. */
    private static DataLoader loader() {
        Tensor numbers = Tensor.arange(SAMPLES);
        Dataset noisy = new TensorDataset(numbers.to(DType.FLOAT32), numbers)
                .mapBatches(batch -> new Batch(batch.inputs().add(Tensor.rand(batch.size())), batch.targets()));
        return new DataLoader(noisy, 3).shuffle(true);
    }

    private static List<String> text(Iterator<Batch> batches, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count && batches.hasNext(); i++) {
            texts.add(batches.next().toString());
        }
        return texts;
    }

    private static List<String> epoch(DataLoader loader) {
        return text(loader.iterator(), Integer.MAX_VALUE);
    }

    private static Map<String, Tensor> with(Map<String, Tensor> state, String name, Tensor value) {
        Map<String, Tensor> changed = new LinkedHashMap<>(state);
        changed.put(name, value);
        return changed;
    }

    private static Tensor scalar(long value) {
        return Tensor.of(new long[] {value}, new int[0]);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 0", "3, 0", "0, 2", "1, 2", "2, 2", "3, 2"})
    void resumesAnywhereInAnEpochBitForBit(int batchesBefore, int prefetch) {
        Rng rng = Rng.seed(1);
        DataLoader loader = loader().prefetch(prefetch);
        epoch(loader);
        Iterator<Batch> batches = loader.iterator();
        text(batches, batchesBefore);
        Map<String, Tensor> state = loader.stateDict();
        long[] rngState = rng.state();
        List<String> rest = text(batches, Integer.MAX_VALUE);
        List<String> next = epoch(loader);

        rng.restore(rngState);
        DataLoader resumed = loader().prefetch(prefetch);
        resumed.loadStateDict(state);
        assertThat(epoch(resumed)).hasSize(3 - batchesBefore).isEqualTo(rest);
        assertThat(epoch(resumed)).hasSize(3).isEqualTo(next);
    }

    @Test
    void withinTheLoopOverTheBatchesTheEpochIsNotOver() {
        DataLoader loader = loader();
        Map<String, Tensor> state = Map.of();
        for (Batch batch : loader) {
            assertThat(batch.size()).isPositive();
            state = loader.stateDict();
        }
        DataLoader resumed = loader();
        resumed.loadStateDict(state);
        assertThat(epoch(resumed)).isEmpty();
        assertThat(epoch(resumed)).hasSize(3);
    }

    @Test
    void afterTheLoopTheNextIterationIsANewEpoch() {
        DataLoader loader = loader();
        epoch(loader);
        assertThat(loader.stateDict().get("order").size()).isZero();
        DataLoader resumed = loader();
        resumed.loadStateDict(loader.stateDict());
        assertThat(epoch(resumed)).hasSize(3);
    }

    @Test
    void aStateOfNoEpochEndsAnEpochThatWasResumed() {
        DataLoader loader = loader();
        Map<String, Tensor> fresh = loader.stateDict();
        loader.iterator().next();
        loader.loadStateDict(loader.stateDict());
        loader.loadStateDict(fresh);
        assertThat(epoch(loader)).hasSize(3);
    }

    @Test
    void aCheckpointHoldsLoaderAndScaler(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Tensor x = Tensor.randn(5, 2);
        for (int batches = 0; batches < 2; batches++) {
            DataLoader loader = loader();
            text(loader.iterator(), batches);
            Scaler scaler = new StandardScaler().fit(x);
            Checkpoint.save(file, Map.of("loader", loader, "scaler", scaler));
            DataLoader otherLoader = loader();
            Scaler otherScaler = new StandardScaler();
            Checkpoint.load(file, Map.of("loader", otherLoader, "scaler", otherScaler));
            assertThat(otherLoader.stateDict().toString())
                    .isEqualTo(loader.stateDict().toString());
            assertThat(otherScaler.transform(x).bitEquals(scaler.transform(x))).isTrue();
        }
    }

    @Test
    void aResumedEpochThatIsNotGoneOnWithHasTheSameState() {
        DataLoader loader = loader();
        text(loader.iterator(), 2);
        DataLoader resumed = loader();
        resumed.loadStateDict(loader.stateDict());
        assertThat(resumed.stateDict().toString()).isEqualTo(loader.stateDict().toString());
        assertThat(loader.stateDict().get("next").item()).isEqualTo(6);
    }

    @Test
    void theStateIsACopy() {
        DataLoader loader = loader();
        Iterator<Batch> batches = loader.iterator();
        loader.stateDict().get("order").copyFrom(Tensor.zeros(DType.INT64, SAMPLES));
        assertThat(batches.next().targets().toLongArray()).doesNotHaveDuplicates();
    }

    @Test
    void anotherStateIsRefusedAndChangesNothing() {
        DataLoader loader = loader();
        text(loader.iterator(), 1);
        Map<String, Tensor> state = loader.stateDict();
        loader.loadStateDict(state);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader.loadStateDict(Map.of("order", Tensor.arange(8), "next", scalar(0))))
                .withMessageContaining("order is INT64 [8] instead of INT64 [7]")
                .withMessageContaining("seed is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader.loadStateDict(with(state, "next", scalar(8))))
                .withMessage("DataLoader: the state does not fit: next must be in [0, 7], got 8");
        for (long bad : new long[] {-1, 7, 6}) {
            Tensor order = Tensor.of(0, 1, 2, 3, 4, 6, bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loader.loadStateDict(with(state, "order", order)))
                    .withMessageContaining("order must hold each of 0 to 6 once, " + bad + " is not");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader.loadStateDict(with(state, "batch_size", scalar(4))))
                .withMessage("DataLoader: the state does not fit: batch_size must be 3, got 4");
        assertThat(loader.stateDict().toString()).isEqualTo(state.toString());
    }

    // ---- A generator of its own ----

    @ParameterizedTest
    @CsvSource({"0", "2", "3"})
    void aGeneratorOfItsOwnIsPartOfTheState(int batchesBefore) {
        DataLoader loader = loader().prefetch(1).rng(new Rng(4));
        epoch(loader);
        Iterator<Batch> batches = loader.iterator();
        text(batches, batchesBefore);
        DataLoader resumed = loader().prefetch(1).rng(new Rng(9));
        resumed.loadStateDict(loader.stateDict());

        assertThat(epoch(resumed)).isEqualTo(text(batches, Integer.MAX_VALUE));
        assertThat(epoch(resumed)).hasSize(3).isEqualTo(epoch(loader));
    }

    @Test
    void aStateWithAndOneWithoutAGeneratorDoNotFit() {
        Rng rng = new Rng(4);
        DataLoader own = loader().rng(rng);
        Map<String, Tensor> state = own.stateDict();
        long[] before = rng.state();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.loadStateDict(loader().stateDict()))
                .withMessage("DataLoader: the state does not fit: rng is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader().loadStateDict(state))
                .withMessage("DataLoader: the state does not fit: rng is unknown");
        Tensor zeros = Tensor.zeros(DType.INT64, before.length);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.loadStateDict(with(state, "rng", zeros)))
                .withMessage("rng: the words of a state must not all be 0");
        assertThat(rng.state()).isEqualTo(before);
    }
}

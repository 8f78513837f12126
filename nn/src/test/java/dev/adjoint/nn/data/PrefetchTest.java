package dev.adjoint.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches made ahead. The timeouts only end a test that hangs. */
@Timeout(60)
class PrefetchTest {
    private static final int SAMPLES = 20;
    private static final Tensor NUMBERS = Tensor.arange(SAMPLES);
    private static final Dataset DATA = new TensorDataset(NUMBERS, NUMBERS);

    private final Set<Thread> threads = Collections.synchronizedSet(new LinkedHashSet<>());
    private final AtomicInteger made = new AtomicInteger();

    /** The numbers; notes who asks, and fails for the sample 4. */
    private final Dataset watched = DATA.mapBatches(batch -> {
        threads.add(Thread.currentThread());
        made.incrementAndGet();
        if (batch.targets().eq(4).any(false, 0).item() != 0) {
            throw new IllegalStateException("sample 4 is damaged");
        }
        return batch;
    });

    private static List<String> epochs(DataLoader loader, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loader.forEach(batch -> texts.add(batch.toString()));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void twoEpochsAreAsWithout(int ahead) {
        Rng rng = new Rng(3);
        Rng other = new Rng(3);
        List<String> with =
                epochs(new DataLoader(DATA, 3).shuffle(true).rng(rng).prefetch(ahead), 2);
        List<String> without = epochs(new DataLoader(DATA, 3).shuffle(true).rng(other), 2);

        assertThat(with).hasSize(14).isEqualTo(without);
        assertThat(rng.state()).isEqualTo(other.state());
    }

    /** The first batch is what a worker process of PyTorch draws, seeded alike: torch.manual_seed(0), num_workers=1. */
    @Test
    void drawsOfTheDataSetFollowFromTheEpochsSeedAndThePlace() {
        Dataset random = DATA.map(sample -> new Sample(Tensor.rand(), sample.target()));
        DataLoader loader = new DataLoader(random, 2).rng(new Rng(0)).prefetch(3);
        List<Batch> batches = new ArrayList<>();
        loader.forEach(batches::add);

        assertThat(batches.get(0).inputs().toFloatArray()).containsExactly(0.7821399f, 0.053599f);
        Rng second = new Rng(new Rng(0).random() + 2);
        assertThat(batches.get(1).inputs().toFloatArray())
                .containsExactly(Tensor.rand(second, DType.FLOAT32, 2).toFloatArray());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recordsAsTheCallerDoesWhenTheIterationStarts(boolean recording) {
        Tensor scale = Tensor.scalar(2).requiresGrad(true);
        Dataset scaled = DATA.mapBatches(
                batch -> new Batch(batch.inputs().to(DType.FLOAT32).mul(scale), batch.targets()));
        try (Autograd.Scope scope = recording ? Autograd.enableGrad() : Autograd.noGrad()) {
            for (Batch batch : new DataLoader(scaled, 5).prefetch(2)) {
                assertThat(batch.inputs().requiresGrad()).isEqualTo(recording);
            }
        }
    }

    @Test
    void aFailureArrivesWithItsCauseAtTheBatchConcerned() {
        DataLoader loader = new DataLoader(watched, 2).prefetch(2);
        Iterator<Batch> batches = loader.iterator();
        batches.next();
        batches.next();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(batches::next)
                    .withCauseExactlyInstanceOf(IllegalStateException.class)
                    .withMessageContaining("sample 4 is damaged");
        }
        assertThat(loader.stateDict().get("next").item()).isEqualTo(4);
    }

    @Test
    void makesNoMoreThanItWasAllowedTo() throws InterruptedException {
        Iterator<Batch> batches = new DataLoader(watched, 1).prefetch(2).iterator();
        batches.next();
        for (Thread thread : List.copyOf(threads)) {
            thread.join();
        }
        assertThat(made).hasValueLessThanOrEqualTo(3);
        batches.next();
        assertThat(threads).doesNotContain(Thread.currentThread()).allMatch(Thread::isDaemon);
    }

    @Test
    void anAbandonedIterationLeavesNoThread() throws InterruptedException {
        for (Batch batch : new DataLoader(watched, 1).prefetch(2)) {
            assertThat(batch.size()).isEqualTo(1);
            break;
        }
        assertThat(threads).isNotEmpty();
        for (Thread thread : List.copyOf(threads)) {
            thread.join();
        }
    }

    @Test
    void worksWhileTheCallerDoes() throws InterruptedException {
        CountDownLatch secondMade = new CountDownLatch(2);
        Dataset counted = DATA.mapBatches(batch -> {
            secondMade.countDown();
            return batch;
        });
        Iterator<Batch> batches = new DataLoader(counted, 5).prefetch(1).iterator();
        batches.next();
        secondMade.await();
        assertThat(batches.next().targets().toLongArray()).containsExactly(5, 6, 7, 8, 9);
    }
}

package dev.adjoint.nn.data;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The batches of an epoch, the next few of them made on a thread of their own.
 *
 * <p>The thread makes no more than what was ordered, and each batch taken orders one more. So if the iteration is
 * abandoned, it runs out of work, and ends after being idle for a moment; it starts again if more is ordered.
 */
final class PrefetchingIterator extends EpochIterator {
    private static final long IDLE_MILLIS = 100;

    private final Executor background = background();
    private final Queue<CompletableFuture<Batch>> ordered = new ArrayDeque<>();
    private final boolean recording = Autograd.isRecording();
    private final int most;
    private final long seed;
    private int nextToOrder;

    PrefetchingIterator(Dataset dataset, Epoch epoch, int batchSize, boolean dropLast, int most) {
        super(dataset, epoch, batchSize, dropLast);
        this.most = most;
        this.seed = epoch.seed();
        this.nextToOrder = epoch.next();
        order();
    }

    @Override
    Batch take(int from) {
        Batch batch = ordered.element().join();
        ordered.remove();
        order();
        return batch;
    }

    private void order() {
        while (ordered.size() < most && count(nextToOrder) > 0) {
            int from = nextToOrder;
            ordered.add(CompletableFuture.supplyAsync(() -> makeSeeded(from), background));
            nextToOrder += count(from);
        }
    }

    /** What a batch draws depends on the epoch and its place alone, so that an epoch can be resumed anywhere. */
    private Batch makeSeeded(int from) {
        Rng.seed(seed + from);
        try (Autograd.Scope scope = recording ? Autograd.enableGrad() : Autograd.noGrad()) {
            return make(from);
        }
    }

    private static Executor background() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "adjoint-prefetch");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}

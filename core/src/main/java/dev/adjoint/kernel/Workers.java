package dev.adjoint.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that help with large work.
 *
 * <p>Waking a sleeping thread takes 50 µs and more, as long as a product of two matrices of 200 by 200. So a worker
 * that has just worked watches for more for a while before it sleeps: in training, more comes soon.
 *
 * <p>Each begins with a share of its own, usually the same when like work comes again: what it wrote last time is still
 * in the cache of its core. Then it takes what is left of the others' shares. A worker that the operating system keeps
 * waiting therefore delays nobody: the caller does the parts itself.
 */
final class Workers {
    /** How long a thread watches. */
    private static final long WATCHING_NANOS = 2_000_000;

    /** How long it does so without giving way to other threads: the next work of a training often comes within. */
    private static final long SPINNING_NANOS = 50_000;

    /**
     * Numbers in an array that are so far apart lie in different lines of the cache, and in different pairs of them.
     */
    private static final int LINE = 128 / Integer.BYTES;

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final List<Worker> WORKERS = new CopyOnWriteArrayList<>();

    private Workers() {}

    /**
     * Runs parts 0 to {@code parts} − 1, on the calling thread and on workers that are free; throws what one throws.
     *
     * @param threads how many threads take part at most
     */
    static void run(int parts, int threads, IntConsumer task) {
        int takers = Math.min(parts, threads);
        Job job = new Job(parts, takers, task);
        offer(job, takers - 1, threads - 1);
        job.run(0);
        job.await();
        job.rethrow();
    }

    private static void offer(Job job, int most, int workers) {
        int takers = 0;
        for (Worker worker : WORKERS) {
            if (takers == most) {
                return;
            }
            if (worker.takes(job)) {
                takers++;
            }
        }
        while (takers < most && WORKERS.size() < workers) {
            Worker worker = new Worker(job, WORKERS.size() + 1);
            try {
                worker.start();
            } catch (OutOfMemoryError e) { // no more threads are to be had, but some may have taken the job
                return;
            }
            WORKERS.add(worker);
            takers++;
        }
    }

    /** Parts to be done, each once, in as many shares as may take part. */
    private static final class Job {
        private final int parts;
        private final int shares;
        private final IntConsumer task;
        private final Thread caller = Thread.currentThread();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private volatile boolean elsewhere;

        /** The next part of each share, each in a line of the cache of its own. */
        private final AtomicIntegerArray next;

        Job(int parts, int shares, IntConsumer task) {
            this.parts = parts;
            this.shares = shares;
            this.task = task;
            next = new AtomicIntegerArray((shares + 1) * LINE);
            for (int share = 1; share < shares; share++) {
                next.setPlain(counter(share), start(share));
            }
        }

        private int start(int share) {
            return (int) ((long) parts * share / shares);
        }

        /** Returns where the counter of a share is; none is beside the length of the array, which all read. */
        private static int counter(int share) {
            return (share + 1) * LINE;
        }

        /** Does parts until none is left, those of the share of this number first. */
        void run(int own) {
            for (int i = 0; i < shares && !isDone(); i++) {
                int count = runShare((own + i) % shares);
                if (count > 0 && done.addAndGet(count) == parts) {
                    LockSupport.unpark(caller);
                }
            }
        }

        /** Does what is left of a share; returns the number of parts. */
        private int runShare(int share) {
            int end = start(share + 1);
            int count = 0;
            while (next.get(counter(share)) < end) { // reading alone disturbs nobody who works on it
                int part = next.getAndIncrement(counter(share));
                if (part < end) {
                    runPart(part);
                    count++;
                }
            }
            return count;
        }

        private void runPart(int part) {
            try {
                task.accept(part);
            } catch (Throwable e) { // one that is not declared, too: the caller counts on every part
                fail(e);
            }
        }

        /** Whether all parts are done: a worker that did the last may yet have to leave. */
        boolean isDone() {
            return done.get() >= parts;
        }

        private void fail(Throwable e) {
            if (failure.compareAndSet(null, e) && Thread.currentThread() != caller) {
                elsewhere = true;
            }
        }

        /** Waits, as the caller, for the parts that workers took. */
        void await() {
            long start = System.nanoTime();
            while (!isDone()) {
                if (!watches(start)) {
                    LockSupport.park(this);
                }
            }
        }

        void rethrow() {
            Throwable e = failure.get();
            if (e == null) {
                return;
            }
            if (elsewhere) {
                e.addSuppressed(new IllegalStateException("thrown by a worker, on behalf of this call"));
            }
            if (e instanceof Error error) {
                throw error;
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    /** Goes on watching for a moment, which needs a core to itself; returns false if it has been long enough. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on whom yield lets run
    private static boolean watches(long start) {
        long nanos = System.nanoTime() - start;
        if (Parallel.threads() > CORES || nanos >= WATCHING_NANOS) {
            return false;
        }
        if (nanos < SPINNING_NANOS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        return true;
    }

    private static final class Worker extends Thread {
        private final AtomicReference<@Nullable Job> job;
        private final int number;
        private volatile boolean asleep;

        Worker(Job first, int number) {
            super(null, null, "adjoint-worker", 0, false);
            this.number = number;
            setDaemon(true);
            setContextClassLoader(null);
            job = new AtomicReference<>(first);
        }

        /** Takes a job, unless there is one already that is not done. */
        boolean takes(Job offered) {
            Job current = job.get();
            boolean taken = (current == null || current.isDone()) && job.compareAndSet(current, offered);
            if (taken && asleep) {
                LockSupport.unpark(this);
            }
            return taken;
        }

        @Override
        public void run() {
            while (true) {
                Job taken = awaitJob();
                taken.run(number);
                job.compareAndSet(taken, null); // unless the next has come meanwhile
                Thread.interrupted(); // an interrupted thread would not sleep
            }
        }

        private Job awaitJob() {
            long start = System.nanoTime();
            while (true) {
                Job taken = job.get();
                if (taken != null) {
                    return taken;
                }
                if (!watches(start)) {
                    sleep();
                }
            }
        }

        private void sleep() {
            asleep = true;
            if (job.get() == null) {
                LockSupport.park(this);
            }
            asleep = false;
        }
    }
}

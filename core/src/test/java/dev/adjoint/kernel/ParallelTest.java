package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    private final int before = Parallel.threads();

    @AfterEach
    void restore() {
        Parallel.setThreads(before);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000, 16", "2, 1000, 16", "3, 1000, 1", "8, 3, 16", "8, 1, 1", "5, 33, 16", "2, 0, 1"})
    void coversTheRangeOnce(int threads, int n, int multiple) {
        Parallel.setThreads(threads);
        AtomicIntegerArray visits = new AtomicIntegerArray(n);
        Parallel.range(n, 1e6, multiple, (from, to) -> {
            assertThat(from % multiple == 0 || from == n).isTrue();
            for (int i = from; i < to; i++) {
                visits.incrementAndGet(i);
            }
        });
        for (int i = 0; i < n; i++) {
            assertThat(visits.get(i)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 100", "3, 100", "7, 100", "2, 101", "3, 1", "8, 5", "2, 0"})
    void doesEachTaskOnce(int threads, int n) {
        Parallel.setThreads(threads);
        AtomicIntegerArray visits = new AtomicIntegerArray(n);
        Parallel.each(n, 1e9, visits::incrementAndGet);
        for (int i = 0; i < n; i++) {
            assertThat(visits.get(i)).isEqualTo(1);
        }
    }

    @Test
    void aFailingTaskReachesTheCaller() {
        Parallel.setThreads(3);
        assertThatThrownBy(() -> Parallel.each(50, 1e9, task -> {
                    if (task == 37) {
                        throw new IllegalStateException("task 37");
                    }
                }))
                .hasMessage("task 37");
    }

    @Test
    void whoeverIsFreeDoesTheRestOfAShare() {
        Parallel.setThreads(2);
        for (int stalled : new int[] {0, 5}) { // the first of each share
            CountDownLatch others = new CountDownLatch(9);
            Parallel.each(10, 1e9, task -> {
                if (task == stalled) {
                    await(others);
                } else {
                    others.countDown();
                }
            });
        }
    }

    @Test
    void rangesNest() {
        Parallel.setThreads(3);
        AtomicIntegerArray visits = new AtomicIntegerArray(100);
        Parallel.range(10, 1e6, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                int row = 10 * i;
                Parallel.range(10, 1e6, 1, (start, end) -> {
                    for (int j = start; j < end; j++) {
                        visits.incrementAndGet(row + j);
                    }
                });
            }
        });
        for (int i = 0; i < 100; i++) {
            assertThat(visits.get(i)).isEqualTo(1);
        }
    }

    @Test
    void manyCallersShareTheWorkers() throws InterruptedException {
        Parallel.setThreads(3);
        AtomicIntegerArray visits = new AtomicIntegerArray(1000);
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 200; round++) {
                    Parallel.range(1000, 1e6, 1, (from, to) -> {
                        for (int i = from; i < to; i++) {
                            visits.incrementAndGet(i);
                        }
                    });
                }
            });
            thread.start();
            callers.add(thread);
        }
        for (Thread thread : callers) {
            thread.join(60_000);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(visits.get(i)).isEqualTo(800);
        }
    }

    @Test
    void workersThatSleptWakeUp() throws InterruptedException {
        Parallel.setThreads(2);
        for (int round = 0; round < 3; round++) {
            CountDownLatch both = new CountDownLatch(2);
            Parallel.range(2, 1e6, 1, (from, to) -> {
                both.countDown();
                await(both); // each part waits for the other
            });
            Thread.sleep(20);
        }
    }

    /** A worker may still be leaving one job when the next comes. */
    @Test
    void jobsThatFollowEachOtherFindAllWorkers() {
        int threads = 16; // as many as any test has: then no other worker can stand in
        Parallel.setThreads(threads);
        for (int round = 0; round < 200; round++) {
            CountDownLatch all = new CountDownLatch(threads);
            Parallel.each(threads, 1e9, task -> {
                all.countDown();
                await(all);
            });
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptedCallerFinishesAndStaysInterrupted() {
        Parallel.setThreads(2);
        AtomicInteger done = new AtomicInteger();
        Thread.currentThread().interrupt();
        Parallel.range(1000, 1e6, 1, (from, to) -> done.addAndGet(to - from));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done.get()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999})
    void failuresReachTheCaller(int failing) {
        Parallel.setThreads(2);
        assertThatThrownBy(() -> Parallel.range(1000, 1e6, 1, (from, to) -> {
                    if (from <= failing && failing < to) {
                        throw new IllegalStateException("item " + failing);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("item " + failing);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999})
    void failuresThatAreNotDeclaredReachTheCallerToo(int failing) {
        Parallel.setThreads(2);
        assertThatThrownBy(() -> Parallel.range(1000, 1e6, 1, (from, to) -> {
                    if (from <= failing && failing < to) {
                        throw ParallelTest.<RuntimeException>undeclared(new IOException("item " + failing));
                    }
                }))
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("item " + failing);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what other languages of the JVM do
    private static <E extends Throwable> E undeclared(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void aFailureInAWorkerNamesTheCaller() {
        Parallel.setThreads(2);
        CountDownLatch both = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> Parallel.range(2, 1e6, 1, (from, to) -> {
                    both.countDown();
                    await(both);
                    if (Thread.currentThread() != caller) {
                        throw new IllegalArgumentException("in a worker");
                    }
                }))
                .hasMessage("in a worker")
                .satisfies(e -> assertThat(e.getSuppressed()[0].getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("aFailureInAWorkerNamesTheCaller")));
    }

    @Test
    void threadsAreAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parallel.setThreads(0))
                .withMessage("threads: expected at least 1, got 0");
        assertThat(Parallel.threadsAtStart("4")).isEqualTo(4);
        assertThat(Parallel.threadsAtStart(null)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "", "1.5", "10000"})
    void propertyIsChecked(String property) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parallel.threadsAtStart(property))
                .withMessage(
                        "system property adjoint.threads: expected a number from 1 to 9999, got \"" + property + "\"");
    }
}

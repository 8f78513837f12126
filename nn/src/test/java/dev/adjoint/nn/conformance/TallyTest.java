package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class TallyTest {
    @Test
    void countsWhatPassedFailedAndWasSkipped() {
        Tally tally = new Tally("a.json");
        tally.count("one", () -> {});
        tally.count("two", () -> {});
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> tally.count("three", () -> {
                    throw new AssertionError("wrong");
                }));
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> tally.count("four", () -> {
                    throw new TestAbortedException("not here");
                }));
        assertThat(tally).hasToString("a.json: 2 passed, 1 failed, 1 skipped");
    }
}

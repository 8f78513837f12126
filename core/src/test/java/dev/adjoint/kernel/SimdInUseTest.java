package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Guards a test run against taking the plain loops in silence where it was started for SIMD, and the reverse. */
class SimdInUseTest {
    @Test
    @EnabledIfSystemProperty(named = "adjoint.expectSimd", matches = ".+", disabledReason = "not started by Maven")
    void simdIsUsedAsTheRunExpects() {
        String expected = System.getProperty("adjoint.expectSimd");

        assertThat(expected).isIn("on", "off");
        assertThat(Kernels.SIMD ? "on" : "off").as("SIMD in this test run").isEqualTo(expected);
    }
}

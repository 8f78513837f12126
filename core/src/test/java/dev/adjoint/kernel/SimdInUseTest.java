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

    @Test
    void plainLoopsAreTakenWhereVectorsWouldNotHelp() {
        assertThat(Kernels.obstacle(true, "mixed mode, sharing")).isNull();
        assertThat(Kernels.obstacle(true, "compiled mode")).isNull();
        assertThat(Kernels.obstacle(true, "")).isNull();
        assertThat(Kernels.obstacle(false, "mixed mode")).contains("--add-modules jdk.incubator.vector");
        assertThat(Kernels.obstacle(true, "interpreted mode, sharing")).contains("interpreted mode");
        assertThat(Kernels.obstacle(true, "mixed mode, emulated-client, sharing"))
                .contains("emulated-client");
    }
}

package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelsTest {
    @Test
    void vectorsAreForTheModuleAndTheOptimisingCompiler() {
        assertThat(Kernels.obstacle(true, "mixed mode, sharing")).isNull();
        assertThat(Kernels.obstacle(true, "compiled mode")).isNull();
        assertThat(Kernels.obstacle(true, "")).isNull();
        assertThat(Kernels.obstacle(false, "mixed mode")).contains("--add-modules jdk.incubator.vector");
    }

    @Test
    void modesWithoutThatCompilerAreNamed() {
        for (boolean hasModule : new boolean[] {false, true}) {
            assertThat(Kernels.obstacle(hasModule, "interpreted mode, sharing")).contains("interpreted mode");
            assertThat(Kernels.obstacle(hasModule, "mixed mode, emulated-client, sharing"))
                    .contains("emulated-client");
        }
    }
}

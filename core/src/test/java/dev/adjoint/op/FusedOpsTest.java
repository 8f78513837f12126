package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.Fusion;
import dev.adjoint.PoisonedWorkspace;
import dev.adjoint.Workspace;
import dev.adjoint.testing.OpCase;
import dev.adjoint.testing.OpLaws;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of {@link OpTable} within {@link Autograd#fuse}, where by a system property of the tests all tensors wait.
 */
class FusedOpsTest {
    @BeforeAll
    static void smallTensorsWait() {
        assertThat(Integer.getInteger("adjoint.fusionSmallest")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void bitsAreThoseOfTheOpAlone(OpCase op) {
        long alone = OpLaws.bits(op);
        try (Fusion fusion = Autograd.fuse()) {
            assertThat(OpLaws.bits(op)).isEqualTo(alone);
        }
        Workspace workspace = PoisonedWorkspace.make();
        for (int i = 0; i < 2; i++) {
            try (Workspace.Step step = workspace.step();
                    Fusion fusion = Autograd.fuse()) {
                assertThat(OpLaws.bits(op)).as("step %d", i).isEqualTo(alone);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void lawsHold(OpCase op) {
        try (Fusion fusion = Autograd.fuse()) {
            OpLaws.assertAll(op);
        }
    }
}

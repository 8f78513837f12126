package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final int LARGE = 1024;

    private final Workspace workspace = new Workspace(true);

    @Test
    void arraysAreUsedAgain() {
        Object first;
        try (Workspace.Step step = workspace.step()) {
            first = Tensor.full(2, LARGE).storage().array();
        }
        try (Workspace.Step step = workspace.step()) {
            assertThat(Tensor.zeros(LARGE + 1).storage().array()).isNotSameAs(first);
            Tensor again = Tensor.zeros(LARGE);
            assertThat(again.storage().array()).isSameAs(first);
            assertThat(again.sum().item()).isZero();
            assertThat(Tensor.empty(DType.FLOAT32, Shape.of(LARGE)).storage().array())
                    .isNotSameAs(first);
        }
    }

    @Test
    void aTensorEndsWithItsStep() {
        Tensor x = Tensor.full(3, LARGE).requiresGrad(true);
        Tensor y;
        Tensor kept;
        Tensor small;
        Tensor view;
        try (Workspace.Step step = workspace.step()) {
            y = x.mul(2);
            kept = y.mul(2).keep();
            small = y.sum();
            view = y.reshape(2, -1);
            small.backward();
            assertThat(x.grad().get(0)).isEqualTo(2);
        }
        assertThat(kept.get(LARGE - 1)).isEqualTo(12);
        assertThat(small.item()).isEqualTo(6 * LARGE);
        assertThat(x.get(0)).isEqualTo(3);
        for (Tensor ended : new Tensor[] {y, view, x.grad()}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ended.get(new int[ended.rank()]))
                    .withMessage("workspace: the tensor ended with the step that it was made in; keep() it, or read its"
                            + " elements, within the step");
        }
        x.zeroGrad();
        try (Workspace.Step step = workspace.step()) {
            x.mul(5).sum().backward();
            assertThat(x.grad().get(0)).isEqualTo(5);
        }
    }

    @Test
    void elementsThatWereReadOutStay() {
        float[] array;
        try (Workspace.Step step = workspace.step()) {
            array = Tensor.full(3, LARGE).mul(2).toFloatArray();
        }
        try (Workspace.Step step = workspace.step()) {
            Tensor.full(7, LARGE).mul(2);
        }
        assertThat(array).containsOnly(6);
    }

    @Test
    void stepsAreNestedAndEndInReverseOrder() throws ExecutionException, InterruptedException {
        Workspace.Step outer = workspace.step();
        Tensor x = Tensor.full(1, LARGE);
        Workspace.Step inner = workspace.step();
        Tensor y = x.mul(2);
        assertThatIllegalStateException()
                .isThrownBy(outer::close)
                .withMessage("workspace: a step begun later has not ended; close that one first");
        FutureTask<Void> elsewhere = new FutureTask<>(inner::close, null);
        new Thread(elsewhere).start();
        assertThat(catchThrowable(elsewhere::get))
                .hasRootCauseMessage("workspace: the step was begun by another thread");
        inner.close();
        inner.close();
        assertThat(x.get(0)).isOne();
        assertThatIllegalStateException().isThrownBy(() -> y.get(0));
        outer.close();
        assertThatIllegalStateException().isThrownBy(() -> x.get(0));
    }

    @Test
    void sizesThatAreNoLongerAskedForAreGivenUp() {
        Object first;
        try (Workspace.Step step = workspace.step()) {
            first = Tensor.zeros(LARGE).storage().array();
        }
        for (int i = 0; i < 200; i++) {
            workspace.step().close();
        }
        try (Workspace.Step step = workspace.step()) {
            assertThat(Tensor.zeros(LARGE).storage().array()).isNotSameAs(first);
        }
    }
}

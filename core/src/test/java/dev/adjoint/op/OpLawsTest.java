package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.testing.OpCase;
import dev.adjoint.testing.OpLaws;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link OpLaws} for each row of {@link OpTable}. */
class OpLawsTest {
    private static final AtomicInteger OPS = new AtomicInteger();
    private static final AtomicInteger FIRST = new AtomicInteger();
    private static final AtomicInteger SECOND = new AtomicInteger();

    @AfterAll
    static void printCount() {
        System.out.println("gradient check: " + OPS + " ops, " + FIRST + " derivatives of first order, " + SECOND
                + " of second order");
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void gradients(OpCase op) {
        int first = OpLaws.assertGradients(op, 1);
        assertThat(first).isPositive();
        if (op.order() > 1) {
            SECOND.addAndGet(OpLaws.assertGradients(op, 2) - first);
        }
        OPS.incrementAndGet();
        FIRST.addAndGet(first);
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void gradientsFit(OpCase op) {
        OpLaws.assertGradientsFit(op);
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void recordingChangesNothing(OpCase op) {
        OpLaws.assertRecordingChangesNothing(op);
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void float32LikeFloat64(OpCase op) {
        OpLaws.assertFloat32LikeFloat64(op);
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void viewsLikeCopies(OpCase op) {
        OpLaws.assertViewsLikeCopies(op);
    }

    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void errorsAreInWords(OpCase op) {
        OpLaws.assertErrorsAreInWords(op);
    }
}

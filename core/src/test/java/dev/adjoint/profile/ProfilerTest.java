package dev.adjoint.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {
    private long now;
    private final Profiler profiler = new Profiler(this::slowLabel, () -> now);
    private final Tensor x = Tensor.of(1f, 2, 3).requiresGrad(true);

    /** Takes 100 ns and an exp of 10 in both passes. */
    private final class Slow extends Op {
        @Override
        public Tensor forward(Tensor... inputs) {
            now += 60;
            Tensor y = new Ten().apply(inputs[0]);
            now += 40;
            return y;
        }

        @Override
        public @Nullable Tensor[] inputGradients(Tensor upstream) {
            now += 100;
            return new @Nullable Tensor[] {new Ten().apply(upstream)};
        }
    }

    private final class Ten extends Op {
        @Override
        public Tensor forward(Tensor... inputs) {
            now += 10;
            return inputs[0].copy();
        }

        @Override
        public @Nullable Tensor[] inputGradients(Tensor upstream) {
            return new @Nullable Tensor[] {upstream};
        }
    }

    private String slowLabel(List<Object> places) {
        now += 1000;
        return places.toString();
    }

    private static Profile.Row row(Profile profile, String name) {
        return profile.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void timesExcludeInnerOpsAndTheProfilerItself() {
        try (Autograd.Watch watch = Autograd.watch(profiler)) {
            new Slow().apply(x).backward(x.detach());
        }
        Profile.Row slow = row(profiler.byOp(), "slow");
        Profile.Row ten = row(profiler.byOp(), "ten");

        assertThat(slow.forward()).isEqualTo(new Profile.Pass(1, 100, 0));
        assertThat(slow.backward()).isEqualTo(new Profile.Pass(1, 100, 0));
        assertThat(ten.forward()).isEqualTo(new Profile.Pass(1, 10, 0));
        assertThat(ten.backward()).isEqualTo(new Profile.Pass(1, 10, 0));
        assertThat(row(profiler.byOp(), "copy").forward()).isEqualTo(new Profile.Pass(1, 0, 12));
    }

    @Test
    void bytesAreThoseOfNewMemory() {
        try (Autograd.Watch watch = Autograd.watch(profiler)) {
            Tensor y = x.exp().reshape(3, 1);
            y.detach().to(DType.FLOAT64);
            y.add(y.detach()).backward(Tensor.ones(3, 1));
        }
        assertThat(row(profiler.byOp(), "exp").forward().bytes()).isEqualTo(12);
        assertThat(row(profiler.byOp(), "reshape").forward())
                .extracting(Profile.Pass::bytes)
                .isEqualTo(0L);
        assertThat(row(profiler.byOp(), "add").backward().bytes()).isEqualTo(0);
        assertThat(profiler.byOp().total().forward().bytes()).isEqualTo(12 + 24 + 12);
        assertThat(profiler.byOp().total().nanos())
                .isEqualTo(profiler.byPlace().total().nanos());
    }

    @Test
    void gradientsCountWhereTheOpWasApplied() {
        try (Autograd.Watch watch = Autograd.watch(profiler)) {
            Tensor y;
            try (Autograd.Place outer = Autograd.enter("outer");
                    Autograd.Place inner = Autograd.enter("inner")) {
                y = x.mul(x).mul(x);
            }
            Tensor gradient = Autograd.grad(y.sum(), x, GraphOption.CREATE_GRAPH);
            Autograd.grad(gradient.sum(), x);
        }
        Profile places = profiler.byPlace();
        assertThat(places.rows()).extracting(Profile.Row::name).containsExactlyInAnyOrder("[outer, inner]", "[]");
        assertThat(row(places, "[outer, inner]").forward().calls()).isEqualTo(2);
        assertThat(row(places, "[outer, inner]").backward().calls()).isGreaterThan(8);
        assertThat(row(places, "[]").forward().calls()).isEqualTo(2);
    }

    @Test
    void sumsOfGradientsAreBackwardWhereTheirLastTermComesFrom() {
        try (Autograd.Watch watch = Autograd.watch(profiler);
                Autograd.Place place = Autograd.enter("here")) {
            x.mul(x).backward(x.detach());
        }
        assertThat(row(profiler.byOp(), "mul"))
                .extracting(row -> row.forward().calls(), row -> row.backward().calls())
                .containsExactly(1L, 3L);
        assertThat(row(profiler.byOp(), "add"))
                .extracting(row -> row.forward().calls(), row -> row.backward().calls())
                .containsExactly(0L, 1L);
        assertThat(profiler.byPlace().rows()).extracting(Profile.Row::name).containsExactly("[here]");
    }

    @Test
    void opsFromBeforeTheWatchHaveARowOfTheirOwn() {
        Tensor y = x.exp();
        try (Autograd.Watch watch = Autograd.watch(profiler)) {
            y.backward(x.detach());
        }
        assertThat(profiler.byPlace().rows()).extracting(Profile.Row::name).containsExactly("(applied before)");
    }

    @Test
    void failuresLeaveNoTrace() {
        Tensor bad = x.map(v -> v, v -> {
            throw new ArithmeticException("no derivative");
        });
        try (Autograd.Watch watch = Autograd.watch(profiler)) {
            assertThatIllegalArgumentException().isThrownBy(() -> x.add(Tensor.of(1f, 2)));
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> bad.backward(x.detach()));
            x.exp();
        }
        assertThat(profiler.byOp().rows()).extracting(Profile.Row::name).containsExactly("exp");
        assertThat(profiler.byOp().total().backward()).isEqualTo(Profile.Pass.NONE);
    }

    @Test
    void watchesAddUpUntilReset() {
        for (int i = 0; i < 3; i++) {
            try (Autograd.Watch watch = Autograd.watch(profiler)) {
                x.exp();
            }
            x.exp();
        }
        assertThat(row(profiler.byOp(), "exp").forward().calls()).isEqualTo(3);
        profiler.reset();
        assertThat(profiler.byOp().rows()).isEmpty();
        assertThat(profiler.byOp().share(profiler.byOp().total())).isEqualTo(0);
    }

    @Test
    void placesAreToldByTheirClassesUnlessToldOtherwise() {
        Profiler plain = new Profiler();
        try (Autograd.Watch watch = Autograd.watch(plain)) {
            x.exp();
            try (Autograd.Place outer = Autograd.enter("step");
                    Autograd.Place inner = Autograd.enter(List.of().iterator().getClass())) {
                x.exp();
            }
        }
        assertThat(plain.byPlace().rows())
                .extracting(Profile.Row::name)
                .containsExactlyInAnyOrder("(outside)", "step > Class");
        assertThat(plain.toString()).contains("op ", "place ", "exp ", "total ");
    }

    @Test
    void opsAreEventsWhileARecordingRuns(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("ops.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.adjoint.Op").withoutThreshold();
            recording.start();
            try (Autograd.Watch watch = Autograd.watch(profiler);
                    Autograd.Place place = Autograd.enter("here")) {
                x.exp().backward(Tensor.of(1f, 1, 1));
            }
            x.exp();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("dev.adjoint.Op"))
                .toList();
        assertThat(events)
                .filteredOn(event -> event.getString("op").equals("exp"))
                .extracting(
                        event -> event.getString("direction"),
                        event -> event.getString("shape"),
                        event -> event.getLong("bytes"),
                        event -> event.getString("place"))
                .contains(tuple("forward", "[3]", 12L, "[here]"), tuple("backward", "[3]", 0L, "[here]"))
                .hasSize(2);
    }
}

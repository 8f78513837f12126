package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.profile.Profile;
import dev.adjoint.profile.Profiler;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleLabelsTest {
    private final Linear linear = new Linear(2, 2);
    private final Sequential net = new Sequential(linear, new Residual(new Tanh()), linear);
    private final ModuleLabels labels = new ModuleLabels(net);

    @Test
    void arePathsAndKindsOfTheInnermostModule() {
        assertThat(labels.apply(List.of(net))).isEqualTo("Sequential");
        assertThat(labels.apply(List.of(net, linear))).isEqualTo("0 Linear");
        Module inner = net.modules().stream()
                .filter(Tanh.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(labels.apply(List.of(net, inner))).isEqualTo("1.inner Tanh");
        assertThat(labels.apply(List.of(net, new Relu()))).isEqualTo("ReLU");
    }

    @Test
    void keepPlacesThatAreNoModules() {
        assertThat(labels.apply(List.of())).isEqualTo("(outside)");
        assertThat(labels.apply(List.of("loss"))).isEqualTo("loss");
        assertThat(labels.apply(List.of("step", linear, "gate", 3))).isEqualTo("0 Linear: gate: 3");
    }

    @Test
    void makeTheRowsOfAProfiler() {
        Profiler profiler = new Profiler(labels);
        try (Autograd.Watch watch = Autograd.watch(profiler)) {
            net.apply(Tensor.ones(3, 2)).sum().backward();
        }
        assertThat(profiler.byPlace().rows())
                .extracting(Profile.Row::name)
                .containsExactlyInAnyOrder("0 Linear", "1 Residual", "1.inner Tanh", "(outside)");
        assertThat(profiler.byPlace().rows()).allMatch(row -> row.backward().calls() > 0);
        Profile.Row twice = profiler.byPlace().rows().stream()
                .filter(row -> row.name().equals("0 Linear"))
                .findFirst()
                .orElseThrow();
        assertThat(twice.forward().calls()).isEqualTo(2);
        assertThat(twice.forward().bytes()).isEqualTo(2 * 3 * 2 * 4);
    }
}

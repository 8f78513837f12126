package dev.adjoint.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path folder;

    private static Map<String, Stateful> parts(int seed, int width) {
        Rng.seed(seed);
        Map<String, Stateful> parts = new LinkedHashMap<>();
        parts.put("first", new Sequential(new Linear(2, 3), new Tanh()));
        parts.put("second", new Linear(3, width));
        return parts;
    }

    private static Tensor output(Map<String, Stateful> parts) {
        Tensor x = Tensor.of(new float[][] {{1, -2}});
        return ((Layer) parts.get("second")).apply(((Layer) parts.get("first")).apply(x));
    }

    @Test
    void partsGetTheirStatesBack() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Map<String, Stateful> saved = parts(1, 2);
        Map<String, Stateful> loaded = parts(2, 2);
        assertThat(output(loaded).bitEquals(output(saved))).isFalse();

        Checkpoint.save(file, saved);
        Checkpoint.load(file, loaded);

        assertThat(output(loaded).bitEquals(output(saved))).isTrue();
        assertThat(Safetensors.read(file).tensors().keySet())
                .containsExactly("first.0.weight", "first.0.bias", "second.weight", "second.bias");
    }

    @Test
    void whatDoesNotFitChangesNothing() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoint.save(file, parts(1, 4));
        Map<String, Stateful> parts = parts(2, 2);
        Tensor before = output(parts);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.load(file, parts))
                .withMessage("checkpoint: " + file + " does not fit: Linear: the state does not fit: weight is FLOAT32"
                        + " [4, 3] instead of FLOAT32 [2, 3]; bias is FLOAT32 [4] instead of FLOAT32 [2]");
        assertThat(output(parts).bitEquals(before)).isTrue();

        parts.remove("second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.load(file, parts))
                .withMessage("checkpoint: " + file + " has a part second, expected [first]");
        parts.put("third", new Linear(1, 1));
        parts.put("second", new Linear(3, 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.load(file, parts))
                .withMessage("checkpoint: " + file
                        + " does not fit: Linear: the state does not fit: weight is missing; bias is missing");
    }

    @Test
    void onePartIsReadAlone() throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Map<String, Stateful> saved = parts(1, 2);
        Checkpoint.save(file, saved);
        Linear second = new Linear(3, 2);

        Checkpoint.loadPart(file, "second", second);

        assertThat(second.weight().bitEquals(((Linear) saved.get("second")).weight()))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.loadPart(file, "third", second))
                .withMessage("checkpoint: " + file + " has no part third among [first, second]");
    }

    @Test
    void namesOfPartsHaveNoDots() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.save(folder.resolve("x"), Map.of("a.b", new Linear(1, 1))))
                .withMessage("checkpoint: the name of a part must not be empty nor contain a dot, got \"a.b\"");
    }

    @Test
    void aModuleIsSavedByItself() throws IOException {
        Path file = folder.resolve("linear.safetensors");
        Linear saved = new Linear(2, 2);
        saved.save(file);
        Linear loaded = new Linear(2, 2);
        loaded.load(file);
        assertThat(loaded.weight().bitEquals(saved.weight())).isTrue();
        assertThat(loaded.weight().requiresGrad()).isTrue();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Linear(2, 2, false).load(file))
                .withMessage("Linear: the state does not fit: bias is unknown");
    }
}

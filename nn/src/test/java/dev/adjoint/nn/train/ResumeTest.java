package dev.adjoint.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was killed and resumed ends with the same bits as one that was never stopped. */
class ResumeTest {
    private static final Callback NONE = new Callback() {};

    @TempDir
    private static Path untouched;

    private static KilledTraining.Result whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainWithoutStop() throws IOException {
        whole = KilledTraining.train(untouched.resolve("x"), NONE);
        assertThat(whole.history()).hasSize(4);
    }

    /** An epoch has 7 batches, so 4 steps. The process halts before the checkpoint of the last step is written. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 10, 16})
    void afterAKill(int steps) throws IOException, InterruptedException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        assertThat(run(checkpoint, steps)).isEqualTo(9);

        check(KilledTraining.train(checkpoint, NONE));
    }

    @Test
    void afterTwoKills() throws IOException, InterruptedException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        assertThat(run(checkpoint, 6)).isEqualTo(9);
        assertThat(Files.exists(checkpoint)).isTrue();
        assertThat(run(checkpoint, 5)).isEqualTo(9);

        check(KilledTraining.train(checkpoint, NONE));
    }

    @Test
    void whatIsOverIsNotTrainedAgain() throws IOException {
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        KilledTraining.train(checkpoint, NONE);

        check(KilledTraining.train(checkpoint, new Callback() {
            @Override
            public void onStep(Trainer trainer, Step step) {
                throw new AssertionError("a step after the end");
            }
        }));
    }

    private static void check(KilledTraining.Result result) {
        assertThat(result.history()).isEqualTo(whole.history());
        for (int i = 0; i < result.parameters().size(); i++) {
            assertThat(result.parameters().get(i).bitEquals(whole.parameters().get(i)))
                    .as("parameter %d", i)
                    .isTrue();
        }
        assertThat(result.next()).as("the next random number").isEqualTo(whole.next());
    }

    private int run(Path checkpoint, int steps) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of(java, "-Dadjoint.simd=off", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(KilledTraining.class.getName(), checkpoint.toString(), Integer.toString(steps)));
        File log = folder.resolve("log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return process.exitValue();
    }
}

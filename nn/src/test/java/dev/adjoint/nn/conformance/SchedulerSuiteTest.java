package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same case, right and with something wrong. */
class SchedulerSuiteTest {
    private static final String CASE = """
            {"id": "SequentialLR/0", "scheduler": "SequentialLR", "attrs": {"milestones": [1], "schedulers": [
                {"scheduler": "ConstantLR", "attrs": {"factor": 0.5}},
                {"scheduler": "StepLR", "attrs": {"step_size": 1, "gamma": 0.5}}]},
             "base_lr": 8, "lrs": [4, 8, 4.0, 2], "rtol": 0, "atol": 0}
            """;

    private static final String PLATEAU = """
            {"id": "ReduceLROnPlateau/0", "scheduler": "ReduceLROnPlateau", "attrs": {"factor": 0.5, "patience": 0},
             "metrics": [1, 1, "NaN"], "base_lr": 8, "lrs": [8, 8, 4, 2], "rtol": 0, "atol": 0}
            """;

    private static void run(String json) throws JsonProcessingException {
        new SchedulerSuite().run(new Case(new ObjectMapper().readTree(json)));
    }

    @Test
    void passesRightCases() {
        assertThatCode(() -> run(CASE)).doesNotThrowAnyException();
        assertThatCode(() -> run(PLATEAU)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.0 | 4.5 | learning rate after 2 steps: expected 4.5, got 4.0",
                "\"StepLR\" | \"SteepLR\" | no scheduler SteepLR",
                "{\"factor\": 0.5} | {\"factor\": 0.5, \"gamma\": 1} | ConstantLR: unknown attributes [gamma]",
                "{\"milestones\" | {\"last_epoch\": 2, \"milestones\" | cannot start in the middle",
            })
    void failsOnAnythingWrong(String right, String wrong, String message) {
        assertThatThrownBy(() -> run(CASE.replace(right, wrong))).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4, 2] | 4, 3] | learning rate after 3 steps: expected 3.0, got 2.0",
                "[1, 1, | [1, | learning rates",
                "\"patience\" | \"patients\" | ReduceLROnPlateau: unknown attributes [patients]",
            })
    void failsOnAnythingWrongOnAPlateau(String right, String wrong, String message) {
        assertThatThrownBy(() -> run(PLATEAU.replace(right, wrong))).hasMessageContaining(message);
    }
}

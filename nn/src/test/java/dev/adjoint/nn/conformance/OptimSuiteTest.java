package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same case, right and with something wrong. */
class OptimSuiteTest {
    private static final String CASE = """
            {"id": "SGD/0", "optimizer": "SGD", "attrs": {"lr": 0.5, "momentum": 0.5, "foreach": null},
             "params": [{"dtype": "float64", "shape": [1], "data": [8]}],
             "grads": [[{"dtype": "float64", "shape": [1], "data": [2]}], [null],
                       [{"dtype": "float64", "shape": [1], "data": [4]}]],
             "after": [[{"dtype": "float64", "shape": [1], "data": [7]}],
                       [{"dtype": "float64", "shape": [1], "data": [7.0]}],
                       [{"dtype": "float64", "shape": [1], "data": [4.5]}]], "rtol": 0, "atol": 0}
            """;

    private static final String CLIP = """
            {"id": "clip/0", "optimizer": "clip_grad_norm_", "attrs": {"max_norm": 20, "norm_type": 1.0},
             "params": [{"dtype": "float32", "shape": [2], "data": [0, 0]},
                        {"dtype": "float32", "shape": [], "data": [0]}],
             "grads": [[{"dtype": "float32", "shape": [2], "data": [3, -4]}, null]],
             "after": [[{"dtype": "float32", "shape": [2], "data": [3, -4]}, null]],
             "total_norm": [{"dtype": "float32", "shape": [], "data": [7]}], "rtol": 0, "atol": 0}
            """;

    private static void run(String json) throws JsonProcessingException {
        new OptimSuite().run(new Case(new ObjectMapper().readTree(json)));
    }

    @Test
    void passesRightCases() {
        assertThatCode(() -> run(CASE)).doesNotThrowAnyException();
        assertThatCode(() -> run(CLIP)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[4.5] | [4] | tensor 0 after step 2",
                "[7.0] | [6] | tensor 0 after step 1",
                "\"foreach\": null | \"nesterov\": true | tensor 0 after step 0",
                "\"foreach\": null | \"alpha\": 1 | SGD: unknown attributes [alpha]",
                "\"SGD\", | \"Nadam\", | no optimiser Nadam",
            })
    void failsOnAnythingWrong(String right, String wrong, String message) {
        assertThatThrownBy(() -> run(CASE.replace(right, wrong))).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[7] | [8] | total norm of step 0",
                "\"norm_type\": 1.0 | \"norm_type\": 2.0 | total norm of step 0",
                "\"max_norm\": 20 | \"max_norm\": 2 | tensor 0 after step 0",
                "\"max_norm\": 20 | \"max_norm\": 20, \"clip\": 1 | unknown attributes [clip]",
                "[3, -4]}, null]], | [3, -4]}, {\"dtype\": \"float32\"; \"shape\": [], \"data\": [0]}]], | tensor 1",
            })
    void failsOnAnythingWrongInClippedGradients(String right, String wrong, String message) {
        int after = CLIP.indexOf("\"after\"");
        String changed = right.startsWith("[3")
                ? CLIP.substring(0, after) + CLIP.substring(after).replace(right, wrong.replace(';', ','))
                : CLIP.replace(right, wrong);
        assertThatThrownBy(() -> run(changed)).hasMessageContaining(message);
    }
}

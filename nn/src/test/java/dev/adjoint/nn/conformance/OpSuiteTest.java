package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite that cannot fail shows nothing: the same case, right and with one number wrong. */
class OpSuiteTest {
    /** {@code y = k·x·w²} at x = 3, w = 2 with k = 10, upstream u = 5 and v = (7, 11): S = 7·kw²u + 11·2kxwu. */
    private static final String CASE = """
            {"id": "scaled/0", "op": "scaled", "attrs": {"k": 10}, "args": ["x", "w"], "rtol": 0, "atol": 0,
             "inputs": [{"dtype": "float64", "shape": [], "data": [3], "requires_grad": true},
                        {"dtype": "float64", "shape": [], "data": [2], "requires_grad": true}],
             "outputs": [{"dtype": "float64", "shape": [], "data": [120]}],
             "upstream": [{"dtype": "float64", "shape": [], "data": [5]}],
             "grads": [{"dtype": "float64", "shape": [], "data": [200]},
                       {"dtype": "float64", "shape": [], "data": [600]}],
             "v": [{"dtype": "float64", "shape": [], "data": [7]},
                   {"dtype": "float64", "shape": [], "data": [11]}],
             "second": [{"dtype": "float64", "shape": [], "data": [2200]},
                        {"dtype": "float64", "shape": [], "data": [4700]}],
             "second_upstream": [{"dtype": "float64", "shape": [], "data": [1600]}]}
            """;

    private final OpSuite suite = new OpSuite(table());

    private static OpTable table() {
        OpTable table = new OpTable();
        table.add("scaled", (in, at) -> in.x().mul(in.get("w")).mul(in.get("w")).mul(at.number("k")));
        table.addMany(
                "halves", (in, at) -> List.of(in.x().mul(0.5), in.x().detach().mul(0.5)));
        return table;
    }

    @Test
    void passesTheRightCase() {
        // x: ∂S/∂x = v_w·2kwu = 11·2·10·2·5; w: v_x·2kwu + v_w·2kxu = 7·200 + 11·300; u: v_x·kw² + v_w·2kxw.
        assertThatCode(() -> suite.run(read(CASE))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "[120], [121], output 0",
        "[200], [201], grads 0",
        "[600], [601], grads 1",
        "[2200], [2201], second 0",
        "[4700], [4701], second 1",
        "[1600], [1601], second_upstream 0",
        "'\"k\": 10', '\"k\": 9', output 0",
    })
    void failsOnAnyWrongNumber(String right, String wrong, String what) {
        String json = CASE.replace(right, wrong);

        assertThatThrownBy(() -> suite.run(read(json)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(what);
    }

    @Test
    void failsOnAnotherNumberOfOutputs() {
        String json = CASE.replace("\"scaled\"", "\"halves\"");

        assertThatThrownBy(() -> suite.run(read(json))).hasMessageContaining("outputs");
    }

    @Test
    void refusesUnknownOps() {
        Case unknown = read(CASE.replace("\"op\": \"scaled\"", "\"op\": \"other\""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> suite.run(unknown))
                .withMessage("op table: no op other");
    }

    @Test
    void refusesAnOpThatIsThereTwice() {
        OpTable table = table();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.unary("scaled", Tensor::neg))
                .withMessage("op table: scaled is there already");
    }

    private static Case read(String json) {
        try {
            return new Case(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

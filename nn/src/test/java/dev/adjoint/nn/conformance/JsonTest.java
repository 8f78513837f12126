package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void readsFloatsThroughDouble() {
        Tensor tensor = tensor("{'dtype':'float32','shape':[2,2],'data':[0.1,-0.0,'-Infinity',16777217]}");

        assertThat(tensor.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(tensor.toFloatArray()).containsExactly(0.1f, -0f, Float.NEGATIVE_INFINITY, 16777216f);
        assertThat(1 / tensor.get(0, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void readsDoublesWithNanAndInfinity() {
        assertThat(tensor("{'dtype':'float64','shape':[3],'data':['NaN','Infinity',5e-324]}")
                        .toDoubleArray())
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE);
    }

    @Test
    void readsIntegersOfAll64Bits() {
        assertThat(tensor("{'dtype':'int64','shape':[2],'data':[9223372036854775807,-9223372036854775808]}")
                        .toLongArray())
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Test
    void readsTruthValuesScalarsAndEmptyTensors() {
        assertThat(tensor("{'dtype':'bool','shape':[2],'data':[true,false]}").toBooleanArray())
                .containsExactly(true, false);
        assertThat(tensor("{'dtype':'float32','shape':[],'data':[2]}").item()).isEqualTo(2);
        assertThat(tensor("{'dtype':'float64','shape':[2,0],'data':[]}").shape())
                .isEqualTo(Shape.of(2, 0));
    }

    @Test
    void readsNullAsAbsent() {
        assertThat(Json.tensors(json("[null,{'dtype':'int64','shape':[1],'data':[7]}]")))
                .hasSize(2)
                .first()
                .isNull();
    }

    @Test
    void readsAttributesAsListsWhereOneIntegerWillDo() {
        Attributes at = new Attributes(json("{'one':-1,'many':[0,2],'none':null,'far':'Infinity'}"));

        assertThat(at.integers("one")).containsExactly(-1);
        assertThat(at.integers("many")).containsExactly(0, 2);
        assertThat(at.integers("none")).isEmpty();
        assertThat(at.number("far")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(at.has("none")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> at.integer("missing"));
    }

    @Test
    void refusesOtherValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.number(json("'nan'")));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.integer(json("1.5")));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.integer(json("9223372036854775808")));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.flag(json("1")));
        assertThatIllegalArgumentException().isThrownBy(() -> tensor("{'dtype':'float32','shape':[3],'data':[1,2]}"));
        assertThatIllegalArgumentException().isThrownBy(() -> tensor("{'dtype':'float16','shape':[1],'data':[1]}"));
    }

    private static Tensor tensor(String json) {
        return Json.tensor(json(json));
    }

    private static JsonNode json(String json) {
        try {
            return new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

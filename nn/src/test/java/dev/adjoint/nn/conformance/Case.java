package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One case of a file, or one call of a case that is made of calls. */
record Case(JsonNode json) {
    String id() {
        return text("id");
    }

    String text(String name) {
        return json.required(name).asText();
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    JsonNode node(String name) {
        return json.required(name);
    }

    Attributes attrs() {
        return new Attributes(node("attrs"));
    }

    /** Returns the tolerance for floating-point values. */
    Tolerance tolerance() {
        return new Tolerance(Json.number(node("rtol")), Json.number(node("atol")));
    }

    /** Returns the tensors of a list; null for those that the case leaves out. */
    List<@Nullable Tensor> tensors(String name) {
        return Json.tensors(node(name));
    }

    /** Returns the tensors of an object by name, in order. */
    Map<String, Tensor> named(String name) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        node(name).properties().forEach(entry -> tensors.put(entry.getKey(), Json.tensor(entry.getValue())));
        return tensors;
    }

    /** Returns the inputs by the names in {@code args}; those with {@code requires_grad} ask for gradients. */
    Inputs inputs() {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        JsonNode names = node("args");
        JsonNode tensors = node("inputs");
        for (int i = 0; i < names.size(); i++) {
            JsonNode input = tensors.required(i);
            Tensor tensor = Json.tensor(input).requiresGrad(Json.flag(input.required("requires_grad")));
            inputs.put(names.get(i).asText(), tensor);
        }
        return new Inputs(inputs);
    }
}

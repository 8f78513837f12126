package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.DType;

/** The attributes of a case by name. Reading one that is not there is an error. */
record Attributes(JsonNode json) {
    /** Tells whether there is such an attribute and it is not null. */
    boolean has(String name) {
        return json.hasNonNull(name);
    }

    double number(String name) {
        return Json.number(json.required(name));
    }

    int integer(String name) {
        return Math.toIntExact(longInteger(name));
    }

    int integer(String name, int ifAbsent) {
        return has(name) ? integer(name) : ifAbsent;
    }

    long longInteger(String name) {
        return Json.integer(json.required(name));
    }

    boolean flag(String name) {
        return Json.flag(json.required(name));
    }

    String text(String name) {
        return json.required(name).asText();
    }

    /** Returns the type named by {@code dtype}. */
    DType dtype() {
        return Json.dtype(json.required("dtype"));
    }

    /** Reads a list of integers; one integer is a list of one, and null is the empty list. */
    int[] integers(String name) {
        JsonNode node = json.required(name);
        return node.isArray() ? Json.integers(node) : node.isNull() ? new int[0] : new int[] {integer(name)};
    }
}

package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.DType;
import org.jspecify.annotations.Nullable;

/** The attributes of a case by name. Reading one that is not there is an error. */
record Attributes(JsonNode json) {
    /** Tells whether there is such an attribute and it is not null. */
    boolean has(String name) {
        return json.hasNonNull(name);
    }

    double number(String name) {
        return Json.number(json.required(name));
    }

    double number(String name, double ifAbsent) {
        return has(name) ? number(name) : ifAbsent;
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

    boolean flag(String name, boolean ifAbsent) {
        return has(name) ? flag(name) : ifAbsent;
    }

    String text(String name) {
        return json.required(name).asText();
    }

    String text(String name, String ifAbsent) {
        return has(name) ? text(name) : ifAbsent;
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

    /** Reads the number of one dimension from a list, or the one number of all. */
    int side(String name, int dim) {
        int[] sides = integers(name);
        return sides[sides.length == 1 ? 0 : dim];
    }

    /** As {@link #side(String, int)}, where the number may be null. */
    @Nullable
    Integer sideOrNull(String name, int dim) {
        JsonNode sides = json.required(name);
        JsonNode side = sides.isArray() ? sides.required(sides.size() == 1 ? 0 : dim) : sides;
        return side.isNull() ? null : Integer.valueOf(Math.toIntExact(Json.integer(side)));
    }

    int side(String name, int dim, int ifAbsent) {
        return has(name) ? side(name, dim) : ifAbsent;
    }
}

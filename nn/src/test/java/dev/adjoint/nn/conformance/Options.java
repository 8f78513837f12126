package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * Attributes of which a case gives some: all others have PyTorch's defaults, and one that nobody asked for is an error.
 */
final class Options {
    private final JsonNode json;
    private final Set<String> unused = new TreeSet<>();

    Options(JsonNode json) {
        this.json = json;
        json.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                unused.add(entry.getKey());
            }
        });
    }

    /** Tells whether there is such an attribute and it is not null. */
    boolean has(String name) {
        return json.hasNonNull(name);
    }

    JsonNode node(String name) {
        unused.remove(name);
        return json.required(name);
    }

    double number(String name) {
        return Json.number(node(name));
    }

    double number(String name, double ifAbsent) {
        return has(name) ? number(name) : ifAbsent;
    }

    /** Reads a list of numbers; one number is a list of one. */
    double[] numbers(String name, double... ifAbsent) {
        if (!has(name)) {
            return ifAbsent;
        }
        JsonNode node = node(name);
        double[] numbers = new double[node.isArray() ? node.size() : 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Json.number(node.isArray() ? node.get(i) : node);
        }
        return numbers;
    }

    int integer(String name) {
        return Math.toIntExact(Json.integer(node(name)));
    }

    int integer(String name, int ifAbsent) {
        return has(name) ? integer(name) : ifAbsent;
    }

    boolean flag(String name, boolean ifAbsent) {
        return has(name) ? Json.flag(node(name)) : ifAbsent;
    }

    String text(String name, String ifAbsent) {
        return has(name) ? node(name).asText() : ifAbsent;
    }

    /** Allows attributes that make no difference here. */
    void ignore(String... names) {
        unused.removeAll(Set.of(names));
    }

    /** Throws {@link IllegalArgumentException} if there are attributes that were neither asked for nor ignored. */
    void checkAllUsed(String who) {
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(who + ": unknown attributes " + unused);
        }
    }
}

package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and tensors in the JSON of the case files. */
final class Json {
    private Json() {}

    /** Reads a number, or one of the strings {@code NaN}, {@code Infinity} and {@code -Infinity}. */
    static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("number: got " + node);
        };
    }

    /** Reads a whole number of up to 64 bits. */
    static long integer(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new IllegalArgumentException("integer: got " + node);
        }
        return node.longValue();
    }

    /** Reads a truth value. */
    static boolean flag(JsonNode node) {
        if (!node.isBoolean()) {
            throw new IllegalArgumentException("flag: got " + node);
        }
        return node.booleanValue();
    }

    /** Reads a list of whole numbers that fit an {@code int}. */
    static int[] integers(JsonNode list) {
        int[] integers = new int[list.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = Math.toIntExact(integer(list.get(i)));
        }
        return integers;
    }

    /** Reads {@code {"dtype", "shape", "data"}}. */
    static Tensor tensor(JsonNode node) {
        Shape shape = Shape.of(integers(node.required("shape")));
        JsonNode data = node.required("data");
        int n = data.size();
        switch (dtype(node.required("dtype"))) {
            case FLOAT32 -> {
                float[] values = new float[n];
                for (int i = 0; i < n; i++) {
                    values[i] = (float) number(data.get(i));
                }
                return Tensor.wrap(values, shape);
            }
            case FLOAT64 -> {
                double[] values = new double[n];
                for (int i = 0; i < n; i++) {
                    values[i] = number(data.get(i));
                }
                return Tensor.wrap(values, shape);
            }
            case INT64 -> {
                long[] values = new long[n];
                for (int i = 0; i < n; i++) {
                    values[i] = integer(data.get(i));
                }
                return Tensor.wrap(values, shape);
            }
            case BOOL -> {
                boolean[] values = new boolean[n];
                for (int i = 0; i < n; i++) {
                    values[i] = flag(data.get(i));
                }
                return Tensor.wrap(values, shape);
            }
        }
        throw new IllegalArgumentException("tensor: unknown type in " + node);
    }

    /** Reads {@code "float32"} and so on. */
    static DType dtype(JsonNode name) {
        return DType.valueOf(name.asText().toUpperCase(Locale.ROOT));
    }

    /** Reads a list of tensors and nulls. */
    static List<@Nullable Tensor> tensors(JsonNode list) {
        List<@Nullable Tensor> tensors = new ArrayList<>();
        for (JsonNode node : list) {
            tensors.add(node.isNull() ? null : tensor(node));
        }
        return tensors;
    }
}

package dev.adjoint.nn.data;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Numbers the classes 0 to k − 1, from labels to indices and back.
 *
 * <p>{@code encoder.transform(labels).oneHot(encoder.size())} has a 1 in the column of each label's class.
 */
public final class LabelEncoder {
    private static final int MOST_LISTED = 20;

    private final List<String> classes;
    private final Map<String, Integer> indices = new HashMap<>();

    /**
     * Makes an encoder of the given classes in the given order.
     *
     * @throws IllegalArgumentException if a class is there twice
     */
    public LabelEncoder(List<String> classes) {
        this.classes = List.copyOf(classes);
        for (String name : this.classes) {
            if (indices.putIfAbsent(name, indices.size()) != null) {
                throw new IllegalArgumentException("LabelEncoder: the class \"" + name + "\" is there twice");
            }
        }
    }

    /** Returns an encoder of the classes that occur among the labels, in the order of {@link String#compareTo}. */
    public static LabelEncoder fit(Collection<String> labels) {
        return new LabelEncoder(List.copyOf(new TreeSet<>(labels)));
    }

    /** Returns the classes by index. */
    public List<String> classes() {
        return classes;
    }

    /** Returns the number of classes. */
    public int size() {
        return classes.size();
    }

    /**
     * Returns the index of a label's class.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public int index(String label) {
        Integer index = indices.get(label);
        if (index == null) {
            throw new IllegalArgumentException("LabelEncoder: unknown label \"" + label + "\", expected " + known());
        }
        return index;
    }

    private String known() {
        String listed = String.join(", ", classes.subList(0, Math.min(size(), MOST_LISTED)));
        return size() <= MOST_LISTED ? "one of " + listed : "one of " + size() + ": " + listed + ", …";
    }

    /**
     * Returns the index of each label's class, {@code INT64 [n]}.
     *
     * @throws IllegalArgumentException if a label has no class
     */
    public Tensor transform(List<String> labels) {
        long[] encoded = labels.stream().mapToLong(this::index).toArray();
        return Tensor.wrap(encoded, Shape.of(encoded.length));
    }

    /**
     * Returns the label of each index.
     *
     * @param indices {@code INT64}, of any shape, read in row-major order
     * @throws IllegalArgumentException if an index is not in {@code [0, size)} or the type is another
     */
    public List<String> inverseTransform(Tensor indices) {
        return Arrays.stream(indices.toLongArray())
                .mapToObj(index -> classes.get(Indices.checked("LabelEncoder", index, size())))
                .toList();
    }
}

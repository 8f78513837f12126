package dev.adjoint.examples.toys.data;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.data.TensorDataset;
import java.util.Arrays;
import java.util.List;

/**
 * The characters of some words, numbered from 1 in the order of their codes; 0 is the boundary before and after a word.
 */
public final class Alphabet {
    /** The number of the boundary. */
    public static final int BOUNDARY = 0;

    /** The target where there is nothing to learn: the index that cross-entropy ignores. */
    private static final long IGNORED = -100;

    private final String characters;

    /** Makes the alphabet of all characters of the words. */
    public Alphabet(List<String> words) {
        characters = String.join("", words)
                .chars()
                .distinct()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns the number of characters and the boundary. */
    public int size() {
        return characters.length() + 1;
    }

    /** Returns the characters in the order of their numbers, the boundary as a point. */
    public List<String> labels() {
        return List.of(("." + characters).split(""));
    }

    /**
     * Returns the words as examples of what comes next: of {@code ann} the inputs {@code .ann} and the targets
     * {@code ann.}, both {@code [n, longest + 1]}, {@code INT64}. Behind shorter words are boundaries, and targets of
     * −100.
     *
     * @throws IllegalArgumentException if a character is not of this alphabet
     */
    public TensorDataset encode(List<String> words) {
        int columns = words.stream().mapToInt(String::length).max().orElse(0) + 1;
        long[] inputs = new long[words.size() * columns];
        long[] targets = new long[inputs.length];
        Arrays.fill(targets, IGNORED);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int row = i * columns;
            for (int j = 0; j < word.length(); j++) {
                targets[row + j] = number(word.charAt(j));
                inputs[row + j + 1] = targets[row + j];
            }
            targets[row + word.length()] = BOUNDARY;
        }
        Shape shape = Shape.of(words.size(), columns);
        return new TensorDataset(Tensor.wrap(inputs, shape), Tensor.wrap(targets, shape));
    }

    private int number(char c) {
        int index = characters.indexOf(c);
        if (index < 0) {
            throw new IllegalArgumentException("alphabet: expected one of \"" + characters + "\", got '" + c + "'");
        }
        return index + 1;
    }

    /** Returns the characters of the numbers up to the first boundary. */
    public String decode(long... numbers) {
        StringBuilder word = new StringBuilder();
        for (long number : numbers) {
            if (number == BOUNDARY) {
                break;
            }
            word.append(characters.charAt((int) number - 1));
        }
        return word.toString();
    }
}

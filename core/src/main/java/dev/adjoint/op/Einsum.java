package dev.adjoint.op;

import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sums of products by Einstein's convention: {@code "ij,jk->ik"} is the matrix product.
 *
 * <p>Labels are letters; one that appears in several operands is matched, one that is missing on the right is summed; a
 * label twice in one operand takes its diagonal; {@code ...} stands for leading dimensions that broadcast. Without
 * {@code ->} the result has the labels that appear once, in alphabetical order. Operands are contracted from left to
 * right, each pair as one batched matrix product.
 */
public final class Einsum {
    private final String equation;
    private final List<String> operands = new ArrayList<>();
    private final String output;

    private Einsum(String equation, Tensor... tensors) {
        this.equation = equation;
        String text = equation.replace(" ", "");
        int arrow = text.indexOf("->");
        String[] terms = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
        if (terms.length != tensors.length) {
            throw error("names " + terms.length + " operands, got " + tensors.length);
        }
        int dots = 0;
        for (int i = 0; i < terms.length; i++) {
            dots = Math.max(
                    dots, tensors[i].rank() - terms[i].replace("...", "").length());
        }
        for (int i = 0; i < terms.length; i++) {
            operands.add(expand(
                    terms[i], tensors[i].rank() - terms[i].replace("...", "").length()));
            checkLabels(operands.get(i), tensors[i]);
        }
        output = arrow >= 0 ? expand(text.substring(arrow + 2), dots) : implicit(dots);
        for (int i = 0; i < output.length(); i++) {
            char label = output.charAt(i);
            if (operands.stream().noneMatch(operand -> operand.indexOf(label) >= 0)) {
                throw error("has the label " + label + " on the right alone");
            }
        }
    }

    /** Replaces the dots by labels 0, 1, …, the last dimension being 0. */
    private static String expand(String term, int dots) {
        StringBuilder labels = new StringBuilder();
        for (int i = dots - 1; i >= 0; i--) {
            labels.append((char) ('0' + i));
        }
        return term.replace("...", labels);
    }

    private void checkLabels(String term, Tensor tensor) {
        if (term.length() != tensor.rank()) {
            throw error("gives " + term.length() + " labels to an operand of shape " + tensor.shape());
        }
        for (int i = 0; i < term.length(); i++) {
            char label = term.charAt(i);
            if (!Character.isLetterOrDigit(label)) {
                throw error("has the label '" + label + "', which is no letter");
            }
        }
    }

    private String implicit(int dots) {
        String all = String.join("", operands);
        StringBuilder once = new StringBuilder(expand("...", dots));
        all.chars()
                .filter(label -> Character.isLetter(label) && all.indexOf(label) == all.lastIndexOf(label))
                .sorted()
                .forEach(label -> once.append((char) label));
        return once.toString();
    }

    private IllegalArgumentException error(String problem) {
        return new IllegalArgumentException("einsum: the equation \"" + equation + "\" " + problem);
    }

    /** Implements {@link Tensor#einsum}. */
    public static Tensor einsum(String equation, Tensor... tensors) {
        if (tensors.length == 0) {
            throw new IllegalArgumentException("einsum: takes at least 1 tensor");
        }
        return new Einsum(equation, tensors).evaluate(tensors);
    }

    private Tensor evaluate(Tensor... tensors) {
        Term result = Term.of(operands.get(0), tensors[0]);
        for (int i = 1; i < tensors.length; i++) {
            result = contract(result, Term.of(operands.get(i), tensors[i]), neededAfter(i));
        }
        return result.sumAllBut(output).ordered(output);
    }

    /** Returns the labels that the result and the operands behind number i use. */
    private String neededAfter(int i) {
        return output + String.join("", operands.subList(i + 1, operands.size()));
    }

    /** Multiplies two terms and sums over the labels that nothing else needs. */
    private Term contract(Term a, Term b, String needed) {
        Term left = a.sumAllBut(needed + b.labels);
        Term right = b.sumAllBut(needed + a.labels);
        StringBuilder batch = new StringBuilder();
        StringBuilder summed = new StringBuilder();
        StringBuilder rows = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        for (char label : left.labels.toCharArray()) {
            boolean shared = right.labels.indexOf(label) >= 0;
            (shared ? needed.indexOf(label) >= 0 ? batch : summed : rows).append(label);
            if (shared) {
                checkSizes(label, left.size(label), right.size(label));
            }
        }
        for (char label : right.labels.toCharArray()) {
            if (left.labels.indexOf(label) < 0) {
                columns.append(label);
            }
        }
        List<Integer> dims = new ArrayList<>();
        for (char label : batch.toString().toCharArray()) {
            dims.add(Math.max(left.size(label), right.size(label)) * Math.min(1, left.size(label) * right.size(label)));
        }
        Tensor x = left.grouped(dims, batch, rows, summed, right);
        Tensor y = right.grouped(dims, batch, summed, columns, left);
        rows.toString().chars().forEach(label -> dims.add(left.size((char) label)));
        columns.toString().chars().forEach(label -> dims.add(right.size((char) label)));
        Tensor product = x.matmul(y);
        return new Term(
                batch.toString() + rows + columns,
                product.reshape(dims.stream().mapToInt(Integer::intValue).toArray()));
    }

    private void checkSizes(char label, int left, int right) {
        if (left != right && left != 1 && right != 1) {
            throw error("gives the label " + label + " to dimensions of sizes " + left + " and " + right);
        }
    }

    /** A tensor with a label for each dimension, each label once. */
    private record Term(String labels, Tensor tensor) {
        /** Takes the diagonal of labels that are repeated. */
        static Term of(String labels, Tensor tensor) {
            for (int i = 0; i < labels.length(); i++) {
                int j = labels.indexOf(labels.charAt(i), i + 1);
                if (j >= 0) {
                    String rest = new StringBuilder(labels)
                            .deleteCharAt(j)
                            .deleteCharAt(i)
                            .append(labels.charAt(i))
                            .toString();
                    return of(rest, tensor.diagonal(0, i, j));
                }
            }
            return new Term(labels, tensor);
        }

        int size(char label) {
            return tensor.size(labels.indexOf(label));
        }

        Term sumAllBut(String kept) {
            Set<Integer> dims = new LinkedHashSet<>();
            StringBuilder left = new StringBuilder();
            for (int i = 0; i < labels.length(); i++) {
                if (kept.indexOf(labels.charAt(i)) < 0) {
                    dims.add(i);
                } else {
                    left.append(labels.charAt(i));
                }
            }
            int[] over = dims.stream().mapToInt(Integer::intValue).toArray();
            return over.length == 0 ? this : new Term(left.toString(), tensor.sum(over));
        }

        Tensor ordered(String wanted) {
            return tensor.permute(wanted.chars().map(labels::indexOf).toArray());
        }

        /** Returns {@code [batch…, first, second]}, the labels of each group joined to one dimension. */
        Tensor grouped(
                List<Integer> batchDims, CharSequence batch, CharSequence first, CharSequence second, Term other) {
            Tensor ordered = ordered(batch.toString() + first + second);
            int[] full = new int[ordered.rank()];
            int[] joined = new int[batchDims.size() + 2];
            for (int i = 0; i < full.length; i++) {
                char label = (batch.toString() + first + second).charAt(i);
                boolean shared = other.labels.indexOf(label) >= 0;
                full[i] = shared && ordered.size(i) == 1 ? other.size(label) : ordered.size(i);
            }
            joined[batchDims.size()] = 1;
            joined[batchDims.size() + 1] = 1;
            for (int i = 0; i < full.length; i++) {
                if (i < batchDims.size()) {
                    joined[i] = full[i];
                } else {
                    joined[batchDims.size() + (i < batchDims.size() + first.length() ? 0 : 1)] *= full[i];
                }
            }
            return ordered.expand(full).reshape(joined);
        }
    }
}

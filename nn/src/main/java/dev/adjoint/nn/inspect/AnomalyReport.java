package dev.adjoint.nn.inspect;

import dev.adjoint.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a NaN or an infinity came from.
 *
 * @param op the name of the op
 * @param backward whether its backward rule made it, and not the op itself
 * @param tensor what is not finite: {@code output}, {@code input 1} if that was so when the op got it, {@code gradient
 *     of input 1}, {@code upstream gradient}
 * @param shape the shape of that tensor
 * @param nans how many elements of it are NaN
 * @param infinities how many are infinite
 * @param line the line of the program that applied the op, the innermost outside of this library; null if there is
 *     none, or the op was applied before anyone watched
 * @param module the path of the innermost module that applied it with its kind, {@code encoder.0 (Linear)}; null
 *     outside of all
 * @param operands what the op got, a line each
 */
public record AnomalyReport(
        String op,
        boolean backward,
        String tensor,
        Shape shape,
        int nans,
        int infinities,
        @Nullable StackTraceElement line,
        @Nullable String module,
        List<String> operands) {
    private static final String INDENT = "\n    ";

    /** Returns the report, a fact a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(op)
                .append(backward ? ", backward: the " : ", forward: the ")
                .append(tensor)
                .append(' ')
                .append(shape)
                .append(" has ")
                .append(Figures.bad(nans, infinities, shape.size()));
        text.append(INDENT).append("line      ").append(line == null ? "unknown" : line);
        text.append(INDENT).append("module    ").append(module == null ? "none" : module);
        operands.forEach(operand -> text.append(INDENT).append(operand));
        return text.toString();
    }
}

package dev.adjoint.nn.inspect;

/**
 * Something that looks ill in a training.
 *
 * @param severity how sure it is that the training suffers
 * @param title what it is
 * @param where the modules or parameters, by their paths
 * @param measured what was measured
 * @param advice what to do
 */
public record Finding(Severity severity, String title, String where, String measured, String advice) {
    private static final int WIDTH = 80;
    private static final String INDENT = "    ";

    /** How sure it is that the training suffers. */
    public enum Severity {
        /** It may be meant to be so. */
        WARNING,
        /** It cannot be meant to be so. */
        ERROR
    }

    /** Returns a line for what and where, and below it what was measured and what to do, 80 characters wide. */
    @Override
    public String toString() {
        String name = severity == Severity.ERROR ? "error" : "warning";
        StringBuilder text = new StringBuilder();
        wrap(name + ": " + title + (where.isEmpty() ? "" : ": " + where), "", text);
        wrap(measured, INDENT, text.append('\n'));
        wrap("-> " + advice, INDENT, text.append('\n'));
        return text.toString();
    }

    private static void wrap(String words, String indent, StringBuilder text) {
        int column = indent.length();
        text.append(indent);
        String space = "";
        for (String word : words.split(" ", -1)) {
            if (column + space.length() + word.length() > WIDTH) {
                text.append('\n').append(INDENT);
                column = INDENT.length();
                space = "";
            }
            text.append(space).append(word);
            column += space.length() + word.length();
            space = " ";
        }
    }
}

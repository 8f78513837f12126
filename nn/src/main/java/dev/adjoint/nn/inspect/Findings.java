package dev.adjoint.nn.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What was found so far, each once. */
final class Findings {
    private static final int NAMED = 3;

    private final List<Finding> all = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Consumer<Finding> listener;

    Findings(Consumer<Finding> listener) {
        this.listener = listener;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    void error(String title, String where, String measured, String advice) {
        add(new Finding(Finding.Severity.ERROR, title, where, measured, advice));
    }

    void warning(String title, String where, String measured, String advice) {
        add(new Finding(Finding.Severity.WARNING, title, where, measured, advice));
    }

    private void add(Finding finding) {
        if (known.add(finding.title() + '\n' + finding.where())) {
            all.add(finding);
            listener.accept(finding);
        }
    }

    /** Returns the first few names and how many there are more. */
    static String some(List<String> names) {
        return names.size() <= NAMED + 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }
}

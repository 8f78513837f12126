package dev.adjoint.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Modules in a list, named {@code 0}, {@code 1}, and so on, for a module that calls them in its own way.
 *
 * @param <M> what they are
 */
public final class ModuleList<M extends Module> extends Module implements Iterable<M> {
    private final List<M> modules = new ArrayList<>();

    /** Makes a list of modules; {@link #append} adds more. */
    @SafeVarargs
    public ModuleList(M... modules) {
        for (M module : modules) {
            append(module);
        }
    }

    /** Adds a module at the end and returns it. */
    public M append(M module) {
        child(Integer.toString(modules.size()), module);
        modules.add(module);
        return module;
    }

    /**
     * Returns the module at a place.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public M get(int i) {
        return modules.get(i);
    }

    /** Returns the number of modules. */
    public int size() {
        return modules.size();
    }

    @Override
    public Iterator<M> iterator() {
        return Collections.unmodifiableList(modules).iterator();
    }

    /** Joins neighbours that print alike: {@code (0-2): 3 x Tanh()}. */
    @Override
    Map<String, String> printedChildren() {
        Map<String, String> joined = new LinkedHashMap<>();
        int from = 0;
        for (int to = 1; to <= modules.size(); to++) {
            String text = modules.get(from).toString();
            if (to == modules.size() || !modules.get(to).toString().equals(text)) {
                int count = to - from;
                joined.put(count == 1 ? "" + from : from + "-" + (to - 1), count == 1 ? text : count + " x " + text);
                from = to;
            }
        }
        return joined;
    }
}

package dev.adjoint.nn;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Labels for places within a network: the path and kind of the innermost module, {@code 2.inner Linear}.
 *
 * <pre>{@code
 * Profiler profiler = new Profiler(new ModuleLabels(net));
 * }</pre>
 *
 * <p>The root has no path, {@code Sequential}, and neither have modules of other networks; a place within the innermost
 * module that is none itself, text for instance, comes after a colon. What is in no place is {@code (outside)}. A
 * module that is used under several paths has the label of the first.
 */
public final class ModuleLabels implements Function<List<Object>, String> {
    private static final String OUTSIDE = "(outside)";

    private final IdentityHashMap<Module, String> labels = new IdentityHashMap<>();

    /** Takes the network whose modules get paths, those that it has now. */
    public ModuleLabels(Module root) {
        add("", root);
    }

    private void add(String path, Module module) {
        if (labels.putIfAbsent(module, path.isEmpty() ? module.kind() : path + " " + module.kind()) == null) {
            module.children().forEach((name, child) -> add(path.isEmpty() ? name : path + "." + name, child));
        }
    }

    /** Returns the label for places, the outermost first. */
    @Override
    public String apply(List<Object> places) {
        String within = "";
        for (int i = places.size() - 1; i >= 0; i--) {
            Object place = places.get(i);
            if (place instanceof Module module) {
                return labels.getOrDefault(module, module.kind()) + (within.isEmpty() ? "" : ": " + within);
            }
            within = within.isEmpty() ? place.toString() : place + ": " + within;
        }
        return within.isEmpty() ? OUTSIDE : within;
    }
}

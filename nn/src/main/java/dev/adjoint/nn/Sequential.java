package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.Iterator;
import java.util.List;

/** Modules run one after the other, named {@code 0}, {@code 1}, and so on. */
public final class Sequential extends Module implements Iterable<Module> {
    private final List<Module> modules;

    /** Makes the chain; without modules it returns its input. */
    public Sequential(Module... modules) {
        this.modules = List.of(modules);
        for (int i = 0; i < modules.length; i++) {
            child(Integer.toString(i), modules[i]);
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = x;
        for (Module module : modules) {
            y = module.forward(y);
        }
        return y;
    }

    /**
     * Returns the module at a place.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Module get(int i) {
        return modules.get(i);
    }

    /** Returns the number of modules. */
    public int size() {
        return modules.size();
    }

    @Override
    public Iterator<Module> iterator() {
        return modules.iterator();
    }
}

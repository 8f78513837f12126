package dev.adjoint.nn;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.StateDicts;
import dev.adjoint.nn.io.Safetensors;
import dev.adjoint.nn.io.Stateful;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer or network: parameters, buffers and child modules, all registered by name, and a function of tensors.
 *
 * <p>A subclass registers in its constructor and keeps what {@link #parameter}, {@link #buffer} and {@link #child}
 * return. One that makes a tensor of a tensor extends {@link Layer}; others have methods of their own to be called by.
 *
 * <p>Names of nested tensors are joined by dots, {@code 0.weight}, as in PyTorch's state dicts. The name hides
 * {@link java.lang.Module}: import this class by its name, not through {@code dev.adjoint.nn.*}.
 */
public abstract class Module implements Stateful {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Map<String, Module> children = new LinkedHashMap<>();
    private boolean training = true;

    /** Null as long as nobody registers one. */
    @Nullable
    Hooks hooks;

    /** For subclasses. */
    protected Module() {}

    // ---- Registration ----

    /**
     * Registers a leaf that is learned, asks for its gradients and returns it.
     *
     * @throws IllegalArgumentException if the name is taken, empty or has a dot, or the type carries no gradients
     * @throws IllegalStateException if an op made the tensor
     */
    protected final Tensor parameter(String name, Tensor value) {
        checkName(name);
        parameters.put(name, value.requiresGrad(true));
        return value;
    }

    /**
     * Registers a tensor that belongs to the state but is not learned, a running mean for instance, and returns it.
     *
     * @throws IllegalArgumentException if the name is taken, empty or has a dot
     */
    protected final Tensor buffer(String name, Tensor value) {
        checkName(name);
        buffers.put(name, value);
        return value;
    }

    /**
     * Registers a module that this one uses and returns it.
     *
     * @throws IllegalArgumentException if the name is taken, empty or has a dot, or the child contains this module
     */
    protected final <M extends Module> M child(String name, M module) {
        checkName(name);
        if (module.modules().contains(this)) {
            throw new IllegalArgumentException(
                    kind() + ": child " + name + " contains the module it would be a child of");
        }
        children.put(name, module);
        return module;
    }

    private void checkName(String name) {
        if (name.isEmpty() || name.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    kind() + ": a name must not be empty nor contain a dot, got \"" + name + "\"");
        }
        if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
            throw new IllegalArgumentException(kind() + ": the name \"" + name + "\" is taken");
        }
    }

    // ---- What is in it ----

    /** Returns all parameters, those of children included, each once. */
    public final List<Tensor> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /**
     * Returns all parameters by name, own ones first, then those of each child; one shared by two modules appears once.
     */
    public final Map<String, Tensor> namedParameters() {
        return named(module -> module.parameters);
    }

    /** Returns all buffers by name, in the order of {@link #namedParameters}. */
    public final Map<String, Tensor> namedBuffers() {
        return named(module -> module.buffers);
    }

    private Map<String, Tensor> named(Function<Module, Map<String, Tensor>> own) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        collect("", own, all, identitySet(), identitySet());
        return Collections.unmodifiableMap(all);
    }

    private void collect(
            String prefix,
            Function<Module, Map<String, Tensor>> own,
            Map<String, Tensor> all,
            Set<Tensor> seen,
            Set<Module> visited) {
        if (!visited.add(this)) {
            return;
        }
        own.apply(this).forEach((name, tensor) -> {
            if (seen.add(tensor)) {
                all.put(prefix + name, tensor);
            }
        });
        children.forEach((name, child) -> child.collect(prefix + name + ".", own, all, seen, visited));
    }

    /** Returns the direct children by name, in the order of registration. */
    public final Map<String, Module> children() {
        return Collections.unmodifiableMap(children);
    }

    /** Returns this module and all below it, each once. */
    public final Collection<Module> modules() {
        Set<Module> visited = identitySet();
        List<Module> all = new ArrayList<>();
        addModules(visited, all);
        return all;
    }

    /**
     * Returns this module, under an empty name, and all below it, each once, by the names that lead to them,
     * {@code encoder.0}; a module before its children.
     */
    public final Map<String, Module> namedModules() {
        Map<String, Module> all = new LinkedHashMap<>();
        addNamed("", identitySet(), all);
        return Collections.unmodifiableMap(all);
    }

    private void addNamed(String path, Set<Module> visited, Map<String, Module> all) {
        if (visited.add(this)) {
            all.put(path, this);
            children.forEach((name, child) -> child.addNamed(path.isEmpty() ? name : path + "." + name, visited, all));
        }
    }

    private void addModules(Set<Module> visited, List<Module> all) {
        if (visited.add(this)) {
            all.add(this);
            children.values().forEach(child -> child.addModules(visited, all));
        }
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    // ---- Calls ----

    /** Calls a hook with each output of this module, until the handle is closed. */
    public final ModuleHook registerForwardHook(ForwardHook hook) {
        return ownHooks().add(hook);
    }

    /** Calls a hook with the gradient of each output of this module, until the handle is closed. */
    public final ModuleHook registerBackwardHook(BackwardHook hook) {
        return ownHooks().add(hook);
    }

    private Hooks ownHooks() {
        Hooks own = hooks == null ? new Hooks() : hooks;
        hooks = own;
        return own;
    }

    /**
     * Shows an output to the hooks, if there are any, and returns the one to go on with: the last step of every method
     * that a module is called by. {@link Layer#apply} does this for layers.
     */
    protected final Tensor observed(Tensor output, Tensor... inputs) {
        return hooks == null ? output : hooks.called(this, List.of(inputs), output);
    }

    /** Runs a method that the module is called by, so that listeners see that it is in this module. */
    protected final <T> T within(Supplier<T> call) {
        if (!Autograd.isWatched()) {
            return call.get();
        }
        try (Autograd.Place place = Autograd.enter(this)) {
            return call.get();
        }
    }

    // ---- Mode and gradients ----

    /** Tells whether the module is in training mode, as it is at first. */
    public final boolean isTraining() {
        return training;
    }

    /** Puts this module and all below it in training mode: {@link Dropout} drops. */
    public final void train() {
        setTraining(true);
    }

    /** Puts this module and all below it in evaluation mode: {@link Dropout} does nothing. */
    public final void eval() {
        setTraining(false);
    }

    private void setTraining(boolean mode) {
        modules().forEach(module -> module.setOwnMode(mode));
    }

    /** Sets the mode of this module and leaves those below it. */
    final void setOwnMode(boolean mode) {
        training = mode;
    }

    /** Resets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters().forEach(Tensor::zeroGrad);
    }

    // ---- State ----

    /**
     * Returns parameters and buffers by name, each module's parameters before its buffers, as PyTorch's state dict; the
     * tensors share their elements with the module and carry no gradients. One shared by two modules stands under both
     * names.
     */
    @Override
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        addState("", state);
        return state;
    }

    private void addState(String prefix, Map<String, Tensor> state) {
        parameters.forEach((name, tensor) -> state.put(prefix + name, tensor.detach()));
        buffers.forEach((name, tensor) -> state.put(prefix + name, tensor.detach()));
        children.forEach((name, child) -> child.addState(prefix + name + ".", state));
    }

    @Override
    public final void loadStateDict(Map<String, Tensor> state) {
        StateDicts.load(kind(), stateDict(), state);
    }

    /**
     * Writes the {@link #stateDict} to a safetensors file, which is replaced as a whole.
     *
     * @throws IOException if it cannot be written
     */
    public final void save(Path file) throws IOException {
        Safetensors.write(file, stateDict());
    }

    /**
     * Reads the state from a safetensors file, one that {@link #save} or PyTorch's {@code save_file(state_dict)} wrote.
     *
     * @throws IOException if it cannot be read or is no safetensors file
     * @throws IllegalArgumentException as {@link #loadStateDict} does
     */
    public final void load(Path file) throws IOException {
        loadStateDict(Safetensors.read(file).tensors());
    }

    // ---- Printing ----

    /** Returns the name printed for this kind of module: by default that of the class. */
    protected String kind() {
        return getClass().getSimpleName();
    }

    /** Returns what is printed in the parentheses before the children, {@code in_features=2, …}; by default nothing. */
    protected String settings() {
        return "";
    }

    /** Returns the tree of modules as PyTorch prints it. */
    @Override
    public final String toString() {
        if (children.isEmpty()) {
            return kind() + "(" + settings() + ")";
        }
        StringBuilder text = new StringBuilder(kind()).append("(\n");
        if (!settings().isEmpty()) {
            text.append("  ").append(settings()).append('\n');
        }
        printedChildren()
                .forEach((name, child) -> text.append("  (")
                        .append(name)
                        .append("): ")
                        .append(child.replace("\n", "\n  "))
                        .append('\n'));
        return text.append(')').toString();
    }

    /** Returns how the children print, by what stands before them. */
    Map<String, String> printedChildren() {
        Map<String, String> printed = new LinkedHashMap<>();
        children.forEach((name, child) -> printed.put(name, child.toString()));
        return printed;
    }
}

package dev.adjoint;

import java.util.ArrayList;
import java.util.List;

/** The hooks of one tensor, in the order of their registration. */
final class TensorHooks {
    private final List<HookHandle> handles = new ArrayList<>();

    HookHandle add(GradientHook hook) {
        HookHandle handle = new HookHandle(this, hook);
        handles.add(handle);
        return handle;
    }

    void remove(HookHandle handle) {
        handles.remove(handle);
    }

    boolean isEmpty() {
        return handles.isEmpty();
    }

    /** Returns the gradient of a tensor as the hooks leave it. */
    Tensor call(Tensor tensor, Tensor gradient) {
        Tensor current = gradient;
        for (HookHandle handle : List.copyOf(handles)) {
            int version = current.storage().version();
            Tensor replacement = handle.hook().apply(current);
            if (current.storage().version() != version) {
                throw new IllegalStateException("hook: the gradient of " + name(tensor)
                        + " was changed in place, whose elements others may share; return a new tensor instead");
            }
            current = replacement == null ? current : checked(tensor, replacement);
        }
        return current;
    }

    private static Tensor checked(Tensor tensor, Tensor replacement) {
        if (!replacement.shape().equals(tensor.shape()) || replacement.dtype() != tensor.dtype()) {
            throw new IllegalStateException("hook: the gradient of " + name(tensor) + " must have its shape and type "
                    + tensor.dtype() + ", the hook returned " + replacement.shape() + " and " + replacement.dtype());
        }
        return replacement;
    }

    /** Returns what a tensor is called in messages. */
    static String name(Tensor tensor) {
        Op op = tensor.op();
        return op == null
                ? "the leaf of shape " + tensor.shape()
                : "the result of " + op.name() + " of shape " + tensor.shape();
    }
}

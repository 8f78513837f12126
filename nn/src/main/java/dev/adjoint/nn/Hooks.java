package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.UnaryOp;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The hooks of one module, called in the order in which they were registered. */
final class Hooks {
    private final List<Entry<ForwardHook>> forward = new CopyOnWriteArrayList<>();
    private final List<Entry<BackwardHook>> backward = new CopyOnWriteArrayList<>();

    /** A place in a list: one hook may be registered twice. */
    private static final class Entry<H> implements ModuleHook {
        private final List<Entry<H>> list;
        private final H hook;

        Entry(List<Entry<H>> list, H hook) {
            this.list = list;
            this.hook = hook;
            list.add(this);
        }

        @Override
        public void close() {
            list.remove(this);
        }
    }

    ModuleHook add(ForwardHook hook) {
        return new Entry<>(forward, hook);
    }

    ModuleHook add(BackwardHook hook) {
        return new Entry<>(backward, hook);
    }

    /** Shows an output to the hooks and returns the one to go on with. */
    Tensor called(Module module, List<Tensor> inputs, Tensor output) {
        Tensor y = output;
        for (Entry<ForwardHook> entry : forward) {
            y = entry.hook.afterForward(module, inputs, y);
        }
        return backward.isEmpty() || !y.requiresGrad() ? y : new BackwardHookOp(module).apply(y);
    }

    /** {@code y = x}, whose gradient passes through the hooks. */
    private final class BackwardHookOp extends UnaryOp {
        private final Module module;

        BackwardHookOp(Module module) {
            this.module = module;
        }

        @Override
        public Tensor forward(Tensor x) {
            return x.view(x.layout());
        }

        @Override
        protected boolean isElementwise() {
            return true;
        }

        @Override
        public Tensor backward(Tensor upstream) {
            Tensor gradient = upstream;
            for (Entry<BackwardHook> entry : backward) {
                gradient = entry.hook.onGradient(module, gradient);
            }
            if (!gradient.shape().equals(upstream.shape()) || gradient.dtype() != upstream.dtype()) {
                throw new IllegalStateException(module.kind() + ": a backward hook returned a gradient of shape "
                        + gradient.shape() + " and type " + gradient.dtype() + ", the output has " + upstream.shape()
                        + " and " + upstream.dtype());
            }
            return gradient;
        }
    }
}

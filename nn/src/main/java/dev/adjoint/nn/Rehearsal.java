package dev.adjoint.nn;

import dev.adjoint.Autograd;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.IdentityHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which the modules of a network are in evaluation mode and observed, without their hooks; at its
 * end their modes, hooks and buffers and the thread's default random stream are again what they were.
 */
final class Rehearsal implements AutoCloseable {
    private final IdentityHashMap<Module, Before> modules = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, Tensor> buffers = new IdentityHashMap<>();
    private final Rng rng = Rng.current();
    private final long[] stream = rng.state();

    private record Before(boolean training, @Nullable Hooks hooks) {}

    Rehearsal(Module root, BiConsumer<Module, Tensor> observer) {
        root.namedBuffers().values().forEach(buffer -> buffers.put(buffer, buffer.copy()));
        root.modules().forEach(module -> {
            modules.put(module, new Before(module.isTraining(), module.hooks));
            module.hooks = new Hooks();
            module.registerForwardHook((called, inputs, output) -> {
                observer.accept(called, output);
                return output;
            });
        });
        root.eval();
    }

    @Override
    public void close() {
        modules.forEach((module, before) -> {
            module.setOwnMode(before.training);
            module.hooks = before.hooks;
        });
        try (Autograd.Scope scope = Autograd.noGrad()) {
            buffers.forEach((buffer, before) -> {
                if (!buffer.bitEquals(before)) { // a copy would make graphs that saved the buffer invalid
                    buffer.copyFrom(before);
                }
            });
        }
        rng.restore(stream);
    }
}

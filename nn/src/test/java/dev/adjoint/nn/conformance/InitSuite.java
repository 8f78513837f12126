package dev.adjoint.nn.conformance;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Module;

/** {@code init.json}: the parameters of layers as they are built, and the stream used up to the same point. */
final class InitSuite implements Suite {
    private static final Tolerance EXACT = new Tolerance(0, 0);

    private final ModuleTable modules;

    InitSuite(ModuleTable modules) {
        this.modules = modules;
    }

    @Override
    public boolean covers(Case one) {
        return one.has("module") && modules.has(one.text("module"));
    }

    @Override
    public void run(Case one) {
        Rng rng = Rng.seed(Json.integer(one.node("seed")));
        Module module = modules.build(one.text("module"), one.attrs(), rng, Json.dtype(one.node("dtype")))
                .module();
        one.tolerance().check("parameter", module.namedParameters(), one.named("params"));
        EXACT.check("next_rand", Tensor.rand(rng, DType.FLOAT32, 2), Json.tensor(one.node("next_rand")));
    }
}

package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code modules.json}: outputs of a module with a given state, the gradients of its inputs and parameters for upstream
 * gradients fed in together, and its buffers after the forward pass.
 */
final class ModuleSuite implements Suite {
    private final ModuleTable table;

    ModuleSuite(ModuleTable table) {
        this.table = table;
    }

    @Override
    public void run(Case one) {
        List<@Nullable Tensor> expected = one.tensors("outputs");
        ModuleTable.Callable<?> callable = table.build(
                one.text("module"),
                one.attrs(),
                Rng.current(),
                Json.dtype(one.node("outputs").required(0).required("dtype")));
        Module module = callable.module();
        module.loadStateDict(one.named("state"));
        Attributes call = new Attributes(one.node("call"));
        if (call.text("mode").equals("eval")) {
            module.eval();
        }

        Inputs inputs = one.inputs();
        List<Tensor> outputs = callable.outputs(inputs, call);
        assertThat(outputs).as("outputs").hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Tensor want = expected.get(i);
            if (want != null) {
                one.tolerance().check("output " + i, outputs.get(i), want);
            }
        }
        if (one.has("state_after")) {
            one.tolerance().check("state_after", module.namedBuffers(), one.named("state_after"));
        }
        checkGradients(one, module, inputs, outputs);
    }

    private static void checkGradients(Case one, Module module, Inputs inputs, List<Tensor> outputs) {
        List<Tensor> wanted = new ArrayList<>(inputs.all());
        Map<String, Tensor> parameters = module.namedParameters();
        wanted.addAll(parameters.values());
        List<@Nullable Tensor> gradients = OpSuite.gradients(outputs, wanted, one.tensors("upstream"), false);

        int next = 0;
        for (Tensor want : one.tensors("input_grads")) {
            one.tolerance().checkGradient("input_grads " + next, gradients.get(next), want);
            next++;
        }
        JsonNode grads = one.node("grads");
        assertThat(grads.size()).as("number of parameters").isEqualTo(parameters.size());
        for (String name : parameters.keySet()) {
            JsonNode want = grads.required(name);
            one.tolerance()
                    .checkGradient("grads " + name, gradients.get(next++), want.isNull() ? null : Json.tensor(want));
        }
    }
}

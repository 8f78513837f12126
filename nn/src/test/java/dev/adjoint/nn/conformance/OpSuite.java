package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.GraphOption;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ops.json}, {@code losses.json} and {@code second_order.json}: outputs, the gradients of the inputs for
 * upstream gradients fed in together, and for cases with {@code v} the gradients of {@code S = Σ_i Σ grads_i · v_i}.
 */
final class OpSuite implements Suite {
    private final OpTable table;

    OpSuite(OpTable table) {
        this.table = table;
    }

    @Override
    public void run(Case one) {
        Inputs inputs = one.inputs();
        List<Tensor> outputs = table.compute(one.text("op"), inputs, one.attrs());
        List<@Nullable Tensor> expected = one.tensors("outputs");
        assertThat(outputs).as("outputs").hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Tensor want = expected.get(i);
            if (want != null) {
                one.tolerance().check("output " + i, outputs.get(i), want);
            }
        }

        boolean twice = one.has("v");
        List<@Nullable Tensor> upstreams = one.tensors("upstream");
        if (twice) {
            upstreams.forEach(upstream -> {
                if (upstream != null) {
                    upstream.requiresGrad(true);
                }
            });
        }
        List<@Nullable Tensor> gradients = gradients(outputs, inputs.all(), upstreams, twice);
        checkGradients(one, "grads", gradients);
        if (twice) {
            Tensor sum = weightedSum(gradients, one.tensors("v"));
            checkGradients(one, "second", gradientsOf(sum, inputs.all()));
            checkGradients(one, "second_upstream", gradientsOf(sum, upstreams));
        }
    }

    private static void checkGradients(Case one, String name, List<@Nullable Tensor> got) {
        List<@Nullable Tensor> want = one.tensors(name);
        assertThat(got).as(name).hasSameSizeAs(want);
        for (int i = 0; i < want.size(); i++) {
            one.tolerance().checkGradient(name + " " + i, got.get(i), want.get(i));
        }
    }

    /** Returns the gradient of each input, null where none is asked or the input has no influence. */
    static List<@Nullable Tensor> gradients(
            List<Tensor> outputs, List<Tensor> inputs, List<@Nullable Tensor> upstreams, boolean createGraph) {
        List<Tensor> roots = new ArrayList<>();
        List<Tensor> rootUpstreams = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor upstream = upstreams.get(i);
            if (upstream != null) {
                roots.add(outputs.get(i));
                rootUpstreams.add(upstream);
            }
        }
        GraphOption[] options = createGraph
                ? new GraphOption[] {GraphOption.ALLOW_UNUSED, GraphOption.CREATE_GRAPH}
                : new GraphOption[] {GraphOption.ALLOW_UNUSED};
        return spread(inputs, wanted -> Autograd.grad(roots, wanted, rootUpstreams, options));
    }

    /** Returns the gradient of a sum by each tensor, null where none is asked or the tensor has no influence. */
    private static List<@Nullable Tensor> gradientsOf(@Nullable Tensor sum, List<? extends @Nullable Tensor> tensors) {
        return spread(
                tensors,
                wanted -> sum == null
                        ? Collections.nCopies(wanted.size(), null)
                        : Autograd.grad(
                                List.of(sum),
                                wanted,
                                List.of(Tensor.ones(sum.dtype())),
                                GraphOption.ALLOW_UNUSED,
                                GraphOption.RETAIN_GRAPH));
    }

    private interface Gradients {
        List<? extends @Nullable Tensor> of(List<Tensor> wanted);
    }

    /** Asks for the gradients of the tensors that require them, and puts null in the places of the others. */
    private static List<@Nullable Tensor> spread(List<? extends @Nullable Tensor> tensors, Gradients gradients) {
        List<Tensor> wanted = new ArrayList<>();
        for (Tensor tensor : tensors) {
            if (tensor != null && tensor.requiresGrad()) {
                wanted.add(tensor);
            }
        }
        List<? extends @Nullable Tensor> found = gradients.of(wanted);
        List<@Nullable Tensor> all = new ArrayList<>();
        int next = 0;
        for (Tensor tensor : tensors) {
            all.add(tensor != null && tensor.requiresGrad() ? found.get(next++) : null);
        }
        return all;
    }

    private static @Nullable Tensor weightedSum(List<@Nullable Tensor> gradients, List<@Nullable Tensor> weights) {
        Tensor sum = null;
        for (int i = 0; i < gradients.size(); i++) {
            Tensor gradient = gradients.get(i);
            Tensor weight = weights.get(i);
            if (gradient != null && weight != null) {
                Tensor term = gradient.mul(weight).sum();
                sum = sum == null ? term : sum.add(term);
            }
        }
        return sum;
    }
}

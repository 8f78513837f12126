package dev.adjoint.nn.conformance;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Init;
import java.util.Locale;
import java.util.Map;

/**
 * {@code init.json}: the parameters of modules as they are built, and tensors filled by an initialiser, with the stream
 * used up to the same point.
 */
final class InitSuite implements Suite {
    private static final Tolerance EXACT = new Tolerance(0, 0);

    private final ModuleTable modules;

    InitSuite(ModuleTable modules) {
        this.modules = modules;
    }

    @Override
    public void run(Case one) {
        Rng rng = Rng.seed(Json.integer(one.node("seed")));
        one.tolerance().check("parameter", drawn(one, rng), one.named("params"));
        EXACT.check("next_rand", Tensor.rand(rng, DType.FLOAT32, 2), Json.tensor(one.node("next_rand")));
    }

    private Map<String, Tensor> drawn(Case one, Rng rng) {
        DType dtype = Json.dtype(one.node("dtype"));
        if (one.has("module")) {
            return modules.build(one.text("module"), one.attrs(), rng, dtype)
                    .module()
                    .namedParameters();
        }
        Tensor x = Tensor.zeros(dtype, one.attrs().integers("shape"));
        return Map.of("tensor", fill(one.text("init"), x, one.attrs()));
    }

    private static Tensor fill(String init, Tensor x, Attributes at) {
        double gain = at.number("gain", 1);
        return switch (init) {
            case "uniform_" -> Init.uniform(x, at.number("a", 0), at.number("b", 1));
            case "normal_" -> Init.normal(x, at.number("mean", 0), at.number("std", 1));
            case "constant_" -> Init.constant(x, at.number("val"));
            case "zeros_" -> Init.zeros(x);
            case "ones_" -> Init.ones(x);
            case "eye_" -> Init.eye(x);
            case "dirac_" -> Init.dirac(x, at.integer("groups", 1));
            case "xavier_uniform_" -> Init.xavierUniform(x, gain);
            case "xavier_normal_" -> Init.xavierNormal(x, gain);
            case "kaiming_uniform_" -> Init.kaimingUniform(x, at.number("a", 0), fan(at), nonlinearity(at));
            case "kaiming_normal_" -> Init.kaimingNormal(x, at.number("a", 0), fan(at), nonlinearity(at));
            case "trunc_normal_" ->
                Init.truncNormal(x, at.number("mean", 0), at.number("std", 1), at.number("a", -2), at.number("b", 2));
            case "orthogonal_" -> Init.orthogonal(x, gain);
            default -> throw new IllegalArgumentException("init: unknown function " + init);
        };
    }

    private static Init.Fan fan(Attributes at) {
        return at.text("mode", "fan_in").equals("fan_out") ? Init.Fan.OUT : Init.Fan.IN;
    }

    private static Init.Nonlinearity nonlinearity(Attributes at) {
        String name = at.text("nonlinearity", "leaky_relu");
        return name.startsWith("conv")
                ? Init.Nonlinearity.LINEAR
                : Init.Nonlinearity.valueOf(name.toUpperCase(Locale.ROOT));
    }
}

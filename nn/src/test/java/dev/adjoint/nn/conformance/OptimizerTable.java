package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;
import dev.adjoint.nn.optim.Adadelta;
import dev.adjoint.nn.optim.Adagrad;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Adamax;
import dev.adjoint.nn.optim.FirstOrderOptimizer;
import dev.adjoint.nn.optim.NAdam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.RAdam;
import dev.adjoint.nn.optim.RmsProp;
import dev.adjoint.nn.optim.Sgd;
import java.util.List;

/** The optimisers of the case files by name. */
final class OptimizerTable {
    private OptimizerTable() {}

    /**
     * Builds the named optimiser.
     *
     * @throws IllegalArgumentException if there is no such optimiser or it has no such attribute
     */
    static Optimizer build(String name, Options at, List<Tensor> parameters) {
        FirstOrderOptimizer<?> optimizer = make(name, at, parameters)
                .weightDecay(at.number("weight_decay", name.equals("AdamW") ? 1e-2 : 0))
                .maximize(at.flag("maximize", false));
        // How PyTorch computes, not what.
        at.ignore("foreach", "fused", "capturable", "differentiable");
        at.checkAllUsed(name);
        return optimizer;
    }

    private static FirstOrderOptimizer<?> make(String name, Options at, List<Tensor> parameters) {
        double[] betas = at.numbers("betas", 0.9, 0.999);
        return switch (name) {
            case "SGD" ->
                new Sgd(parameters, at.number("lr", 1e-3))
                        .momentum(at.number("momentum", 0))
                        .dampening(at.number("dampening", 0))
                        .nesterov(at.flag("nesterov", false));
            case "Adam" ->
                new Adam(parameters, at.number("lr", 1e-3))
                        .betas(betas[0], betas[1])
                        .eps(at.number("eps", 1e-8))
                        .amsgrad(at.flag("amsgrad", false))
                        .decoupledWeightDecay(at.flag("decoupled_weight_decay", false));
            case "AdamW" ->
                new AdamW(parameters, at.number("lr", 1e-3))
                        .betas(betas[0], betas[1])
                        .eps(at.number("eps", 1e-8))
                        .amsgrad(at.flag("amsgrad", false));
            case "NAdam" ->
                new NAdam(parameters, at.number("lr", 2e-3))
                        .betas(betas[0], betas[1])
                        .eps(at.number("eps", 1e-8))
                        .momentumDecay(at.number("momentum_decay", 4e-3))
                        .decoupledWeightDecay(at.flag("decoupled_weight_decay", false));
            case "RAdam" ->
                new RAdam(parameters, at.number("lr", 1e-3))
                        .betas(betas[0], betas[1])
                        .eps(at.number("eps", 1e-8))
                        .decoupledWeightDecay(at.flag("decoupled_weight_decay", false));
            case "Adamax" ->
                new Adamax(parameters, at.number("lr", 2e-3))
                        .betas(betas[0], betas[1])
                        .eps(at.number("eps", 1e-8));
            case "RMSprop" ->
                new RmsProp(parameters, at.number("lr", 1e-2))
                        .alpha(at.number("alpha", 0.99))
                        .eps(at.number("eps", 1e-8))
                        .momentum(at.number("momentum", 0))
                        .centered(at.flag("centered", false));
            case "Adagrad" ->
                new Adagrad(parameters, at.number("lr", 1e-2))
                        .lrDecay(at.number("lr_decay", 0))
                        .initialAccumulatorValue(at.number("initial_accumulator_value", 0))
                        .eps(at.number("eps", 1e-10));
            case "Adadelta" ->
                new Adadelta(parameters, at.number("lr", 1))
                        .rho(at.number("rho", 0.9))
                        .eps(at.number("eps", 1e-6));
            default -> throw new IllegalArgumentException("optimizer table: no optimiser " + name);
        };
    }
}

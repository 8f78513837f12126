package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** An optimiser with the settings β₁, β₂ and eps, and a running mean of the gradient: Adam and its kin. */
abstract class MomentOptimizer<O extends MomentOptimizer<O>> extends FirstOrderOptimizer<O> {
    static final Slot MEAN = Slot.tensor("exp_avg");
    static final Slot SQUARE = Slot.tensor("exp_avg_sq");

    /** Makes it with β = (0.9, 0.999) and eps = 10⁻⁸. */
    MomentOptimizer(Collection<Tensor> parameters, double lr, List<Slot> slots, Setting.Value... more) {
        super(
                parameters,
                slots,
                Stream.concat(
                                Stream.of(
                                        Setting.LR.of(lr),
                                        Setting.BETA1.of(0.9),
                                        Setting.BETA2.of(0.999),
                                        Setting.EPS.of(1e-8)),
                                Stream.of(more))
                        .toArray(Setting.Value[]::new));
    }

    /**
     * Sets β₁ and β₂, the rates at which the running means of the gradient and of its size decay, (0.9, 0.999) at
     * first.
     *
     * @throws IllegalArgumentException if one is not in [0, 1)
     */
    public final O betas(double beta1, double beta2) {
        Setting.BETA2.check(name(), beta2);
        return set(Setting.BETA1, beta1).set(Setting.BETA2, beta2);
    }

    /**
     * Sets the number that keeps the denominator from 0, 10⁻⁸ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public final O eps(double eps) {
        return set(Setting.EPS, eps);
    }
}

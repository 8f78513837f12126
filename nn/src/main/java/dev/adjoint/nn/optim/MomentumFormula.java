package dev.adjoint.nn.optim;

/**
 * A schedule that moves the momentum, or β₁, against the learning rate, if the optimiser has one.
 *
 * @param <S> the subclass
 */
abstract class MomentumFormula<S extends MomentumFormula<S>> extends LrFormula {
    final MomentumCycle momentum;

    /** Moves the momentum between two values. */
    MomentumFormula(Optimizer optimizer, double baseMomentum, double maxMomentum) {
        super(optimizer);
        this.momentum = new MomentumCycle(name(), optimizer, baseMomentum, maxMomentum);
    }

    /** Starts again, with a setting that changed. */
    abstract S restarted();

    /**
     * Moves the momentum too, as it does at first if the optimiser has one, or leaves it as it was before.
     *
     * @throws IllegalArgumentException if the optimiser has neither momentum nor betas
     * @throws IllegalStateException if a step was made
     */
    public final S cycleMomentum(boolean cycle) {
        checkAtStart();
        momentum.turn(cycle);
        return restarted();
    }

    /**
     * Sets the momentum at the highest rate, at first 0.8 for {@link CyclicLr} and 0.85 for {@link OneCycleLr}: one for
     * each group or one for all.
     *
     * @throws IllegalArgumentException if there are neither as many as groups nor one, or the optimiser may not have it
     * @throws IllegalStateException if a step was made
     */
    public final S baseMomentum(double... momenta) {
        checkAtStart();
        momentum.setBase(momenta);
        return restarted();
    }

    /**
     * Sets the momentum at the lowest rate, at first 0.9 for {@link CyclicLr} and 0.95 for {@link OneCycleLr}: one for
     * each group or one for all.
     *
     * @throws IllegalArgumentException if there are neither as many as groups nor one, or the optimiser may not have it
     * @throws IllegalStateException if a step was made
     */
    public final S maxMomentum(double... momenta) {
        checkAtStart();
        momentum.setMax(momenta);
        return restarted();
    }
}

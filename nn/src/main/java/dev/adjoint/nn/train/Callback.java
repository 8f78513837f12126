package dev.adjoint.nn.train;

/** What happens at stations of a {@link Trainer}; each method does nothing unless it is defined. */
public interface Callback {
    /**
     * One step of the optimiser.
     *
     * @param epoch the running epoch, from 1 on
     * @param batch how many batches of the epoch are done
     * @param batches how many it has
     * @param loss that of the batch
     */
    record Step(int epoch, int batch, int batches, double loss) {}

    /** Called before the first batch of an epoch, or of what is left of it after a resume. */
    default void onEpochStart(Trainer trainer, int epoch, int batches) {}

    /** Called after each step of the optimiser. */
    default void onStep(Trainer trainer, Step step) {}

    /** Called after an epoch, validation included. */
    default void onEpochEnd(Trainer trainer, EpochResult result) {}

    /** Called when the training ends, also by an error: the place to give back what a callback holds. */
    default void onEnd(Trainer trainer) {}
}

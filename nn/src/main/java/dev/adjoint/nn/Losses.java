package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * Losses with PyTorch's defaults, reduced by their mean. Options are settings of the class of each loss:
 *
 * <pre>{@code
 * Tensor plain = Losses.crossEntropy(logits, target);
 * Tensor smoothed = new CrossEntropyLoss().withLabelSmoothing(0.1).apply(logits, target);
 * }</pre>
 *
 * <p>Inputs and targets are not broadcast: outputs {@code [n, 1]} against targets {@code [n]} would give n² differences
 * and a plausible number, so it is an error.
 */
public final class Losses {
    private Losses() {}

    /** {@code (input − target)²}: see {@link MseLoss}. */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return new MseLoss().apply(input, target);
    }

    /** {@code |input − target|}: see {@link L1Loss}. */
    public static Tensor l1Loss(Tensor input, Tensor target) {
        return new L1Loss().apply(input, target);
    }

    /** The absolute difference, but half the square of differences under 1: see {@link SmoothL1Loss}. */
    public static Tensor smoothL1Loss(Tensor input, Tensor target) {
        return new SmoothL1Loss().apply(input, target);
    }

    /** Half the square of the difference, going on as a straight line from 1 on: see {@link HuberLoss}. */
    public static Tensor huberLoss(Tensor input, Tensor target) {
        return new HuberLoss().apply(input, target);
    }

    /** {@code −ln softmax(logits)[target]}, for class indices or probabilities: see {@link CrossEntropyLoss}. */
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        return new CrossEntropyLoss().apply(logits, target);
    }

    /** {@code −input[target]}, for log-probabilities and class indices: see {@link NllLoss}. */
    public static Tensor nllLoss(Tensor input, Tensor target) {
        return new NllLoss().apply(input, target);
    }

    /** {@code −t·ln x − (1 − t)·ln(1 − x)}, for probabilities x: see {@link BceLoss}. */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
        return new BceLoss().apply(input, target);
    }

    /** {@code −t·ln σ(x) − (1 − t)·ln(1 − σ(x))}, for logits x: see {@link BceWithLogitsLoss}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        return new BceWithLogitsLoss().apply(logits, target);
    }

    /** {@code t·(ln t − x)}, for log-probabilities x and probabilities t: see {@link KlDivLoss}. */
    public static Tensor klDiv(Tensor input, Tensor target) {
        return new KlDivLoss().apply(input, target);
    }

    /** The distance of like pairs, what unlike pairs lack to a distance of 1: see {@link HingeEmbeddingLoss}. */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target) {
        return new HingeEmbeddingLoss().apply(input, target);
    }

    /** {@code max(0, −target·(input1 − input2))}: see {@link MarginRankingLoss}. */
    public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target) {
        return new MarginRankingLoss().apply(input1, input2, target);
    }

    /** {@code 1 − cos} of like pairs, {@code max(0, cos)} of unlike ones: see {@link CosineEmbeddingLoss}. */
    public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target) {
        return new CosineEmbeddingLoss().apply(input1, input2, target);
    }

    /** {@code e^input − target·input}: see {@link PoissonNllLoss}. */
    public static Tensor poissonNllLoss(Tensor input, Tensor target) {
        return new PoissonNllLoss().apply(input, target);
    }
}

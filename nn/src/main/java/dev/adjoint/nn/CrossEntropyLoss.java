package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code −Σ_c w[c]·p[c]·ln softmax(x)[c]} over the classes c, for logits {@code x: [n, classes]}, {@code [n, classes,
 * d…]} or {@code [classes]}. The target p is given as
 *
 * <ul>
 *   <li>class indices t, {@code INT64}, of the shape of x without the classes: p is 1 for class t, 0 for the others;
 *   <li>or probabilities of the shape and type of x.
 * </ul>
 *
 * <p>Label smoothing ε replaces p by {@code (1 − ε)·p + ε/classes}. The mean of class indices is that of the targets
 * that are not ignored, weighted: {@code Σ loss / Σ w[t]}, and NaN if all are ignored; that of probabilities is over
 * all n·d.
 *
 * <p>Source of label smoothing: C. Szegedy et al., "Rethinking the Inception architecture", 2015, section 7.
 *
 * @param weight w, one per class, or null for ones
 * @param labelSmoothing ε
 * @param ignoreIndex class indices of this value have loss 0; it need be no class
 * @param reduction what becomes of the losses of single targets
 */
public record CrossEntropyLoss(@Nullable Tensor weight, double labelSmoothing, long ignoreIndex, Reduction reduction)
        implements Loss {
    private static final String NAME = "crossEntropy";

    /** Makes the loss without weights and smoothing, which ignores targets −100 and takes the mean. */
    public CrossEntropyLoss() {
        this(null, 0, -100, Reduction.MEAN);
    }

    /**
     * Checks ε.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public CrossEntropyLoss {
        Checks.inUnitInterval("CrossEntropyLoss", "labelSmoothing", labelSmoothing);
    }

    /** Returns this loss with a weight per class, {@code [classes]}. */
    public CrossEntropyLoss withWeight(@Nullable Tensor other) {
        return new CrossEntropyLoss(other, labelSmoothing, ignoreIndex, reduction);
    }

    /** Returns this loss with another label smoothing. */
    public CrossEntropyLoss withLabelSmoothing(double other) {
        return new CrossEntropyLoss(weight, other, ignoreIndex, reduction);
    }

    /** Returns this loss with another value of class indices to ignore. */
    public CrossEntropyLoss withIgnoreIndex(long other) {
        return new CrossEntropyLoss(weight, labelSmoothing, other, reduction);
    }

    /** Returns this loss with another reduction. */
    public CrossEntropyLoss withReduction(Reduction other) {
        return new CrossEntropyLoss(weight, labelSmoothing, ignoreIndex, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types do not fit, an index names no class, or probabilities are
     *     given with an {@code ignoreIndex} that is a class
     */
    @Override
    public Tensor apply(Tensor logits, Tensor target) {
        return target.dtype() == DType.INT64 ? ofClasses(logits, target) : ofProbabilities(logits, target);
    }

    private Tensor ofClasses(Tensor logits, Tensor target) {
        ClassTargets targets = new ClassTargets(NAME, logits, target, weight, ignoreIndex);
        int classDim = ClassTargets.classDim(NAME, logits);
        Tensor loss = targets.reduce(targets.weighted(logits.crossEntropy(classDim, targets.classes())), reduction);
        if (labelSmoothing == 0) {
            return loss;
        }
        Tensor logs = logits.logSoftmax(classDim);
        Tensor ofAll = targets.reduce(targets.onlyKept(weighted(logs, classDim).sum(classDim)), reduction);
        return loss.mul(1 - labelSmoothing).sub(ofAll.mul(labelSmoothing / logits.size(classDim)));
    }

    private Tensor ofProbabilities(Tensor logits, Tensor target) {
        int classDim = ClassTargets.classDim(NAME, logits);
        LossChecks.alike(NAME, "logits", logits, "probabilities", target);
        if (ignoreIndex >= 0) {
            throw new IllegalArgumentException(
                    NAME + ": ignoreIndex needs class indices as target, got " + ignoreIndex + " and probabilities");
        }
        if (weight != null) {
            ClassTargets.checkWeight(NAME, weight, logits);
        }
        Tensor smoothed = labelSmoothing == 0
                ? target
                : target.mul(1 - labelSmoothing).add(labelSmoothing / logits.size(classDim));
        Tensor logs = weighted(logits.logSoftmax(classDim), classDim);
        return reduction.apply(logs.mul(smoothed).sum(classDim).neg());
    }

    /** Returns {@code w[c]·x[c]} along the classes. */
    private Tensor weighted(Tensor x, int classDim) {
        if (weight == null) {
            return x;
        }
        int[] dims = new int[x.rank() - classDim];
        Arrays.fill(dims, 1);
        dims[0] = weight.size();
        return x.mul(weight.reshape(dims));
    }
}

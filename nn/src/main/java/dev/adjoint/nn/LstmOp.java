package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * {@code c' = f·c + i·g, h' = o·tanh c'}, where {@code (i, f, g, o) = x + h·Wᵀ + b} go through σ, σ, tanh and σ; the
 * state is {@code (h, c)}.
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997); F. Gers et al.,
 * Learning to Forget, Neural Computation 12 (2000).
 */
final class LstmOp extends RecurrentOp {
    LstmOp(boolean reverse) {
        super(reverse);
    }

    @Override
    List<Tensor> step(Tensor x, Tensor projected, List<Tensor> before) {
        List<Tensor> gates = x.add(projected).chunk(1, 4);
        Tensor i = gates.get(0).sigmoid();
        Tensor f = gates.get(1).sigmoid();
        Tensor g = gates.get(2).tanh();
        Tensor o = gates.get(3).sigmoid();
        Tensor cell = f.mul(before.get(1)).add(i.mul(g));
        Tensor shown = cell.tanh();
        return List.of(o.mul(shown), cell, i, f, g, o, shown);
    }

    @Override
    StepGradient stepGradient(List<Tensor> step, List<Tensor> before, List<Tensor> upstream) {
        Tensor i = step.get(2);
        Tensor f = step.get(3);
        Tensor g = step.get(4);
        Tensor o = step.get(5);
        Tensor shown = step.get(6);
        Tensor byHidden = upstream.get(0);
        Tensor byCell = upstream.get(1).add(byHidden.mul(o).mul(Gates.tanhSlope(shown)));
        Tensor gates = Tensor.concat(
                1,
                byCell.mul(g).mul(Gates.sigmoidSlope(i)),
                byCell.mul(before.get(1)).mul(Gates.sigmoidSlope(f)),
                byCell.mul(i).mul(Gates.tanhSlope(g)),
                byHidden.mul(shown).mul(Gates.sigmoidSlope(o)));
        return new StepGradient(gates, gates, Arrays.asList(null, byCell.mul(f)));
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.LstmCell;
import java.util.Arrays;
import java.util.List;

/**
 * {@code c' = f·c + i·g, h' = o·tanh c'}, where {@code (i, f, g, o) = x + h·Wᵀ + b} go through σ, σ, tanh and σ; the
 * state is {@code (h, c)}.
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997); F. Gers et al.,
 * Learning to Forget, Neural Computation 12 (2000).
 */
public final class LstmOp extends RecurrentOp {
    /**
     * Makes the op.
     *
     * @param reverse whether the sequence is read from its end
     */
    public LstmOp(boolean reverse) {
        super(4, 2, reverse);
    }

    @Override
    void forwardBlock(Block at, Forward of) {
        if (of.x().dtype() == DType.FLOAT32) {
            LstmCell.forward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.x().storage().floats(),
                    of.gates().storage().floats(),
                    of.extra().storage().floats(),
                    of.history().storage().floats(),
                    at.before(),
                    at.after(),
                    at.sizes().plane());
        } else {
            LstmCell.forward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.x().storage().doubles(),
                    of.gates().storage().doubles(),
                    of.extra().storage().doubles(),
                    of.history().storage().doubles(),
                    at.before(),
                    at.after(),
                    at.sizes().plane());
        }
    }

    @Override
    void backwardBlock(Block at, Backward of) {
        if (of.byX().dtype() == DType.FLOAT32) {
            LstmCell.backward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.gates().storage().floats(),
                    of.extra().storage().floats(),
                    of.history().storage().floats(),
                    at.before() + at.sizes().plane(),
                    of.upstream().storage().floats(),
                    at.sizes().length() * at.sizes().batch() * at.sizes().hidden(),
                    of.carried().storage().floats(),
                    at.sizes().batch() * at.sizes().hidden(),
                    at.batch(),
                    of.byX().storage().floats());
        } else {
            LstmCell.backward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.gates().storage().doubles(),
                    of.extra().storage().doubles(),
                    of.history().storage().doubles(),
                    at.before() + at.sizes().plane(),
                    of.upstream().storage().doubles(),
                    at.sizes().length() * at.sizes().batch() * at.sizes().hidden(),
                    of.carried().storage().doubles(),
                    at.sizes().batch() * at.sizes().hidden(),
                    at.batch(),
                    of.byX().storage().doubles());
        }
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

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.GruCell;
import java.util.List;

/**
 * {@code h' = (1 − z)·n + z·h} with {@code r = σ(x_r + p_r), z = σ(x_z + p_z), n = tanh(x_n + r·p_n)} and {@code p =
 * h·Wᵀ + b}.
 *
 * <p>Source: K. Cho et al., Learning Phrase Representations using RNN Encoder-Decoder (2014), with r applied after the
 * product, as PyTorch and cuDNN have it.
 */
public final class GruOp extends RecurrentOp {
    /**
     * Makes the op.
     *
     * @param reverse whether the sequence is read from its end
     */
    public GruOp(boolean reverse) {
        super(3, 1, reverse);
    }

    @Override
    boolean passesHidden() {
        return true;
    }

    @Override
    void forwardBlock(Block at, Forward of) {
        if (of.x().dtype() == DType.FLOAT32) {
            GruCell.forward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.x().storage().floats(),
                    of.gates().storage().floats(),
                    of.extra().storage().floats(),
                    of.history().storage().floats(),
                    at.before(),
                    at.after());
        } else {
            GruCell.forward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.x().storage().doubles(),
                    of.gates().storage().doubles(),
                    of.extra().storage().doubles(),
                    of.history().storage().doubles(),
                    at.before(),
                    at.after());
        }
    }

    @Override
    void backwardBlock(Block at, Backward of) {
        if (of.byX().dtype() == DType.FLOAT32) {
            GruCell.backward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.gates().storage().floats(),
                    of.extra().storage().floats(),
                    of.history().storage().floats(),
                    at.before(),
                    of.upstream().storage().floats(),
                    of.carried().storage().floats(),
                    at.batch(),
                    of.byX().storage().floats(),
                    of.byProjected().storage().floats());
        } else {
            GruCell.backward(
                    at.row(),
                    at.rows(),
                    at.sizes().hidden(),
                    of.gates().storage().doubles(),
                    of.extra().storage().doubles(),
                    of.history().storage().doubles(),
                    at.before(),
                    of.upstream().storage().doubles(),
                    of.carried().storage().doubles(),
                    at.batch(),
                    of.byX().storage().doubles(),
                    of.byProjected().storage().doubles());
        }
    }

    @Override
    List<Tensor> step(Tensor x, Tensor projected, List<Tensor> before) {
        int hidden = x.size(1) / 3;
        List<Tensor> gates = x.narrow(1, 0, 2 * hidden)
                .add(projected.narrow(1, 0, 2 * hidden))
                .sigmoid()
                .chunk(1, 2);
        Tensor r = gates.get(0);
        Tensor z = gates.get(1);
        Tensor p = projected.narrow(1, 2 * hidden, hidden);
        Tensor n = x.narrow(1, 2 * hidden, hidden).add(r.mul(p)).tanh();
        Tensor after = n.add(z.mul(before.get(0).sub(n)));
        return List.of(after, r, z, n, p);
    }

    @Override
    StepGradient stepGradient(List<Tensor> step, List<Tensor> before, List<Tensor> upstream) {
        Tensor r = step.get(1);
        Tensor z = step.get(2);
        Tensor n = step.get(3);
        Tensor p = step.get(4);
        Tensor byHidden = upstream.get(0);
        Tensor byN = byHidden.mul(z.rsub(1)).mul(Gates.tanhSlope(n));
        Tensor byR = byN.mul(p).mul(Gates.sigmoidSlope(r));
        Tensor byZ = byHidden.mul(before.get(0).sub(n)).mul(Gates.sigmoidSlope(z));
        return new StepGradient(
                Tensor.concat(1, byR, byZ, byN), Tensor.concat(1, byR, byZ, byN.mul(r)), List.of(byHidden.mul(z)));
    }
}

package dev.adjoint.nn.inspect;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Tensor;

/** Sums over tensors and units of layers, unrecorded. */
final class Units {
    private Units() {}

    /** Returns the sum of the squares, in double precision. */
    static double squares(Tensor x) {
        try (Autograd.Scope scope = Autograd.noGrad()) {
            return x.to(DType.FLOAT64).square().sum().item();
        }
    }

    /** Returns the norm, in double precision. */
    static double norm(Tensor x) {
        return Math.sqrt(squares(x));
    }

    /** Returns for each unit of an output whether it is anything but 0 in some sample; see {@link LayerStatistics}. */
    static boolean[] active(Tensor y) {
        int unit = y.rank() >= 4 ? 1 : y.rank() - 1;
        Tensor isActive = y.detach().ne(0);
        int[] others = new int[Math.max(y.rank() - 1, 0)];
        for (int i = 0; i < others.length; i++) {
            others[i] = i < unit ? i : i + 1;
        }
        return isActive.any(false, others).toBooleanArray();
    }
}

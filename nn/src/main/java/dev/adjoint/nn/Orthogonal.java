package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The factor Q of a matrix A of normal numbers, {@code A = Q·R} with a positive diagonal of R, which makes Q uniform
 * among the matrices with orthonormal columns.
 *
 * <p>Source: F. Mezzadri, How to generate random matrices from the classical compact groups, Notices of the AMS 54
 * (2007).
 */
final class Orthogonal {
    private Orthogonal() {}

    /** Draws a tensor whose first dimension counts the rows of the matrix, or, if they are fewer, columns. */
    static Tensor draw(Rng rng, DType dtype, Shape shape) {
        int rows = shape.dim(0);
        Tensor normals = Tensor.randn(rng, dtype, rows, shape.size() / rows).to(DType.FLOAT64);
        boolean wide = normals.size(0) < normals.size(1);
        RealMatrix tall = (wide ? normals.t() : normals).toRealMatrix();
        // What the first division leaves of unevenness, for an A near a singular one, the second takes away.
        Tensor q = Tensor.of(divideByR(divideByR(tall)));
        return (wide ? q.t() : q).reshape(shape).to(dtype);
    }

    /** Returns {@code A·R⁻¹}, which is Q, row by row: Q itself would come with m columns for an A of {@code [m, n]}. */
    private static RealMatrix divideByR(RealMatrix a) {
        int n = a.getColumnDimension();
        RealMatrix r = new QRDecomposition(a).getR().getSubMatrix(0, n - 1, 0, n - 1);
        for (int i = 0; i < n; i++) {
            if (r.getEntry(i, i) < 0) {
                r.setRowVector(i, r.getRowVector(i).mapMultiply(-1));
            }
        }
        RealMatrix transposed = r.transpose();
        RealMatrix q = a.copy();
        for (int i = 0; i < q.getRowDimension(); i++) {
            RealVector row = q.getRowVector(i);
            MatrixUtils.solveLowerTriangularSystem(transposed, row);
            q.setRowVector(i, row);
        }
        return q;
    }
}

package dev.adjoint.examples.toys.data;

import dev.adjoint.Tensor;
import dev.adjoint.nn.data.TensorDataset;

/** Made-up points of the plane with their classes: inputs {@code [n, 2]}, targets {@code INT64 [n]}. */
public final class PlaneData {
    private static final double TURNS = 0.75;

    private PlaneData() {}

    /**
     * Two half circles of radius 1 that reach into each other, with normal noise; half of the points on each.
     *
     * <p>Source: {@code make_moons} of scikit-learn.
     *
     * @throws IllegalArgumentException if {@code n} is odd or negative
     */
    public static TensorDataset moons(int n, double noise) {
        if (n < 0 || n % 2 != 0) {
            throw new IllegalArgumentException("moons: expected an even number of points, got " + n);
        }
        Tensor angle = Tensor.linspace(0, Math.PI, n / 2);
        Tensor upper = Tensor.stack(1, angle.cos(), angle.sin());
        Tensor lower = Tensor.stack(1, angle.cos().rsub(1), angle.sin().rsub(0.5));
        return new TensorDataset(noisy(Tensor.concat(0, upper, lower), noise), classes(2, n / 2));
    }

    /**
     * Arms that wind three quarters of a turn around the origin while the radius grows to 1, with normal noise.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public static TensorDataset spirals(int arms, int pointsPerArm, double noise) {
        if (arms < 0 || pointsPerArm < 0) {
            throw new IllegalArgumentException(
                    "spirals: expected numbers of 0 or more, got " + arms + " arms of " + pointsPerArm + " points");
        }
        Tensor radius = Tensor.linspace(0.1, 1, pointsPerArm);
        Tensor[] places = new Tensor[arms];
        for (int arm = 0; arm < arms; arm++) {
            Tensor angle = radius.mul(TURNS * 2 * Math.PI).add(2 * Math.PI * arm / arms);
            places[arm] = Tensor.stack(1, radius.mul(angle.cos()), radius.mul(angle.sin()));
        }
        return new TensorDataset(noisy(Tensor.concat(0, places), noise), classes(arms, pointsPerArm));
    }

    private static Tensor noisy(Tensor places, double noise) {
        return places.add(Tensor.randn(places.shape().dims()).mul(noise));
    }

    private static Tensor classes(int classes, int each) {
        return Tensor.arange(classes).unsqueeze(1).expand(classes, each).flatten();
    }
}

package dev.adjoint.examples.toys;

import dev.adjoint.Rng;

/**
 * A cart on a track with a pole on top, to be pushed left or right so that the pole stays up.
 *
 * <p>Source: A. Barto, R. Sutton, C. Anderson, "Neuronlike adaptive elements that can solve difficult learning control
 * problems", 1983, without friction; the figures are those of the usual benchmark.
 *
 * @param x the place of the cart in metres from the middle of the track
 * @param speed its speed in m/s
 * @param angle the angle of the pole in radians, 0 upright, above 0 to the right
 * @param turning the speed of the angle in rad/s
 */
record CartPole(double x, double speed, double angle, double turning) {
    /** An episode ends after this many steps. */
    static final int MAX_STEPS = 500;

    private static final double GRAVITY = 9.8;
    private static final double POLE_MASS = 0.1;
    private static final double TOTAL_MASS = 1 + POLE_MASS;
    private static final double HALF_LENGTH = 0.5;
    private static final double FORCE = 10;
    private static final double SECONDS = 0.02;
    private static final double MAX_ANGLE = 12 * Math.PI / 180;
    private static final double MAX_X = 2.4;

    /** Returns a start: all four numbers uniform on ±0.05. */
    static CartPole start(Rng rng) {
        double[] u = new double[4];
        rng.uniform(u, -0.05, 0.05);
        return new CartPole(u[0], u[1], u[2], u[3]);
    }

    /** Returns the state 0.02 s later, by one step of Euler's method, after a push of 10 N to one side. */
    CartPole push(boolean right) {
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        double pull = ((right ? FORCE : -FORCE) + POLE_MASS * HALF_LENGTH * turning * turning * sin) / TOTAL_MASS;
        double turn = (GRAVITY * sin - cos * pull) / (HALF_LENGTH * (4.0 / 3 - POLE_MASS * cos * cos / TOTAL_MASS));
        double acceleration = pull - POLE_MASS * HALF_LENGTH * turn * cos / TOTAL_MASS;
        return new CartPole(
                x + SECONDS * speed,
                speed + SECONDS * acceleration,
                angle + SECONDS * turning,
                turning + SECONDS * turn);
    }

    /** Tells whether the pole leans by more than 12° or the cart is more than 2.4 m from the middle. */
    boolean failed() {
        return Math.abs(angle) > MAX_ANGLE || Math.abs(x) > MAX_X;
    }

    /** Returns what a policy sees. */
    float[] features() {
        return new float[] {(float) x, (float) speed, (float) angle, (float) turning};
    }
}

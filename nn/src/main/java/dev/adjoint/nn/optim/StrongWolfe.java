package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import java.util.function.DoubleFunction;

/**
 * A search along a direction d for a step size t that meets the strong Wolfe conditions:
 * {@code f(t) ≤ f(0) + 10⁻⁴·t·f'(0)} and {@code |f'(t)| ≤ −0.9·f'(0)}.
 *
 * <p>First t grows until it meets them or brackets a point that does; then the bracket shrinks around such a point. Both
 * choose by cubic interpolation.
 *
 * <p>Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd edition, algorithms 3.5 and 3.6 and equation 3.59; the
 * bounds and safeguards are PyTorch's, after M. Schmidt's minFunc.
 */
final class StrongWolfe {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double TOLERANCE_CHANGE = 1e-9;

    /** The loss at a step size, its gradient there, and its slope along the direction, gradient · d. */
    record Point(double t, double loss, Tensor gradient, double slope) {
        static Point of(double t, double loss, Tensor gradient, Tensor direction) {
            return new Point(t, loss, gradient, gradient.dot(direction).item());
        }
    }

    private final double largest;
    private final DoubleFunction<Point> evaluate;
    private int iterations;

    /** Prepares a search; {@code evaluate} returns the point at a step size. */
    StrongWolfe(Tensor direction, DoubleFunction<Point> evaluate) {
        this.largest = direction.abs().amax().item();
        this.evaluate = evaluate;
    }

    /** Returns the point found from t on, or the best seen once the iterations are used up. */
    Point run(Point start, double t, int maxIterations) {
        Point before = start;
        Point now = evaluate.apply(t);
        while (iterations < maxIterations) {
            if (isTooHigh(now, start) || iterations > 1 && now.loss >= before.loss) {
                return shrink(start, before, now, maxIterations);
            }
            if (isFlat(now, start)) {
                return now;
            }
            if (now.slope >= 0) {
                return shrink(start, before, now, maxIterations);
            }
            double least = now.t + 0.01 * (now.t - before.t);
            double next = interpolate(before, now, least, now.t * 10);
            before = now;
            now = evaluate.apply(next);
            iterations++;
        }
        return start.loss <= now.loss ? start : now;
    }

    private static boolean isTooHigh(Point point, Point start) {
        return point.loss > start.loss + DECREASE * point.t * start.slope;
    }

    private static boolean isFlat(Point point, Point start) {
        return Math.abs(point.slope) <= -CURVATURE * start.slope;
    }

    private Point shrink(Point start, Point first, Point second, int maxIterations) {
        Point[] bracket = {first, second};
        boolean slow = false;
        int low = lower(bracket);
        while (iterations < maxIterations && !(Math.abs(bracket[1].t - bracket[0].t) * largest < TOLERANCE_CHANGE)) {
            double left = Math.min(bracket[0].t, bracket[1].t);
            double right = Math.max(bracket[0].t, bracket[1].t);
            double t = interpolate(bracket[0], bracket[1], left, right);
            double margin = 0.1 * (right - left);
            boolean atEdge = Math.min(right - t, t - left) < margin;
            if (atEdge && (slow || t >= right || t <= left)) {
                t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
                slow = false;
            } else {
                slow = atEdge;
            }

            Point now = evaluate.apply(t);
            iterations++;
            int high = 1 - low;
            if (isTooHigh(now, start) || now.loss >= bracket[low].loss) {
                bracket[high] = now;
                low = lower(bracket);
                continue;
            }
            if (isFlat(now, start)) {
                return now;
            }
            if (now.slope * (bracket[high].t - bracket[low].t) >= 0) {
                bracket[high] = bracket[low];
            }
            bracket[low] = now;
        }
        return bracket[low];
    }

    private static int lower(Point[] bracket) {
        return bracket[0].loss <= bracket[1].loss ? 0 : 1;
    }

    /** Returns the minimum of the cubic through two points with their slopes, moved into the bounds. */
    private static double interpolate(Point a, Point b, double least, double most) {
        double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t);
        double square = d1 * d1 - a.slope * b.slope;
        if (!(square >= 0)) {
            return (least + most) / 2;
        }
        Point left = a.t <= b.t ? a : b;
        Point right = left == a ? b : a;
        double d2 = Math.sqrt(square);
        double t = right.t - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
        return Math.min(Math.max(t, least), most);
    }
}

package dev.adjoint.kernel.simd;

import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;
import dev.adjoint.kernel.LeakyRelu;
import dev.adjoint.kernel.UnitStep;
import java.util.Map;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** A twin, lane by lane, of scalar functions of one class that HotSpot does not vectorise by itself: the same bits. */
abstract class LaneFunction {
    private static final Map<Class<?>, LaneFunction> OF_CLASS = Map.of(
            Elementary.EXP_OF_NEGATIVE.getClass(),
            new ExpOfNegativeLanes(),
            LeakyRelu.class,
            new LeakyReluLanes(),
            UnitStep.class,
            new UnitStepLanes(),
            Elementary.EXP.getClass(),
            new ExpLanes(),
            Elementary.EXPM1.getClass(),
            new Expm1Lanes(),
            Elementary.LOG.getClass(),
            new LogLanes(),
            Elementary.LOG1P.getClass(),
            new Log1pLanes(),
            Elementary.TANH.getClass(),
            new TanhLanes(),
            Elementary.SIGMOID.getClass(),
            new SigmoidLanes(),
            Elementary.ERF.getClass(),
            new ErfLanes());

    /** Returns the twin of the functions of one class, null if HotSpot's own vectors serve them. */
    static @Nullable LaneFunction of(Class<?> function) {
        return OF_CLASS.get(function);
    }

    /** Returns f(x) in each lane, where f is a function of the class that {@link #of} was asked for. */
    abstract FloatVector apply(UnaryFunction f, FloatVector x);

    /** Returns f(x) in each lane, where f is a function of the class that {@link #of} was asked for. */
    abstract DoubleVector apply(UnaryFunction f, DoubleVector x);

    private static final class ExpLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.exp(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.exp(x);
        }
    }

    private static final class ExpOfNegativeLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.expOfNegative(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.expOfNegative(x);
        }
    }

    private static final class Expm1Lanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.expm1(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.expm1(x);
        }
    }

    private static final class LogLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.log(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.log(x);
        }
    }

    private static final class Log1pLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.log1p(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.log1p(x);
        }
    }

    private static final class TanhLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.tanh(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.tanh(x);
        }
    }

    private static final class SigmoidLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.sigmoid(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.sigmoid(x);
        }
    }

    private static final class ErfLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            return FloatLanes.erf(x);
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            return DoubleLanes.erf(x);
        }
    }

    /**
     * A choice instead of the sum that {@link LeakyRelu} is. There a negative slope turns −0 into +0; so does {@code −
     * slope · 0} here, which otherwise changes no number.
     */
    private static final class LeakyReluLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            float slope = (float) ((LeakyRelu) f).negativeSlope();
            return x.mul(slope).blend(x.sub(slope * 0f), x.compare(VectorOperators.GE, 0f));
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            double slope = ((LeakyRelu) f).negativeSlope();
            return x.mul(slope).blend(x.sub(slope * 0.0), x.compare(VectorOperators.GE, 0.0));
        }
    }

    private static final class UnitStepLanes extends LaneFunction {
        @Override
        FloatVector apply(UnaryFunction f, FloatVector x) {
            UnitStep step = (UnitStep) f;
            VectorMask<Float> zero = x.compare(VectorOperators.EQ, 0f);
            return FloatVector.broadcast(x.species(), (float) step.below())
                    .blend((float) step.atZero(), zero)
                    .blend(1f, x.compare(VectorOperators.GT, 0f));
        }

        @Override
        DoubleVector apply(UnaryFunction f, DoubleVector x) {
            UnitStep step = (UnitStep) f;
            VectorMask<Double> zero = x.compare(VectorOperators.EQ, 0.0);
            return DoubleVector.broadcast(x.species(), step.below())
                    .blend(step.atZero(), zero)
                    .blend(1.0, x.compare(VectorOperators.GT, 0.0));
        }
    }
}

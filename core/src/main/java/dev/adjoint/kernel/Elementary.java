package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/**
 * Transcendental functions of {@link FloatMath} and {@link DoubleMath} as functions for loops, those with lane twins.
 */
public enum Elementary implements UnaryFunction {
    /** {@code e^x}. */
    EXP {
        @Override
        public float apply(float x) {
            return FloatMath.exp(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.exp(x);
        }
    },
    /** {@code e^x} where x is at most 0 or NaN: the bits of {@link #EXP}, in fewer steps where lanes compute it. */
    EXP_OF_NEGATIVE {
        @Override
        public float apply(float x) {
            return FloatMath.exp(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.exp(x);
        }
    },
    /** {@code e^x − 1}. */
    EXPM1 {
        @Override
        public float apply(float x) {
            return FloatMath.expm1(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.expm1(x);
        }
    },
    /** {@code ln x}. */
    LOG {
        @Override
        public float apply(float x) {
            return FloatMath.log(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.log(x);
        }
    },
    /** {@code ln(1 + x)}. */
    LOG1P {
        @Override
        public float apply(float x) {
            return FloatMath.log1p(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.log1p(x);
        }
    },
    /** {@code tanh x}. */
    TANH {
        @Override
        public float apply(float x) {
            return FloatMath.tanh(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.tanh(x);
        }
    },
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID {
        @Override
        public float apply(float x) {
            return FloatMath.sigmoid(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.sigmoid(x);
        }
    },
    /** {@code erf x}. */
    ERF {
        @Override
        public float apply(float x) {
            return FloatMath.erf(x);
        }

        @Override
        public double apply(double x) {
            return DoubleMath.erf(x);
        }
    }
}

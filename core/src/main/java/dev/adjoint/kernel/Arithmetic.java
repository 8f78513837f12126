package dev.adjoint.kernel;

import dev.adjoint.function.BinaryFunction;

/** Functions of two numbers, for loops. */
public enum Arithmetic implements BinaryFunction {
    /** {@code a + b}. */
    ADD {
        @Override
        public double apply(double a, double b) {
            return a + b;
        }

        @Override
        public float apply(float a, float b) {
            return a + b;
        }
    },
    /** {@code a − b}. */
    SUB {
        @Override
        public double apply(double a, double b) {
            return a - b;
        }

        @Override
        public float apply(float a, float b) {
            return a - b;
        }
    },
    /** {@code a · b}. */
    MUL {
        @Override
        public double apply(double a, double b) {
            return a * b;
        }

        @Override
        public float apply(float a, float b) {
            return a * b;
        }
    },
    /** {@code a / b}. */
    DIV {
        @Override
        public double apply(double a, double b) {
            return a / b;
        }

        @Override
        public float apply(float a, float b) {
            return a / b;
        }
    },
    /** The larger, NaN if one is NaN. */
    MAX {
        @Override
        public double apply(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return Math.max(a, b);
        }
    },
    /** The smaller, NaN if one is NaN. */
    MIN {
        @Override
        public double apply(double a, double b) {
            return Math.min(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return Math.min(a, b);
        }
    },
    /** {@code a^b}. */
    POW {
        @Override
        public double apply(double a, double b) {
            return DoubleMath.pow(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return FloatMath.pow(a, b);
        }
    }
}

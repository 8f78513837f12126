package dev.adjoint.nn;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.Arrays;

/**
 * Starting values: each method fills a tensor in place, unrecorded, and returns it.
 *
 * <pre>{@code
 * weight = parameter("weight", Init.xavierUniform(Tensor.zeros(out, in), 1));
 * Init.constant(layer.bias(), 0.1);
 * }</pre>
 *
 * <p>The numbers are those that PyTorch's {@code torch.nn.init} draws from the same stream: the default generator of
 * the thread, or the one that is given. For a weight {@code [out, in, *]}, {@code fanIn = in · r} and {@code fanOut =
 * out · r}, r being the number of elements behind the first two dimensions. All throw {@link IllegalArgumentException}
 * for a tensor of another rank than they say or no float type, and {@link IllegalStateException} for one that an op
 * made.
 */
public final class Init {
    private Init() {}

    /** Which fan keeps its scale: that of the values on the way forward, or that of the gradients on the way back. */
    public enum Fan {
        /** The number of inputs that an output sums. */
        IN,
        /** The number of outputs that an input goes to. */
        OUT
    }

    /** What follows a layer; it decides how large the weights should be. */
    public enum Nonlinearity {
        /** None, or the layer is a convolution or linear: gain 1. */
        LINEAR,
        /** Gain 1. */
        SIGMOID,
        /** Gain 5/3. */
        TANH,
        /** Gain √2. */
        RELU,
        /** Gain √(2 / (1 + slope²)). */
        LEAKY_RELU,
        /** Gain 3/4. */
        SELU
    }

    /** Returns the factor by which a nonlinearity wants weights to be larger; a leaky rectifier's slope is 0.01. */
    public static double calculateGain(Nonlinearity nonlinearity) {
        return calculateGain(nonlinearity, 0.01);
    }

    /** Returns the gain of a nonlinearity; the slope counts for {@link Nonlinearity#LEAKY_RELU} alone. */
    public static double calculateGain(Nonlinearity nonlinearity, double negativeSlope) {
        return switch (nonlinearity) {
            case LINEAR, SIGMOID -> 1;
            case TANH -> 5.0 / 3;
            case RELU -> Math.sqrt(2);
            case LEAKY_RELU -> Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
            case SELU -> 3.0 / 4;
        };
    }

    // ---- Without chance ----

    /** Fills with one number. */
    public static Tensor constant(Tensor x, double value) {
        return fill(x, Tensor.full(x.dtype(), value, x.shape().dims()));
    }

    /** Fills with 0. */
    public static Tensor zeros(Tensor x) {
        return constant(x, 0);
    }

    /** Fills with 1. */
    public static Tensor ones(Tensor x) {
        return constant(x, 1);
    }

    /** Fills a matrix with 1 on the diagonal and 0 elsewhere: a linear layer that hands its input on. */
    public static Tensor eye(Tensor x) {
        checkRank("eye", x, 2, 2);
        double[] values = new double[x.size()];
        for (int i = 0; i < Math.min(x.size(0), x.size(1)); i++) {
            values[i * x.size(1) + i] = 1;
        }
        return fill(x, values);
    }

    /** Fills the weight of a convolution without groups; see {@link #dirac(Tensor, int)}. */
    public static Tensor dirac(Tensor x) {
        return dirac(x, 1);
    }

    /**
     * Fills a weight {@code [o, c, kernel…]} of 3 to 5 dimensions so that output d of each group hands on channel d, as
     * far as there is one: 1 in the middle of the kernel, 0 elsewhere.
     *
     * @throws IllegalArgumentException if the groups do not divide o
     */
    public static Tensor dirac(Tensor x, int groups) {
        checkRank("dirac", x, 3, 5);
        if (groups < 1 || x.size(0) % groups != 0) {
            throw new IllegalArgumentException(
                    "dirac: groups must divide the outputs, got " + groups + " and shape " + x.shape());
        }
        int middle = 0;
        int taps = 1;
        for (int i = 2; i < x.rank(); i++) {
            middle = middle * x.size(i) + x.size(i) / 2;
            taps *= x.size(i);
        }
        double[] values = new double[x.size()];
        int outputs = x.size(0) / groups;
        for (int o = 0; o < x.size(0) && taps > 0; o++) {
            if (o % outputs < x.size(1)) {
                values[(o * x.size(1) + o % outputs) * taps + middle] = 1;
            }
        }
        return fill(x, values);
    }

    // ---- Uniform and normal ----

    /** As {@link #uniform(Tensor, double, double, Rng)} with the default generator. */
    public static Tensor uniform(Tensor x, double from, double to) {
        return uniform(x, from, to, Rng.current());
    }

    /** Fills with numbers uniform on {@code [from, to)}. */
    public static Tensor uniform(Tensor x, double from, double to, Rng rng) {
        return fill(x, Tensor.uniform(rng, x.dtype(), from, to, x.shape().dims()));
    }

    /** As {@link #normal(Tensor, double, double, Rng)} with the default generator. */
    public static Tensor normal(Tensor x, double mean, double std) {
        return normal(x, mean, std, Rng.current());
    }

    /** Fills with normal numbers. */
    public static Tensor normal(Tensor x, double mean, double std, Rng rng) {
        return fill(x, Tensor.normal(rng, x.dtype(), mean, std, x.shape().dims()));
    }

    /** As {@link #truncNormal(Tensor, double, double, double, double, Rng)} with the default generator. */
    public static Tensor truncNormal(Tensor x, double mean, double std, double a, double b) {
        return truncNormal(x, mean, std, a, b, Rng.current());
    }

    /**
     * Fills with normal numbers of which those outside {@code [a, b]} are drawn again.
     *
     * @throws IllegalArgumentException unless std is above 0 and {@code a ≤ b}, all finite
     */
    public static Tensor truncNormal(Tensor x, double mean, double std, double a, double b, Rng rng) {
        return fill(x, new TruncatedNormal(mean, std, a, b).draw(rng, x.dtype(), x.shape()));
    }

    // ---- By the fans of a weight ----

    /** As {@link #xavierUniform(Tensor, double, Rng)} with the default generator. */
    public static Tensor xavierUniform(Tensor x, double gain) {
        return xavierUniform(x, gain, Rng.current());
    }

    /**
     * Fills with numbers uniform on ±{@code gain · √(6 / (fanIn + fanOut))}.
     *
     * <p>Source: X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks,
     * AISTATS 2010.
     */
    public static Tensor xavierUniform(Tensor x, double gain, Rng rng) {
        double bound = Math.sqrt(3) * xavierStd("xavierUniform", x, gain);
        return uniform(x, -bound, bound, rng);
    }

    /** As {@link #xavierNormal(Tensor, double, Rng)} with the default generator. */
    public static Tensor xavierNormal(Tensor x, double gain) {
        return xavierNormal(x, gain, Rng.current());
    }

    /** Fills with normal numbers of mean 0 and standard deviation {@code gain · √(2 / (fanIn + fanOut))}. */
    public static Tensor xavierNormal(Tensor x, double gain, Rng rng) {
        return normal(x, 0, xavierStd("xavierNormal", x, gain), rng);
    }

    /** As {@link #kaimingUniform(Tensor, double, Fan, Nonlinearity, Rng)} with the default generator. */
    public static Tensor kaimingUniform(Tensor x, double a, Fan mode, Nonlinearity nonlinearity) {
        return kaimingUniform(x, a, mode, nonlinearity, Rng.current());
    }

    /**
     * Fills with numbers uniform on ±{@code gain · √(3 / fan)}.
     *
     * <p>Source: K. He et al., Delving Deep into Rectifiers, ICCV 2015.
     *
     * @param a the slope of the leaky rectifier, if that is the nonlinearity
     */
    public static Tensor kaimingUniform(Tensor x, double a, Fan mode, Nonlinearity nonlinearity, Rng rng) {
        double bound = Math.sqrt(3) * kaimingStd("kaimingUniform", x, a, mode, nonlinearity);
        return uniform(x, -bound, bound, rng);
    }

    /** As {@link #kaimingNormal(Tensor, double, Fan, Nonlinearity, Rng)} with the default generator. */
    public static Tensor kaimingNormal(Tensor x, double a, Fan mode, Nonlinearity nonlinearity) {
        return kaimingNormal(x, a, mode, nonlinearity, Rng.current());
    }

    /** Fills with normal numbers of mean 0 and standard deviation {@code gain / √fan}. */
    public static Tensor kaimingNormal(Tensor x, double a, Fan mode, Nonlinearity nonlinearity, Rng rng) {
        return normal(x, 0, kaimingStd("kaimingNormal", x, a, mode, nonlinearity), rng);
    }

    /** As {@link #orthogonal(Tensor, double, Rng)} with the default generator. */
    public static Tensor orthogonal(Tensor x, double gain) {
        return orthogonal(x, gain, Rng.current());
    }

    /**
     * Fills with {@code gain} times a random matrix whose rows, or else columns, are orthonormal; dimensions behind the
     * first are joined.
     *
     * <p>Source: A. Saxe, J. McClelland, S. Ganguli, Exact solutions to the nonlinear dynamics of learning in deep
     * linear neural networks, ICLR 2014.
     */
    public static Tensor orthogonal(Tensor x, double gain, Rng rng) {
        checkRank("orthogonal", x, 2, Integer.MAX_VALUE);
        Checks.finite("orthogonal", "gain", gain);
        return x.size() == 0
                ? x
                : fill(x, Orthogonal.draw(rng, x.dtype(), x.shape()).mul(gain));
    }

    // ---- What layers start from ----

    /** Returns a weight as PyTorch's linear layers and convolutions draw it: uniform on ±1/√fanIn. */
    static Tensor weight(Rng rng, DType dtype, int... dims) {
        return kaimingUniform(Tensor.zeros(dtype, dims), Math.sqrt(5), Fan.IN, Nonlinearity.LEAKY_RELU, rng);
    }

    /** Returns n biases as PyTorch draws them after a weight: uniform on ±1/√fanIn of the weight. */
    static Tensor bias(Rng rng, Tensor weight, int n) {
        double bound = 1 / Math.sqrt(fan("bias", weight, Fan.IN));
        return Tensor.uniform(rng, weight.dtype(), -bound, bound, n);
    }

    // ---- Helpers ----

    private static double xavierStd(String op, Tensor x, double gain) {
        return gain * Math.sqrt(2 / (fan(op, x, Fan.IN) + fan(op, x, Fan.OUT)));
    }

    private static double kaimingStd(String op, Tensor x, double a, Fan mode, Nonlinearity nonlinearity) {
        return calculateGain(nonlinearity, a) / Math.sqrt(fan(op, x, mode));
    }

    private static double fan(String op, Tensor x, Fan mode) {
        checkRank(op, x, 2, Integer.MAX_VALUE);
        double receptiveField =
                Arrays.stream(x.shape().dims()).skip(2).asDoubleStream().reduce(1, (m, n) -> m * n);
        return Math.max(1, x.size(mode == Fan.IN ? 1 : 0) * receptiveField); // an empty tensor has nothing to fill
    }

    private static void checkRank(String op, Tensor x, int least, int most) {
        if (x.rank() < least || x.rank() > most) {
            String expected =
                    least == most ? "" + least : most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
            throw new IllegalArgumentException(
                    op + ": expects a tensor of " + expected + " dimensions, got shape " + x.shape());
        }
    }

    private static Tensor fill(Tensor x, double[] values) {
        return fill(x, Tensor.of(values, x.shape().dims()).to(x.dtype()));
    }

    private static Tensor fill(Tensor x, Tensor values) {
        try (Autograd.Scope scope = Autograd.noGrad()) {
            x.copyFrom(values);
        }
        return x;
    }
}

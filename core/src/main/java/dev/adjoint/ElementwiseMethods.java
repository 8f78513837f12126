package dev.adjoint;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.op.AbsOp;
import dev.adjoint.op.AddOp;
import dev.adjoint.op.Atan2Op;
import dev.adjoint.op.CastOp;
import dev.adjoint.op.ClampOp;
import dev.adjoint.op.CosOp;
import dev.adjoint.op.DivOp;
import dev.adjoint.op.ErfOp;
import dev.adjoint.op.ExpOp;
import dev.adjoint.op.Expm1Op;
import dev.adjoint.op.Log1pOp;
import dev.adjoint.op.LogOp;
import dev.adjoint.op.MapOp;
import dev.adjoint.op.MaximumOp;
import dev.adjoint.op.MinimumOp;
import dev.adjoint.op.MulOp;
import dev.adjoint.op.NegOp;
import dev.adjoint.op.PowOp;
import dev.adjoint.op.PowScalarOp;
import dev.adjoint.op.SignOp;
import dev.adjoint.op.SinOp;
import dev.adjoint.op.SqrtOp;
import dev.adjoint.op.SubOp;
import dev.adjoint.op.TanOp;
import dev.adjoint.op.TanhOp;
import dev.adjoint.op.WhereOp;
import dev.adjoint.op.ZipOp;

/**
 * Functions of each element, and of the elements of two tensors that are broadcast to one shape by NumPy's rules.
 *
 * <p>Numbers given as {@code double} are rounded to the tensor's type. Two tensors must have one type; {@link #to}
 * converts.
 */
public sealed interface ElementwiseMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /** {@code x + y}; also for {@code INT64}. */
    default Tensor add(Tensor y) {
        return new AddOp().apply(self(), y);
    }

    /** {@code x + c}. */
    default Tensor add(double c) {
        return add(Factories.number("add", self(), c));
    }

    /** {@code x − y}; also for {@code INT64}. */
    default Tensor sub(Tensor y) {
        return new SubOp().apply(self(), y);
    }

    /** {@code x − c}. */
    default Tensor sub(double c) {
        return sub(Factories.number("sub", self(), c));
    }

    /** {@code c − x}. */
    default Tensor rsub(double c) {
        return Factories.number("rsub", self(), c).sub(self());
    }

    /** {@code x · y}, element by element; also for {@code INT64}. */
    default Tensor mul(Tensor y) {
        return new MulOp().apply(self(), y);
    }

    /** {@code c · x}. */
    default Tensor mul(double c) {
        return mul(Factories.number("mul", self(), c));
    }

    /** {@code x / y}. */
    default Tensor div(Tensor y) {
        return new DivOp().apply(self(), y);
    }

    /** {@code x / c}. */
    default Tensor div(double c) {
        return div(Factories.number("div", self(), c));
    }

    /** {@code c / x}. */
    default Tensor rdiv(double c) {
        return Factories.number("rdiv", self(), c).div(self());
    }

    /** {@code x^y}, both differentiable. */
    default Tensor pow(Tensor y) {
        return new PowOp().apply(self(), y);
    }

    /** {@code x^c}. */
    default Tensor pow(double c) {
        return new PowScalarOp(c).apply(self());
    }

    /** The larger of x and y; NaN if one is NaN. Where they are equal each gets half the gradient. */
    default Tensor maximum(Tensor y) {
        return new MaximumOp().apply(self(), y);
    }

    /** The smaller of x and y; NaN if one is NaN. Where they are equal each gets half the gradient. */
    default Tensor minimum(Tensor y) {
        return new MinimumOp().apply(self(), y);
    }

    /**
     * For a {@code BOOL} tensor: {@code x} where it is true, {@code y} elsewhere, all broadcast to one shape.
     *
     * <p>To an element that is not chosen no path leads, which is more than a gradient of 0: behind it infinite or
     * undefined derivatives are not multiplied in. So {@code x.gt(0).where(x.sqrt(), zero)} has the gradient 0 at
     * {@code x = 0}, where PyTorch has {@code 0 · ∞ = NaN}. That holds exactly
     *
     * <ul>
     *   <li>for this op and {@link #maskedFill}, not for a product with 0;
     *   <li>through the element-wise ops that lead to it in an unbroken chain, {@link #map} and ops of your own
     *       included; a reduction, a product of matrices or a change of shape in between ends it: there the gradient is
     *       an ordinary 0;
     *   <li>for elements all of whose uses are of this kind: one that is also used elsewhere gets what comes from
     *       there.
     * </ul>
     */
    default Tensor where(Tensor x, Tensor y) {
        return new WhereOp().apply(self(), x, y);
    }

    /** {@code −x}. */
    default Tensor neg() {
        return new NegOp().apply(self());
    }

    /** {@code |x|}, with derivative 0 at 0. */
    default Tensor abs() {
        return new AbsOp().apply(self());
    }

    /** {@code x²}. */
    default Tensor square() {
        return pow(2);
    }

    /** {@code √x}. */
    default Tensor sqrt() {
        return new SqrtOp().apply(self());
    }

    /** {@code 1 / x}. */
    default Tensor reciprocal() {
        return rdiv(1);
    }

    /** {@code e^x}. */
    default Tensor exp() {
        return new ExpOp().apply(self());
    }

    /** {@code ln x}. */
    default Tensor log() {
        return new LogOp().apply(self());
    }

    /** {@code ln(1 + x)}, exact near 0. */
    default Tensor log1p() {
        return new Log1pOp().apply(self());
    }

    /** {@code tanh x}. */
    default Tensor tanh() {
        return new TanhOp().apply(self());
    }

    /**
     * {@code f(x)} for a function of your own.
     *
     * <p>{@code x.map(v -> v * v * v, v -> 3 * v * v)} runs in a loop of its own, as the built-in ops do.
     *
     * @param derivatives the derivative of f, then its derivative, and so on; as many as backward passes will be run
     *     through each other: one for training, none if gradients are never asked
     */
    default Tensor map(UnaryFunction f, UnaryFunction... derivatives) {
        return new MapOp(f, derivatives).apply(self());
    }

    /** {@code f(x, y)} for a function of your own, given with its derivatives by x and by y. */
    default Tensor zip(Tensor y, BinaryFunction f, BinaryFunction byX, BinaryFunction byY) {
        return new ZipOp(f, byX, byY).apply(self(), y);
    }

    /** {@code f(x, y)} for a function of your own that is not differentiated. */
    default Tensor zip(Tensor y, BinaryFunction f) {
        return new ZipOp(f).apply(self(), y);
    }

    /** Converts the elements to another type, as Java casts do; gradients are converted back. */
    default Tensor to(DType dtype) {
        return dtype == self().dtype() ? self() : new CastOp(dtype).apply(self());
    }

    /** {@code 1, 0} or {@code −1} as x is positive, zero or negative, with derivative 0. */
    default Tensor sign() {
        return new SignOp().apply(self());
    }

    /** {@code 1 / √x}. */
    default Tensor rsqrt() {
        return sqrt().reciprocal();
    }

    /** {@code e^x − 1}, exact near 0. */
    default Tensor expm1() {
        return new Expm1Op().apply(self());
    }

    /** {@code c^x}. */
    default Tensor rpow(double c) {
        return Factories.number("rpow", self(), c).pow(self());
    }

    /** {@code sin x}. */
    default Tensor sin() {
        return new SinOp().apply(self());
    }

    /** {@code cos x}. */
    default Tensor cos() {
        return new CosOp().apply(self());
    }

    /** {@code tan x}. */
    default Tensor tan() {
        return new TanOp().apply(self());
    }

    /** The angle of the point (x, y) in (−π, π], where this tensor is y. */
    default Tensor atan2(Tensor x) {
        return new Atan2Op().apply(self(), x);
    }

    /** The error function {@code 2/√π ∫₀ˣ e^−t² dt}. */
    default Tensor erf() {
        return new ErfOp().apply(self());
    }

    /** {@code min(max(x, low), high)}, with derivative 1 at the bounds; a bound may be infinite. */
    default Tensor clamp(double low, double high) {
        return new ClampOp(low, high, true).apply(self());
    }

    /** {@code x + weight · (end − x)}. */
    default Tensor lerp(Tensor end, Tensor weight) {
        return add(weight.mul(end.sub(self())));
    }

    /** {@code x + weight · (end − x)}. */
    default Tensor lerp(Tensor end, double weight) {
        return add(end.sub(self()).mul(weight));
    }

    /** {@code value} where the mask is true, x elsewhere; no path leads to the x replaced, see {@link #where}. */
    default Tensor maskedFill(Tensor mask, double value) {
        return mask.where(Factories.number("maskedFill", self(), value), self());
    }
}

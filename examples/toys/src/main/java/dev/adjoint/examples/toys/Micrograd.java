package dev.adjoint.examples.toys;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.Objects;

/**
 * Backpropagation through an expression of two numbers, which branches and meets again.
 *
 * <p>Source: the example in the README of A. Karpathy's micrograd, whose figures this prints.
 */
final class Micrograd implements Toy {
    @Override
    public String name() {
        return "micrograd";
    }

    @Override
    public String summary() {
        return "the gradients of one expression of two numbers";
    }

    @Override
    public void run(Options options) {
        Tensor a = Tensor.scalar(DType.FLOAT64, -4).requiresGrad(true);
        Tensor b = Tensor.scalar(DType.FLOAT64, 2).requiresGrad(true);

        Tensor c = a.add(b);
        Tensor d = a.mul(b).add(b.pow(3));
        c = c.add(c).add(1);
        c = c.add(1).add(c).sub(a);
        d = d.add(d.mul(2)).add(b.add(a).relu());
        d = d.add(d.mul(3)).add(b.sub(a).relu());
        Tensor e = c.sub(d);
        Tensor f = e.pow(2);
        Tensor g = f.div(2).add(f.rdiv(10));
        g.backward();

        Screen screen = options.screen();
        screen.line("g       %9s", Figures.fixed(g.item(), 4));
        screen.line("dg/da   %9s", Figures.fixed(gradient(a), 4));
        screen.line("dg/db   %9s", Figures.fixed(gradient(b), 4));
    }

    private static double gradient(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad(), "no gradient arrived").item();
    }
}

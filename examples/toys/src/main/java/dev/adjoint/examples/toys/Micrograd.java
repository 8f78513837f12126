package dev.adjoint.examples.toys;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Backpropagation through an expression of two numbers, which branches and meets again.
 *
 * <p>The picture shows what its gradients are: slopes. It runs the same expression on many numbers at once.
 *
 * <p>Source: the example in the README of A. Karpathy's micrograd, whose figures this prints.
 */
final class Micrograd implements Toy {
    private static final int STEPS = 401;

    @Override
    public String name() {
        return "micrograd";
    }

    @Override
    public String summary() {
        return "the gradients of one expression of two numbers";
    }

    @Override
    public boolean hasEpochs() {
        return false;
    }

    @Override
    public void run(Options options) throws IOException {
        Tensor a = Tensor.scalar(DType.FLOAT64, -4).requiresGrad(true);
        Tensor b = Tensor.scalar(DType.FLOAT64, 2).requiresGrad(true);
        Tensor g = expression(a, b);
        g.backward();

        Screen screen = options.screen();
        screen.line("g       %9s", Figures.fixed(g.item(), 4));
        screen.line("dg/da   %9s", Figures.fixed(gradient(a), 4));
        screen.line("dg/db   %9s", Figures.fixed(gradient(b), 4));
        screen.line();

        Tensor manyA = Tensor.linspace(DType.FLOAT64, -4.4, -3.6, STEPS);
        Tensor manyB = Tensor.linspace(DType.FLOAT64, 1.9, 2.1, STEPS);
        Plot byA = new Plot("dg/da is a slope", -4.4, -3.6, -50, 150).axes("a, while b = 2", "g");
        Plot byB = new Plot("dg/db is a slope", 1.9, 2.1, -50, 150).axes("b, while a = -4", "g");
        draw(byA, "a = -4", manyA, expression(manyA, b.detach()), a, g);
        draw(byB, "b = 2", manyB, expression(a.detach(), manyB), b, g);
        options.pictures().save(List.of(byA, byB), 2, "micrograd-slopes");
    }

    private static Tensor expression(Tensor a, Tensor b) {
        Tensor c = a.add(b);
        Tensor d = a.mul(b).add(b.pow(3));
        c = c.add(c).add(1);
        c = c.add(1).add(c).sub(a);
        d = d.add(d.mul(2)).add(b.add(a).relu());
        d = d.add(d.mul(3)).add(b.sub(a).relu());
        Tensor e = c.sub(d);
        Tensor f = e.pow(2);
        return f.div(2).add(f.rdiv(10));
    }

    private static double gradient(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad(), "no gradient arrived").item();
    }

    private static void draw(Plot plot, String point, Tensor x, Tensor y, Tensor leaf, Tensor g) {
        Tensor tangent = x.sub(leaf.item()).mul(gradient(leaf)).add(g.item());
        plot.line("g", x.toDoubleArray(), y.toDoubleArray(), Pictures.COLOURS[0])
                .line("tangent", x.toDoubleArray(), tangent.toDoubleArray(), Pictures.COLOURS[1])
                .dots(10)
                .points(point, new double[] {leaf.item()}, new double[] {g.item()}, Pictures.COLOURS[6]);
    }
}

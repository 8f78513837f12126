package dev.adjoint.examples.toys.experiments;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Activations and their derivatives, which the engine computes.
 *
 * <p>Claims: leaky ReLU is {@code x} from 0 on and {@code slope · x} below, with derivative 1 and {@code slope} (Maas
 * et al. 2013); the derivative of the sigmoid is at most 1/4, and those of GELU and SiLU go below 0.
 */
final class Activations implements Toy {
    private static final double[][] TABLES = {{-0.5, 0, 1, 2, 3, 4.5}, {0.2, 0.5, 1.2, -2.3, 0}};

    @Override
    public String name() {
        return "activations";
    }

    @Override
    public String summary() {
        return "leaky ReLU and others: values, and derivatives by the engine";
    }

    /** Returns the derivative of a function at each of the points. */
    static double[] derivative(UnaryOperator<Tensor> f, double... points) {
        Tensor x = Tensor.of(points).requiresGrad(true);
        f.apply(x).sum().backward();
        return Nets.gradient(x).toDoubleArray();
    }

    @Override
    public void run(Options options) throws IOException {
        Screen screen = options.screen();
        for (double slope : new double[] {0.1, 0}) {
            for (double[] points : TABLES) {
                screen.line("leaky ReLU, slope %s", slope);
                row(screen, "x", points, 1);
                row(screen, "f(x)", Tensor.of(points).leakyRelu(slope).toDoubleArray(), 2);
                row(screen, "f'(x)", derivative(x -> x.leakyRelu(slope), points), 2);
                screen.line();
            }
        }
        double[] x = Tensor.linspace(DType.FLOAT64, -4, 4, 401).toDoubleArray();
        screen.line("%-12s %12s %12s   (x from -4 to 4)", "function", "least f'", "greatest f'");
        Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put("ReLU", Tensor::relu);
        functions.put("sigmoid", Tensor::sigmoid);
        functions.put("tanh", Tensor::tanh);
        functions.put("GELU", Tensor::gelu);
        functions.put("SiLU", Tensor::silu);
        functions.put("ELU", v -> v.elu(1));
        functions.forEach((name, f) -> {
            Tensor slopes = Tensor.of(derivative(f, x));
            screen.line(
                    "%-12s %12s %12s",
                    name,
                    Figures.fixed(slopes.min().item(), 4),
                    Figures.fixed(slopes.max().item(), 4));
        });
        screen.line();

        Map<String, UnaryOperator<Tensor>> leaky = new LinkedHashMap<>();
        for (double slope : new double[] {0, 0.01, 0.1, 0.3}) {
            leaky.put("slope " + slope, v -> v.leakyRelu(slope));
        }
        options.pictures()
                .saveCharts(
                        List.of(
                                values("Leaky ReLU", leaky, x),
                                slopes("Its derivative", leaky, x),
                                values("Other activations", functions, x),
                                slopes("Their derivatives", functions, x)),
                        2,
                        name());
    }

    private static void row(Screen screen, String name, double[] numbers, int decimals) {
        StringBuilder line = new StringBuilder(name);
        for (double number : numbers) {
            String text = Figures.fixed(number, decimals);
            line.append(" "
                            .repeat(Math.max(
                                    1, 8 - text.length() + (line.length() == name.length() ? 6 - name.length() : 0))))
                    .append(text);
        }
        screen.line("%s", line);
    }

    private static XYChart values(String title, Map<String, UnaryOperator<Tensor>> functions, double[] x) {
        XYChart chart = Charts.panel(title, "x", "f(x)", LegendPosition.InsideNW);
        functions.forEach((name, f) ->
                Charts.evenLine(chart, name, x, f.apply(Tensor.of(x)).toDoubleArray()));
        return chart;
    }

    private static XYChart slopes(String title, Map<String, UnaryOperator<Tensor>> functions, double[] x) {
        XYChart chart = Charts.panel(title, "x", "f'(x)", LegendPosition.InsideNW);
        functions.forEach((name, f) -> Charts.evenLine(chart, name, x, derivative(f, x)));
        return chart;
    }
}

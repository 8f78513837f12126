package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Pictures;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A network of two inputs, two hidden sigmoids and one output, worked through in plain numbers beside the engine.
 *
 * <p>Claim: backpropagation is the chain rule and nothing more (Rumelhart, Hinton, Williams 1986), so that a page of
 * arithmetic gives the numbers of the engine.
 */
final class ByHand implements Toy {
    private static final double[] X = {0.5, -1};
    private static final double[][] V = {{0.4, -0.6}, {0.7, 0.2}};
    private static final double[] B = {0.1, -0.3};
    private static final double[] W = {0.9, -0.5};
    private static final double C = 0.2;
    private static final double TARGET = 1;

    @Override
    public String name() {
        return "by-hand";
    }

    @Override
    public String summary() {
        return "a 2-2-1 network worked through in numbers, beside the engine's";
    }

    private static double sigmoid(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }

    /** Returns all quantities and gradients by arithmetic, in the order in which one computes them. */
    static Map<String, Double> byHand() {
        Map<String, Double> n = new LinkedHashMap<>();
        double[] h = new double[2];
        for (int i = 0; i < 2; i++) {
            double z = V[i][0] * X[0] + V[i][1] * X[1] + B[i];
            h[i] = sigmoid(z);
            n.put("z" + (i + 1), z);
            n.put("h" + (i + 1), h[i]);
        }
        double y = W[0] * h[0] + W[1] * h[1] + C;
        double error = y - TARGET;
        n.put("y", y);
        n.put("loss", error * error / 2);

        n.put("dy", error);
        n.put("dc", error);
        for (int i = 0; i < 2; i++) {
            double dh = error * W[i];
            double dz = dh * h[i] * (1 - h[i]);
            n.put("dw" + (i + 1), error * h[i]);
            n.put("dh" + (i + 1), dh);
            n.put("dz" + (i + 1), dz);
            n.put("db" + (i + 1), dz);
            n.put("dv" + (i + 1) + "1", dz * X[0]);
            n.put("dv" + (i + 1) + "2", dz * X[1]);
        }
        return n;
    }

    /** Returns the same quantities as the engine computes them. */
    static Map<String, Double> byEngine() {
        Tensor v = Tensor.of(V).requiresGrad(true);
        Tensor b = Tensor.of(B).requiresGrad(true);
        Tensor w = Tensor.of(W).reshape(1, 2).requiresGrad(true);
        Tensor c = Tensor.of(C).requiresGrad(true);
        Tensor z = Tensor.of(X).linear(v, b).retainGrad();
        Tensor h = z.sigmoid().retainGrad();
        Tensor y = h.linear(w, c).retainGrad();
        Tensor loss = y.sub(TARGET).square().div(2).sum();
        loss.backward();

        Map<String, Double> n = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) {
            n.put("z" + (i + 1), z.get(i));
            n.put("h" + (i + 1), h.get(i));
            n.put("dw" + (i + 1), Nets.gradient(w).get(0, i));
            n.put("dh" + (i + 1), Nets.gradient(h).get(i));
            n.put("dz" + (i + 1), Nets.gradient(z).get(i));
            n.put("db" + (i + 1), Nets.gradient(b).get(i));
            n.put("dv" + (i + 1) + "1", Nets.gradient(v).get(i, 0));
            n.put("dv" + (i + 1) + "2", Nets.gradient(v).get(i, 1));
        }
        n.put("y", y.item());
        n.put("loss", loss.item());
        n.put("dy", Nets.gradient(y).item());
        n.put("dc", Nets.gradient(c).item());
        return n;
    }

    private static final Map<String, String> FORMULAS = Map.ofEntries(
            Map.entry("z1", "v11 x1 + v12 x2 + b1"),
            Map.entry("h1", "sigmoid(z1)"),
            Map.entry("y", "w1 h1 + w2 h2 + c"),
            Map.entry("loss", "(y - t)^2 / 2"),
            Map.entry("dy", "y - t"),
            Map.entry("dc", "dy"),
            Map.entry("dw1", "dy h1"),
            Map.entry("dh1", "dy w1"),
            Map.entry("dz1", "dh1 h1 (1 - h1)"),
            Map.entry("db1", "dz1"),
            Map.entry("dv11", "dz1 x1"),
            Map.entry("dv12", "dz1 x2"));

    /** Returns the formula of a quantity; those of the second hidden unit are those of the first, renumbered. */
    private static String formula(String quantity) {
        String known = FORMULAS.get(quantity);
        if (known != null) {
            return known;
        }
        String first = quantity.startsWith("dv") ? "dv1" + quantity.charAt(3) : quantity.replace('2', '1');
        return FORMULAS.getOrDefault(first, "").replaceAll("([vbwhz])1", "$12");
    }

    private static double number(Map<String, Double> numbers, String quantity) {
        return Objects.requireNonNull(numbers.get(quantity), quantity);
    }

    @Override
    public void run(Options options) throws IOException {
        Screen screen = options.screen();
        Map<String, Double> engine = byEngine();
        screen.line("x = (0.5, -1), t = 1; d... is the derivative of the loss by ...");
        screen.line("quantity   formula                      by hand       engine   difference");
        byHand().forEach((quantity, value) -> {
            double other = number(engine, quantity);
            screen.line(
                    "%-10s %-22s %13s %12s %12s",
                    quantity,
                    formula(quantity),
                    Figures.fixed(value, 8),
                    Figures.fixed(other, 8),
                    Figures.scientific(Math.abs(value - other), 1));
        });
        screen.line();
        options.pictures().draw(760, 380, name(), graphics -> draw(graphics, engine));
    }

    private static void draw(Graphics2D g, Map<String, Double> n) {
        int[][] inputs = {{90, 110}, {90, 270}};
        int[][] hidden = {{370, 110}, {370, 270}};
        int[] output = {640, 190};
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                edge(g, inputs[j], hidden[i], i == j ? 0.5 : 0.27, V[i][j], number(n, "dv" + (i + 1) + (j + 1)));
            }
            edge(g, hidden[i], output, 0.5, W[i], number(n, "dw" + (i + 1)));
        }
        for (int i = 0; i < 2; i++) {
            node(g, inputs[i], "x" + (i + 1), Figures.fixed(X[i], 1), "");
            node(
                    g,
                    hidden[i],
                    "h" + (i + 1),
                    Figures.fixed(number(n, "h" + (i + 1)), 3),
                    Figures.fixed(number(n, "dh" + (i + 1)), 3));
        }
        node(g, output, "y", Figures.fixed(number(n, "y"), 3), Figures.fixed(number(n, "dy"), 3));
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        g.setColor(Color.BLACK);
        g.drawString("Values forward, derivatives of the loss backward", 185, 30);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setColor(Pictures.colour(0));
        g.drawString("weights and values", 270, 355);
        g.setColor(Pictures.colour(1));
        g.drawString("derivatives", 410, 355);
    }

    private static void edge(Graphics2D g, int[] from, int[] to, double at, double weight, double gradient) {
        g.setColor(new Color(0xB0B0B0));
        g.setStroke(new BasicStroke(1.5f));
        g.drawLine(from[0], from[1], to[0], to[1]);
        int x = (int) (from[0] + at * (to[0] - from[0]));
        int y = (int) (from[1] + at * (to[1] - from[1]));
        label(g, x, y - 4, Figures.fixed(weight, 1), Pictures.colour(0));
        label(g, x, y + 13, Figures.fixed(gradient, 3), Pictures.colour(1));
    }

    private static void node(Graphics2D g, int[] at, String name, String value, String gradient) {
        int radius = 36;
        g.setColor(Color.WHITE);
        g.fillOval(at[0] - radius, at[1] - radius, 2 * radius, 2 * radius);
        g.setColor(Color.DARK_GRAY);
        g.drawOval(at[0] - radius, at[1] - radius, 2 * radius, 2 * radius);
        label(g, at[0], at[1] - 14, name, Color.BLACK);
        label(g, at[0], at[1] + 5, value, Pictures.colour(0));
        label(g, at[0], at[1] + 23, gradient, Pictures.colour(1));
    }

    private static void label(Graphics2D g, int x, int y, String text, Color colour) {
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        int width = g.getFontMetrics().stringWidth(text);
        g.setColor(Color.WHITE);
        g.fillRect(x - width / 2 - 2, y - 12, width + 4, 16);
        g.setColor(colour);
        g.drawString(text, x - width / 2, y);
    }
}

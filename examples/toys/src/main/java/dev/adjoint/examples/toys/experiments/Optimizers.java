package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.Figures;
import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Pictures;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Lbfgs;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.RmsProp;
import dev.adjoint.nn.optim.Sgd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;

/**
 * The ways of optimisers down two valleys.
 *
 * <p>Claims: momentum goes through a long bent valley faster than plain steps (Polyak 1964); Adam and RMSprop scale the
 * steps of each coordinate; L-BFGS, which estimates curvature, needs a few dozen evaluations (Liu, Nocedal 1989).
 * Functions: H. Rosenbrock 1960, least at (1, 1); E. Beale 1958, least at (3, 0.5).
 */
final class Optimizers implements Toy {
    /** A function to find the least value of, with a start and the least point. */
    enum Valley {
        ROSENBROCK("Rosenbrock", -1.5, 2, 1, 1) {
            @Override
            Tensor height(Tensor x, Tensor y) {
                return x.rsub(1).square().add(y.sub(x.square()).square().mul(100));
            }
        },
        BEALE("Beale", 1, 1.5, 3, 0.5) {
            @Override
            Tensor height(Tensor x, Tensor y) {
                Tensor a = x.mul(y).sub(x).add(1.5);
                Tensor b = x.mul(y.square()).sub(x).add(2.25);
                Tensor c = x.mul(y.pow(3)).sub(x).add(2.625);
                return a.square().add(b.square()).add(c.square());
            }
        };

        final String label;
        final double startX;
        final double startY;
        final double leastX;
        final double leastY;

        Valley(String label, double startX, double startY, double leastX, double leastY) {
            this.label = label;
            this.startX = startX;
            this.startY = startY;
            this.leastX = leastX;
            this.leastY = leastY;
        }

        double[] xRange() {
            return this == ROSENBROCK ? new double[] {-2, 2} : new double[] {-0.5, 4};
        }

        double[] yRange() {
            return this == ROSENBROCK ? new double[] {-1, 3} : new double[] {-1.5, 2};
        }

        LegendPosition legend() {
            return this == ROSENBROCK ? LegendPosition.InsideN : LegendPosition.InsideSE;
        }

        abstract Tensor height(Tensor x, Tensor y);

        double at(double x, double y) {
            return height(Tensor.of(x), Tensor.of(y)).item();
        }
    }

    static Map<String, Function<List<Tensor>, Optimizer>> optimizers(Valley valley) {
        boolean steep = valley == Valley.ROSENBROCK;
        Map<String, Function<List<Tensor>, Optimizer>> optimizers = new LinkedHashMap<>();
        optimizers.put("SGD", p -> new Sgd(p, steep ? 5e-4 : 2e-3));
        optimizers.put("momentum", p -> new Sgd(p, steep ? 5e-4 : 2e-3).momentum(0.9));
        optimizers.put("RMSprop", p -> new RmsProp(p, 0.01));
        optimizers.put("Adam", p -> new Adam(p, 0.05));
        optimizers.put("L-BFGS", p -> new Lbfgs(p).maxIter(4).strongWolfe(true));
        return optimizers;
    }

    /** The points of one way, the start first, and how often the function was computed. */
    record Path(double[] x, double[] y, int evaluations) {
        int steps() {
            return x.length - 1;
        }

        /** Returns this without the points that a picture cannot tell from the one before. */
        Path thinned(Valley valley) {
            double dot = (valley.xRange()[1] - valley.xRange()[0]) / 400;
            int last = x.length - 1;
            List<Integer> kept = new ArrayList<>(List.of(0));
            for (int i = 1; i <= last; i++) {
                int before = kept.get(kept.size() - 1);
                if (i == last || Math.abs(x[i] - x[before]) > dot || Math.abs(y[i] - y[before]) > dot) {
                    kept.add(i);
                }
            }
            return new Path(
                    kept.stream().mapToDouble(i -> x[i]).toArray(),
                    kept.stream().mapToDouble(i -> y[i]).toArray(),
                    evaluations);
        }

        double distance(Valley valley) {
            double dx = x[x.length - 1] - valley.leastX;
            double dy = y[y.length - 1] - valley.leastY;
            return Math.sqrt(dx * dx + dy * dy);
        }
    }

    @Override
    public String name() {
        return "optimizers";
    }

    @Override
    public String summary() {
        return "the ways of five optimisers down two valleys";
    }

    /** Goes until the point is as near to the least one as asked, or out of steps. */
    static Path descend(Valley valley, Function<List<Tensor>, Optimizer> make, int maxSteps, double near) {
        Tensor x = Tensor.of(valley.startX).requiresGrad(true);
        Tensor y = Tensor.of(valley.startY).requiresGrad(true);
        Optimizer optimizer = make.apply(List.of(x, y));
        List<Double> xs = new ArrayList<>(List.of(x.item()));
        List<Double> ys = new ArrayList<>(List.of(y.item()));
        int[] evaluations = {0};
        for (int step = 0; step < maxSteps; step++) {
            optimizer.step(() -> {
                optimizer.zeroGrad();
                Tensor h = valley.height(x, y).sum();
                h.backward();
                evaluations[0]++;
                return h;
            });
            xs.add(x.item());
            ys.add(y.item());
            double dx = x.item() - valley.leastX;
            double dy = y.item() - valley.leastY;
            if (dx * dx + dy * dy < near * near) {
                break;
            }
        }
        return new Path(
                xs.stream().mapToDouble(Double::doubleValue).toArray(),
                ys.stream().mapToDouble(Double::doubleValue).toArray(),
                evaluations[0]);
    }

    @Override
    public void run(Options options) throws IOException {
        int maxSteps = options.brief() ? 500 : 20_000;
        Screen screen = options.screen();
        List<XYChart> panels = new ArrayList<>();
        for (Valley valley : Valley.values()) {
            XYChart chart = Charts.panel(valley.label, "x", "y", valley.legend());
            chart.getStyler().setXAxisMin(valley.xRange()[0]).setXAxisMax(valley.xRange()[1]);
            chart.getStyler().setYAxisMin(valley.yRange()[0]).setYAxisMax(valley.yRange()[1]);
            for (double height = 0.5; height < 3000; height *= 4) {
                Contours.add(chart, valley::at, valley.xRange(), valley.yRange(), height);
            }
            screen.line("%-12s   steps   evaluations   distance from the least point", valley.label);
            int[] colour = {0};
            optimizers(valley).forEach((label, make) -> {
                Path path = descend(valley, make, maxSteps, 1e-3);
                screen.line(
                        "%-12s %7d %13d %22s",
                        label, path.steps(), path.evaluations(), Figures.scientific(path.distance(valley), 2));
                Path drawn = path.thinned(valley);
                XYSeries series = chart.addSeries(label, drawn.x(), drawn.y());
                series.setLineStyle(SeriesLines.SOLID);
                series.setLineColor(Pictures.colour(colour[0]++));
                series.setLineWidth(1.6f);
            });
            screen.line();
            panels.add(chart);
        }
        options.pictures().saveCharts(panels, 2, name());
    }
}

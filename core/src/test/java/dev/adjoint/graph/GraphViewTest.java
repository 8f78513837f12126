package dev.adjoint.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.op.DiagonalOp;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GraphViewTest {
    private final Tensor w = Tensor.of(0.5f, -1).requiresGrad(true);

    @Test
    void theTreeShowsValuesGradientsAndDerivatives() {
        Tensor loss = w.tanh().square().sum();
        GraphView view = GraphView.of(loss, Map.of("w", w));
        loss.backward();

        assertThat(view).hasToString("""
                #1 sum [] = 0.79358
                \\- #2 pow [2] = 0.21355, 0.58003; derivative 0.92423, -1.5232
                   \\- #3 tanh [2] = 0.46212, -0.76159; derivative 0.78645, 0.41997
                      \\- #4 w [2] = 0.5, -1; grad 0.72686, -0.6397""");
    }

    @Test
    void theNumbersShownAreTheNumbersUsed() {
        Tensor hidden = w.tanh().retainGrad();
        Tensor loss = hidden.exp().sum();
        GraphRecorder recorder = new GraphRecorder();
        GraphView view = GraphView.of(loss, Map.of("w", w, "hidden", hidden), recorder);
        DiagonalOp tanh = (DiagonalOp) Objects.requireNonNull(hidden.op());
        String derivative = tanh.calculateDerivative().summary();
        try (Autograd.Watch watch = Autograd.watch(recorder)) {
            loss.backward();
        }
        assertThat(view.toText())
                .contains("hidden = tanh [2] = " + hidden.summary() + "\n")
                .contains("|   grad " + gradient(hidden).summary() + "\n      |   derivative " + derivative + "\n")
                .contains("#1 sum [] = " + loss.summary() + "; grad 1\n")
                .contains("exp [2] = " + hidden.exp().summary() + "; grad 1, 1; derivative ")
                .endsWith("w [2] = 0.5, -1; grad " + gradient(w).summary());
    }

    @Test
    void aSnapshotKeepsTheValuesOfItsTime() {
        Tensor loss = w.mul(2).sum();
        GraphView view = GraphView.of(loss);
        loss.backward();
        try (Autograd.Scope scope = Autograd.noGrad()) {
            w.copyFrom(Tensor.of(7f, 7));
        }
        assertThat(view.toText()).contains("leaf [2] = 0.5, -1; grad 2, 2");
    }

    @Test
    void whatIsSharedIsShownOnceAndReferredTo() {
        Tensor y = w.exp();
        String text = GraphView.of(y.mul(y).add(w)).toText();

        assertThat(text.lines()).hasSize(6);
        assertThat(text).contains("|  \\- #4 exp [2], see above").endsWith("\\- #3 leaf [2], as above");
        assertThat(text).containsOnlyOnce("exp [2] =");
    }

    @Test
    void typesOtherThanFloat32AreTold() {
        Tensor x = Tensor.of(1.0).requiresGrad(true);
        assertThat(GraphView.of(x.to(DType.FLOAT32)).toText()).isEqualTo("#1 to [1] = 1\n\\- #2 leaf [1] FLOAT64 = 1");
    }

    @Test
    void constantsAreInTheGraphToo() {
        assertThat(GraphView.of(w.mul(Tensor.of(3f, 4))).toText()).endsWith("\\- #3 constant [2] = 3, 4");
        assertThat(GraphView.of(Tensor.of(3f))).hasToString("#1 constant [1] = 3");
    }

    @Test
    void placesAreShownAroundTheirNodes() {
        GraphRecorder recorder = new GraphRecorder(place -> place.equals("hidden") ? null : place.toString());
        Tensor loss;
        try (Autograd.Watch watch = Autograd.watch(recorder)) {
            Tensor inner;
            try (Autograd.Place net = Autograd.enter("net");
                    Autograd.Place none = Autograd.enter("hidden");
                    Autograd.Place layer = Autograd.enter("fc \"1\" <&>")) {
                inner = w.exp();
            }
            loss = inner.sum();
        }
        GraphView view = GraphView.of(loss, Map.of("w", w), recorder);

        assertThat(view.toText().lines().toList().subList(1, 3))
                .containsExactly(
                        "\\- in net / fc \"1\" <&>:", "   #2 exp [2] = 1.6487, 0.36788; derivative 1.6487, 0.36788");
        assertThat(view.toDot())
                .contains("subgraph cluster_0 {\n    label=\"net\"")
                .contains("subgraph cluster_1 {\n      label=\"fc \\\"1\\\" <&>\"");
        assertThat(view.toSvg()).contains(">net</text>").contains(">fc &quot;1&quot; &lt;&amp;&gt;</text>");
    }

    @Test
    void ofALargeGraphTheNearestNodesAreShown() {
        Tensor z = w;
        for (int i = 0; i < 100_000; i++) {
            z = z.neg();
        }
        GraphView view = GraphView.of(z, Map.of(), new GraphRecorder(), 3);
        String note = "99998 nodes farther from the root left out, at the limit of 3";

        assertThat(view.toText().lines()).hasSize(4);
        assertThat(view.toText()).contains("... 1 input left out").endsWith(note);
        assertThat(view.toDot()).contains(note).contains("... 1 input left out");
        assertThat(view.toSvg()).contains(note).contains("... 1 input left out");
        assertThat(GraphView.of(z).toText()).contains("#200 neg").doesNotContain("#201");
    }

    @Test
    void aGraphAtTheLimitIsComplete() {
        assertThat(GraphView.of(w.neg(), Map.of(), new GraphRecorder(), 2).toText())
                .doesNotContain("left out");
    }

    @Test
    void aFreedGraphSaysSo() {
        Tensor loss = w.sum();
        loss.backward();
        assertThat(GraphView.of(loss)).hasToString("#1 sum [] = -0.5; inputs were freed by a backward pass");
    }

    @Test
    void viewingRecordsAndChangesNothing() {
        Tensor loss = w.tanh().sum();
        Op op = loss.op();
        GraphView.of(loss).toSvg();

        assertThat(loss.op()).isSameAs(op);
        assertThat(w.grad()).isNull();
        loss.backward();
    }

    @Test
    void theLimitIsChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphView.of(w, Map.of(), new GraphRecorder(), 0))
                .withMessage("graph view: the limit must be between 1 and 2000 nodes, got 0");
    }

    @Test
    void dotIsOneNodeATensorAndOneEdgeAUse() {
        Tensor loss = w.mul(w).mul(Tensor.of(3f, 4));
        GraphView view = GraphView.of(loss, Map.of("a \"b\\", w));
        loss.sum().backward(GraphOption.RETAIN_GRAPH);

        assertThat(view.toDot()).isEqualTo("""
                digraph {
                  node [shape=box, style="rounded,filled", fontname="monospace", fontsize=10];
                  edge [color="#777777"];
                  n1 [label="mul [2]\\lvalue 0.75, 4\\l", color="#D55E00", fillcolor="#FFF0E4"];
                  n2 [label="mul [2]\\lvalue 0.25, 1\\l", color="#555555", fillcolor="#FFFFFF"];
                  n3 [label="constant [2]\\lvalue 3, 4\\l", color="#AAAAAA", fillcolor="#EFEFEF"];
                  n4 [label="a \\"b\\\\ [2]\\lvalue 0.5, -1\\lgrad  3, -8\\l", color="#0072B2", fillcolor="#E6F2FA"];
                  n2 -> n1;
                  n3 -> n1 [style=dashed];
                  n4 -> n2;
                  n4 -> n2;
                }
                """);
    }

    private static Tensor gradient(Tensor tensor) {
        return Objects.requireNonNull(tensor.grad());
    }
}

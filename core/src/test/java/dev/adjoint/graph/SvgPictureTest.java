package dev.adjoint.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Tensor;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class SvgPictureTest {
    private final Tensor w = Tensor.of(0.5f, -1).requiresGrad(true);

    @Test
    void isWellFormedWhateverTheNames() throws IOException, SAXException, ParserConfigurationException {
        GraphView view = GraphView.of(w.exp().sum(), Map.of("<w>&\"'\u0001\uD83D\uDE00", w));
        Document svg = parse(view.toSvg());

        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(3);
        assertThat(texts(svg)).contains("<w>&\"'\uFFFD\uD83D\uDE00 [2]", "value 0.5, -1", "sum []");
    }

    @Test
    void boxesOfNodesDoNotOverlapAndLieInThePicture() throws IOException, SAXException, ParserConfigurationException {
        Document svg = parse(GraphView.of(network()).toSvg());
        List<double[]> boxes = nodeBoxes(svg);
        Element root = svg.getDocumentElement();
        double[] picture = numbers(root.getAttribute("viewBox").split(" "));

        assertThat(boxes).hasSizeGreaterThan(10);
        for (int i = 0; i < boxes.size(); i++) {
            double[] a = boxes.get(i);
            assertThat(a[0]).isGreaterThan(picture[0]);
            assertThat(a[1]).isGreaterThan(picture[1]);
            assertThat(a[0] + a[2]).isLessThan(picture[0] + picture[2]);
            assertThat(a[1] + a[3]).isLessThan(picture[1] + picture[3]);
            for (double[] b : boxes.subList(0, i)) {
                assertThat(apart(a, b))
                        .as("boxes %s and %s", List.of(a[0], a[1]), List.of(b[0], b[1]))
                        .isTrue();
            }
        }
    }

    @Test
    void inputsAreAboveTheirUsers() {
        GraphRecorder recorder = new GraphRecorder();
        List<GraphNode> nodes = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            nodes.add(new GraphNode(i, Tensor.scalar(i), null, recorder));
        }
        // 1 uses 2 and 4, 2 uses 3, 3 uses 4: the edge from 4 to 1 passes two layers.
        nodes.get(0).addInput(nodes.get(1));
        nodes.get(0).addInput(nodes.get(3));
        nodes.get(1).addInput(nodes.get(2));
        nodes.get(2).addInput(nodes.get(3));
        LayeredLayout layout = new LayeredLayout(nodes, node -> new Vertex(node, node.place(), 50, 20));

        for (LayeredLayout.Edge edge : layout.edges()) {
            assertThat(layout.vertex(edge.input()).bottom())
                    .isLessThan(edge.user().top());
        }
        assertThat(layout.edges().get(1).way()).hasSize(4);
        assertThat(layout.vertex(nodes.get(3)).depth).isEqualTo(3);
    }

    @Test
    void aPlaceInPiecesHasSeveralBoxesWithItsNodesAlone() {
        List<Vertex> vertices = List.of(
                vertex(0, 0, "net", "cell"), vertex(0, 100, "net"), vertex(0, 200, "net", "cell"), vertex(300, 100));
        List<PlaceBox> boxes = PlaceBox.around(vertices);

        assertThat(boxes).extracting(PlaceBox::label).containsExactly("net", "cell", "cell");
        assertThat(boxes.get(0).top()).isLessThan(boxes.get(1).top());
        assertThat(boxes.get(0).bottom()).isGreaterThan(boxes.get(2).bottom());
        assertThat(boxes.get(0).right()).isLessThan(vertices.get(3).left());
        assertThat(boxes.get(1).bottom()).isLessThan(vertices.get(1).top());
    }

    @Test
    void whatIsNotInAPlaceMovesOutOfItsBox() {
        Vertex wide = vertex(0, 0, "cell");
        Vertex inside = vertex(-60, 100, "cell");
        Vertex outside = vertex(40, 100);
        Vertex other = vertex(0, 0, "cell");
        other.x = 120;
        new PlaceSeparation(List.of(List.of(wide, other), List.of(inside, outside))).run();

        assertThat(outside.left()).isGreaterThan(other.right());
        assertThat(PlaceBox.around(List.of(wide, other, inside, outside))).hasSize(1);
    }

    private static Vertex vertex(double x, double y, String... place) {
        Vertex vertex = new Vertex(null, List.of(place), 50, 20);
        vertex.x = x;
        vertex.y = y;
        return vertex;
    }

    private Tensor network() {
        Tensor y = w;
        for (int i = 0; i < 4; i++) {
            y = y.mul(w).tanh().add(y).mul(Tensor.of(3f, i));
        }
        return y.sum();
    }

    private static boolean apart(double[] a, double[] b) {
        return a[0] + a[2] < b[0] || b[0] + b[2] < a[0] || a[1] + a[3] < b[1] || b[1] + b[3] < a[1];
    }

    private static List<double[]> nodeBoxes(Document svg) {
        List<double[]> boxes = new ArrayList<>();
        NodeList groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            Element box = (Element)
                    ((Element) groups.item(i)).getElementsByTagName("rect").item(0);
            boxes.add(numbers(
                    box.getAttribute("x"),
                    box.getAttribute("y"),
                    box.getAttribute("width"),
                    box.getAttribute("height")));
        }
        return boxes;
    }

    private static double[] numbers(String... texts) {
        double[] numbers = new double[texts.length];
        for (int i = 0; i < texts.length; i++) {
            numbers[i] = Double.parseDouble(texts[i]);
        }
        return numbers;
    }

    private static List<String> texts(Document svg) {
        List<String> texts = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("text");
        for (int i = 0; i < all.getLength(); i++) {
            texts.add(all.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(String svg) throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}

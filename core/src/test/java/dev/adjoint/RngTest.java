package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected numbers are those of PyTorch 2.13 after {@code torch.manual_seed(42)}. */
class RngTest {
    private final Rng rng = new Rng(42);

    @Test
    void uniformFloats() {
        assertThat(floats(5, out -> rng.uniform(out, 0, 1)))
                .containsExactly(0.88226926f, 0.91500396f, 0.38286376f, 0.95930564f, 0.3904482f);
        assertThat(floats(4, out -> new Rng(42).uniform(out, -0.3, 0.7)))
                .containsExactly(0.58226925f, 0.61500394f, 0.08286375f, 0.65930563f);
    }

    @Test
    void uniformDoubles() {
        assertThat(doubles(3, out -> rng.uniform(out, 0, 1)))
                .containsExactly(0.05815448596142969, 0.06291016742457756, 0.12358607277440903);
    }

    @Test
    void uniformStaysBelowTheUpperBound() {
        float next = Math.nextUp(1f);

        assertThat(floats(1000, out -> rng.uniform(out, 1, next))).containsOnly(1f);
        assertThat(doubles(1000, out -> rng.uniform(out, 1, Math.nextUp(1.0)))).containsOnly(1.0);
        assertThat(floats(3, out -> rng.uniform(out, 5, 5))).containsOnly(5f);
    }

    @Test
    void fewNormalFloats() {
        assertThat(floats(5, out -> rng.normal(out, 0, 1)))
                .containsExactly(0.33669037f, 0.1288094f, 0.23446237f, 0.23033303f, -1.1228564f);
    }

    @Test
    void fewNormalDoubles() {
        double[] expected = {2.1683451771919295, 2.064404702568295, 2.117231181680766};

        assertThat(doubles(3, out -> rng.normal(out, 2, 0.5))).containsExactly(expected, within(1e-15));
    }

    @Test
    void manyNormalFloats() {
        assertThat(floats(17, out -> rng.normal(out, 0, 1)))
                .containsExactly(
                        1.9269153f,
                        -0.15959747f,
                        -0.49739754f,
                        0.43958926f,
                        -0.75813115f,
                        1.0783176f,
                        0.80080056f,
                        1.6806206f,
                        0.3558599f,
                        1.2964228f,
                        0.6104665f,
                        1.3347378f,
                        -0.23162432f,
                        0.04175949f,
                        -0.2515753f,
                        0.8598585f,
                        -0.30972677f);
    }

    @Test
    void manyNormalDoubles() {
        double[] normals = doubles(17, out -> rng.normal(out, 0, 1));

        assertThat(normals[0]).isCloseTo(0.2995562877502637, within(1e-15));
        assertThat(normals[1]).isCloseTo(1.504572275678796, within(1e-14));
        assertThat(normals[16]).isCloseTo(0.2494118796915765, within(1e-15));
    }

    @Test
    void keepsTheSecondNormalOfAPairAcrossOtherCalls() {
        assertThat(floats(1, out -> rng.normal(out, 0, 1))).containsExactly(0.33669037f);
        assertThat(floats(16, out -> rng.normal(out, 0, 1))).startsWith(0.67841846f, -1.2345449f);
        assertThat(floats(1, out -> rng.uniform(out, 0, 1))).containsExactly(0.26963168f);
        assertThat(floats(1, out -> rng.normal(out, 0, 1))).containsExactly(0.1288094f);
        assertThat(doubles(1, out -> rng.normal(out, 0, 1)))
                .containsExactly(new double[] {-1.4285336157669053}, within(1e-14));
    }

    @Test
    void seedingForgetsTheKeptNormal() {
        float[] first = floats(1, out -> Rng.seed(42).normal(out, 0, 1));

        assertThat(floats(1, out -> Rng.seed(42).normal(out, 0, 1))).containsExactly(first);
    }

    @Test
    void integers() {
        assertThat(longs(5, out -> rng.randint(out, 0, 100))).containsExactly(42, 67, 76, 14, 26);
        assertThat(longs(3, out -> rng.randint(out, -3, 1L << 40)))
                .containsExactly(307474653501L, 86539400415L, 520338594695L);
        assertThat(longs(2, rng::random)).containsExactly(1844211772641153354L, 8471646703852566615L);
        assertThat(rng.permutation(10)).containsExactly(2, 3, 9, 5, 8, 0, 6, 4, 1, 7);
    }

    @Test
    void integersOfTheWidestRange() {
        long[] drawn = longs(1000, out -> rng.randint(out, Long.MIN_VALUE, Long.MAX_VALUE));

        assertThat(LongStream.of(drawn)).anyMatch(n -> n < Long.MIN_VALUE / 2).anyMatch(n -> n > Long.MAX_VALUE / 2);
    }

    @Test
    void integersTakeTwoOutputsFromARangeOf28BitsOn() {
        assertThat(longs(3, out -> rng.randint(out, 0, (1L << 28) - 1)))
                .containsExactly(266460267, 199900607, 56755051);
        assertThat(longs(3, out -> rng.randint(out, 0, 1L << 28))).containsExactly(191100010, 155299516, 133224038);
    }

    @Test
    void bernoulli() {
        boolean[] out = new boolean[8];
        rng.bernoulli(out, 0.3);

        assertThat(out).containsExactly(true, true, true, true, false, false, false, false);
        rng.bernoulli(out, 0);
        assertThat(out).containsOnly(false);
        rng.bernoulli(out, 1);
        assertThat(out).containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(longs = {42, 42 + (1L << 32), Long.MIN_VALUE + 42})
    void onlyTheLow32BitsOfTheSeedCount(long seed) {
        assertThat(new Rng(seed).random()).isEqualTo(rng.random());
        assertThat(new Rng(-1).random()).isEqualTo(new Rng(0xffffffffL).random());
    }

    @Test
    void eachThreadHasItsOwnDefaultGenerator() {
        Rng here = Rng.seed(7);
        assertThat(Rng.current()).isSameAs(here);

        Rng elsewhere = CompletableFuture.supplyAsync(Rng::current, task -> new Thread(task).start())
                .join();

        assertThat(elsewhere).isNotSameAs(here);
        assertThat(elsewhere.random()).isEqualTo(new Rng(Rng.DEFAULT_SEED).random());
        assertThat(here.random()).isEqualTo(new Rng(7).random());
    }

    static List<Consumer<Rng>> emptyDraws() {
        return List.of(
                rng -> rng.uniform(new float[0], 0, 1),
                rng -> rng.uniform(new double[0], 0, 1),
                rng -> rng.normal(new float[0], 0, 1),
                rng -> rng.normal(new double[0], 0, 1),
                rng -> rng.bernoulli(new boolean[0], 0.5),
                rng -> rng.randint(new long[0], 0, 10),
                rng -> rng.random(new long[0]),
                rng -> rng.permutation(0),
                rng -> rng.permutation(1));
    }

    @ParameterizedTest
    @MethodSource("emptyDraws")
    void nothingToDrawUsesUpNothing(Consumer<Rng> draw) {
        long[] before = rng.state();

        draw.accept(rng);

        assertThat(rng.state()).isEqualTo(before);
    }

    @Test
    void restoresTheStateWithTheKeptNormal() {
        rng.uniform(new float[1000], 0, 1);
        rng.normal(new float[1], 0, 1);
        long[] state = rng.state();
        float[] normals = floats(3, out -> rng.normal(out, 0, 1));
        long integer = rng.random();

        Rng other = new Rng(0);
        other.restore(state);

        assertThat(floats(3, out -> other.normal(out, 0, 1))).containsExactly(normals);
        assertThat(other.random()).isEqualTo(integer);
    }

    static List<Map.Entry<UnaryOperator<long[]>, String>> damagedStates() {
        return List.of(
                Map.entry(state -> new long[3], "rng: a state has 626 numbers, got 3"),
                Map.entry(state -> new long[626], "rng: the words of a state must not all be 0"),
                Map.entry(with(0, 625), "rng: a state starts with a count from 0 to 624, got 625"),
                Map.entry(with(0, -1), "rng: a state starts with a count from 0 to 624, got -1"),
                Map.entry(
                        with(1, Double.doubleToLongBits(Double.POSITIVE_INFINITY)),
                        "rng: the second number of a state is no normal, got 9218868437227405312"),
                Map.entry(with(2, 1L << 32), "rng: number 2 of a state must be in [0, 2^32), got 4294967296"),
                Map.entry(with(625, -1), "rng: number 625 of a state must be in [0, 2^32), got -1"));
    }

    private static UnaryOperator<long[]> with(int i, long value) {
        return state -> {
            state[i] = value;
            return state;
        };
    }

    @ParameterizedTest
    @MethodSource("damagedStates")
    void aDamagedStateIsRefusedAndChangesNothing(Map.Entry<UnaryOperator<long[]>, String> damage) {
        long[] before = rng.state();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rng.restore(damage.getKey().apply(rng.state())))
                .withMessage(damage.getValue());

        assertThat(rng.state()).isEqualTo(before);
    }

    static List<Map.Entry<Consumer<Rng>, String>> wrongArguments() {
        return List.of(
                Map.entry(
                        rng -> rng.uniform(new float[2], 1, 0),
                        "uniform: expected from <= to with a finite difference, got from 1.0 and to 0.0"),
                Map.entry(
                        rng -> rng.uniform(new double[2], Double.NaN, 0),
                        "uniform: expected from <= to with a finite difference, got from NaN and to 0.0"),
                Map.entry(
                        rng -> rng.uniform(new float[2], -3e38, 3e38),
                        "uniform: expected from <= to with a finite difference, got from -3.0E38 and to 3.0E38"),
                Map.entry(rng -> rng.normal(new float[2], 0, -1), "normal: expected std >= 0, got -1.0"),
                Map.entry(rng -> rng.normal(new double[2], 0, Double.NaN), "normal: expected std >= 0, got NaN"),
                Map.entry(rng -> rng.bernoulli(new boolean[2], 1.5), "bernoulli: expected p in [0, 1], got 1.5"),
                Map.entry(rng -> rng.randint(new long[2], 3, 3), "randint: expected low < high, got low 3 and high 3"),
                Map.entry(rng -> rng.permutation(-1), "permutation: expected n in [0, 214748363], got -1"),
                Map.entry(
                        rng -> rng.permutation(214_748_364),
                        "permutation: expected n in [0, 214748363], got 214748364"));
    }

    @ParameterizedTest
    @MethodSource("wrongArguments")
    void wrongArgumentsAreNamed(Map.Entry<Consumer<Rng>, String> wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.getKey().accept(rng))
                .withMessage(wrong.getValue());
    }

    private static float[] floats(int n, Consumer<float[]> fill) {
        float[] out = new float[n];
        fill.accept(out);
        return out;
    }

    private static double[] doubles(int n, Consumer<double[]> fill) {
        double[] out = new double[n];
        fill.accept(out);
        return out;
    }

    private static long[] longs(int n, Consumer<long[]> fill) {
        long[] out = new long[n];
        fill.accept(out);
        return out;
    }
}

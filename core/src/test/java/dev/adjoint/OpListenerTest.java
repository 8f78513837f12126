package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.op.MulOp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpListenerTest {
    private final List<String> seen = new ArrayList<>();

    private final class Listener implements OpListener {
        private final String name;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public void beforeForward(Op op, Tensor[] inputs) {
            seen.add(name + " >" + op + inputs[0].shape());
        }

        @Override
        public void afterForward(Op op, Tensor[] inputs, Tensor output) {
            seen.add(name + " " + op + output.shape() + (output.op() == op ? " recorded" : "") + Autograd.places());
        }

        @Override
        public void beforeBackward(Op op, Tensor upstream) {
            seen.add(name + " <" + op + upstream.shape());
        }

        @Override
        public void afterBackward(Op op, Tensor upstream, @Nullable Tensor[] gradients) {
            seen.add(name + " " + op + gradients.length);
        }

        @Override
        public void afterFailure(Op op) {
            seen.add(name + " !" + op);
        }
    }

    /** The node has an array of its own: neither a listener's nor that of the caller. */
    @Test
    void whatBecomesOfTheArrayOfInputsDoesNotMatter() {
        Tensor a = Tensor.of(new float[] {3, -4}).requiresGrad(true);
        Tensor b = Tensor.of(new float[] {5, 6});
        Tensor[] inputs = {a, b};
        Tensor product;
        OpListener careless = new OpListener() {
            @Override
            public void beforeForward(Op op, Tensor[] shown) {
                shown[0] = b;
            }

            @Override
            public void afterForward(Op op, Tensor[] shown, Tensor output) {
                shown[1] = a;
            }
        };
        try (Autograd.Watch watch = Autograd.watch(careless)) {
            product = new MulOp().apply(inputs);
        }
        inputs[0] = b;
        inputs[1] = a;
        product.sum().backward();

        assertThat(product.toFloatArray()).containsExactly(15, -24);
        assertThat(a.grad()).isNotNull();
        assertThat(a.grad().toFloatArray()).containsExactly(5, 6);
    }

    /** Backward passes do without op objects where nobody sees them: sums of gradients, products with factors. */
    @Test
    void isShownWhatGradientsAreSummedByAndTheyAreTheSame() {
        Tensor unseen = gradientOfASquare();
        Tensor watched;
        try (Autograd.Watch watch = Autograd.watch(new Listener("a"))) {
            watched = gradientOfASquare();
        }
        assertThat(watched.toFloatArray()).isEqualTo(unseen.toFloatArray());
        assertThat(unseen.toFloatArray()).containsExactly(6, -8);
        int backward = seen.indexOf("a <mul[2]");
        assertThat(seen.subList(backward, seen.size()))
                .containsExactly(
                        "a <mul[2]",
                        "a >mul[2]",
                        "a mul[2][]",
                        "a >mul[2]",
                        "a mul[2][]",
                        "a mul2",
                        "a >add[2]",
                        "a add[2][]");
    }

    private static Tensor gradientOfASquare() {
        Tensor x = Tensor.of(3f, -4).requiresGrad(true);
        x.mul(x).backward(Tensor.of(1f, 1));
        return x.grad();
    }

    @Test
    void isShownBothPassesWhileItWatches() {
        Tensor x = Tensor.of(1f, 2).requiresGrad(true);
        x.exp();
        try (Autograd.Watch watch = Autograd.watch(new Listener("a"));
                Autograd.Place outer = Autograd.enter("outer")) {
            Tensor y;
            try (Autograd.Place inner = Autograd.enter("inner")) {
                y = x.exp();
            }
            y.sum().backward();
        }
        x.exp();

        assertThat(seen)
                .startsWith("a >exp[2]", "a exp[2] recorded[outer, inner]", "a >sum[2]", "a sum[] recorded[outer]")
                .contains("a <sum[]", "a sum1", "a <exp[2]", "a exp1");
        assertThat(seen.get(seen.size() - 1)).isEqualTo("a exp1");
        assertThat(Autograd.isWatched()).isFalse();
        assertThat(Autograd.places()).isEmpty();
    }

    @Test
    void backwardPassesAreToldFromTheRest() {
        List<Boolean> backward = new ArrayList<>();
        OpListener listener = new OpListener() {
            @Override
            public void beforeForward(Op op, Tensor[] inputs) {
                backward.add(Autograd.isBackward());
            }
        };
        Tensor x = Tensor.of(1f, 2).requiresGrad(true);
        try (Autograd.Watch watch = Autograd.watch(listener)) {
            Tensor y = x.mul(x);
            y.backward(Tensor.of(1f, 1), GraphOption.RETAIN_GRAPH);
            assertThat(backward).startsWith(false, true, true);
            backward.clear();
            try (BackwardSteps steps = y.backwardSteps(Tensor.of(1f, 1))) {
                steps.next();
            }
            assertThat(backward).startsWith(true, true);
        }
        assertThat(Autograd.isBackward()).isFalse();
    }

    @Test
    void severalMayWatch() {
        try (Autograd.Watch a = Autograd.watch(new Listener("a"));
                Autograd.Watch b = Autograd.watch(new Listener("b"))) {
            Tensor.of(1f).exp();
        }
        assertThat(seen).containsExactly("a >exp[1]", "b >exp[1]", "b exp[1][]", "a exp[1][]");
    }

    @Test
    void failuresAreShownInEitherPass() {
        Tensor x = Tensor.of(1f, 2).requiresGrad(true);
        Tensor bad = x.map(v -> v, v -> {
            throw new ArithmeticException("no derivative");
        });
        try (Autograd.Watch a = Autograd.watch(new Listener("a"));
                Autograd.Watch b = Autograd.watch(new Listener("b"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> x.add(Tensor.of(1f, 2, 3)));
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> bad.backward(x.detach()));
        }
        assertThat(seen.subList(0, 4)).containsExactly("a >add[2]", "b >add[2]", "b !add", "a !add");
        assertThat(seen).endsWith("b !map", "a !map");
    }

    @Test
    void otherThreadsAreNotWatched() throws ExecutionException, InterruptedException {
        try (Autograd.Watch watch = Autograd.watch(new Listener("a"))) {
            FutureTask<Boolean> other = new FutureTask<>(Autograd::isWatched);
            new Thread(other).start();
            assertThat(other.get()).isFalse();
        }
    }

    @Test
    void watchesEndInReverseOrder() {
        Autograd.Watch a = Autograd.watch(new Listener("a"));
        Autograd.Watch b = Autograd.watch(new Listener("b"));
        assertThatIllegalStateException()
                .isThrownBy(a::close)
                .withMessage("watch: one that was begun later has not ended; close that one first");
        b.close();
        a.close();
        a.close();
        assertThat(Autograd.isWatched()).isFalse();

        Listener again = new Listener("c");
        Autograd.Watch first = Autograd.watch(again);
        first.close();
        try (Autograd.Watch second = Autograd.watch(again)) {
            first.close();
            assertThat(Autograd.isWatched()).isTrue();
        }
    }

    @Test
    void placesAreLeftInReverseOrder() {
        Autograd.Place a = Autograd.enter("a");
        Autograd.Place b = Autograd.enter("b");
        assertThatIllegalStateException()
                .isThrownBy(a::close)
                .withMessage("place: one that was begun later has not ended; close that one first");
        b.close();
        b.close();
        a.close();
        assertThat(Autograd.places()).isEmpty();
    }
}

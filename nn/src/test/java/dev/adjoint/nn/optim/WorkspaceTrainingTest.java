package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimisers and layers keep outlasts the step of a workspace in which it was made, and no bit is another. */
class WorkspaceTrainingTest {
    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of("Sgd", of(p -> new Sgd(p, 0.1).momentum(0.9).weightDecay(0.01))),
                Arguments.of("Adam", of(p -> new Adam(p, 0.01).amsgrad(true))),
                Arguments.of(
                        "RmsProp", of(p -> new RmsProp(p, 0.01).centered(true).momentum(0.5))),
                Arguments.of("Adagrad", of(p -> new Adagrad(p, 0.1))),
                Arguments.of("Lbfgs", of(p -> new Lbfgs(p))));
    }

    private static Function<Collection<Tensor>, Optimizer> of(Function<Collection<Tensor>, Optimizer> make) {
        return make;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void trainsAsWithout(String name, Function<Collection<Tensor>, Optimizer> make) {
        Workspace workspace = new Workspace();
        List<Tensor> without = train(make, () -> () -> {});
        List<Tensor> within = train(make, () -> workspace.step()::close);
        for (int i = 0; i < without.size(); i++) {
            assertThat(within.get(i).bitEquals(without.get(i)))
                    .as("parameter %d", i)
                    .isTrue();
        }
    }

    private static List<Tensor> train(Function<Collection<Tensor>, Optimizer> make, Supplier<Runnable> step) {
        Rng.seed(1);
        Sequential net = new Sequential(new Linear(3, 40), new BatchNorm1d(40), new Tanh(), new Linear(40, 30));
        Tensor x = Tensor.randn(50, 3);
        Tensor y = Tensor.randn(50, 30);
        Optimizer optimizer = make.apply(net.parameters());
        for (int i = 0; i < 6; i++) {
            Runnable end = step.get();
            optimizer.step(() -> {
                optimizer.zeroGrad();
                Tensor loss = Losses.mseLoss(net.apply(x), y);
                loss.backward();
                return loss;
            });
            end.run();
        }
        return net.parameters();
    }
}

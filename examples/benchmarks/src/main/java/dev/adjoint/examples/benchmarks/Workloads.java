package dev.adjoint.examples.benchmarks;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Fusion;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.RecurrentOptions;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.op.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The workloads by name; the same names, shapes, layers and optimisers as in the comparison with PyTorch. */
final class Workloads {
    static final Map<String, Supplier<Workload>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("scalar_expr", () -> Workloads::scalarExpression);
        ALL.put("deep_chain_1000", Workloads::deepChain);
        ALL.put("leaky_relu_1e3", () -> leakyRelu(1_000));
        ALL.put("leaky_relu_1e5", () -> leakyRelu(100_000));
        ALL.put("leaky_relu_1e7", () -> leakyRelu(10_000_000));
        ALL.put("elementwise_chain_1e6", Workloads::elementwiseChain);
        ALL.put("softmax_xent_4096x1000", Workloads::softmaxCrossEntropy);
        ALL.put("matmul_64", () -> matmul(64));
        ALL.put("matmul_256", () -> matmul(256));
        ALL.put("matmul_1024", () -> matmul(1024));
        ALL.put("linear_256x784x512", Workloads::linear);
        ALL.put("tiny_mlp_step", Workloads::tinyMlp);
        ALL.put("mnist_mlp_step", Workloads::mnistMlp);
        ALL.put("mnist_cnn_step", Workloads::mnistCnn);
        ALL.put("lstm_step", Workloads::lstm);
        ALL.put("char_gpt_step", Workloads::charGpt);
    }

    /** The type of the tensors and layers of workloads made from now on. */
    static DType dtype = DType.FLOAT32;

    private Workloads() {}

    /** Returns the error that says which workloads there are. */
    static ParameterException unknown(CommandSpec command, List<String> names) {
        return new ParameterException(command.commandLine(), "no workload " + names + ", there are " + ALL.keySet());
    }

    private static Tensor randn(int... dims) {
        return Tensor.randn(Rng.current(), dtype, dims);
    }

    private static Linear linear(int in, int out) {
        return new Linear(in, out, true, Rng.current(), dtype);
    }

    private static Conv2d conv2d(int in, int out) {
        Window window = new Window(3, 1, 1, 1);
        return new Conv2d(in, out, window, window, 1, true, Rng.current(), dtype);
    }

    private static Object scalarExpression() {
        Tensor a = Tensor.scalar(dtype, -4).requiresGrad(true);
        Tensor b = Tensor.scalar(dtype, 2).requiresGrad(true);
        Tensor c = a.add(b);
        Tensor d = a.mul(b).add(b.pow(3));
        c = c.add(c).add(1);
        c = c.add(1).add(c).add(a.neg());
        d = d.add(d.mul(2)).add(b.add(a).relu());
        d = d.add(d.mul(3)).add(b.sub(a).relu());
        Tensor e = c.sub(d);
        Tensor f = e.pow(2);
        Tensor g = f.div(2);
        g = g.add(f.rdiv(10));
        g.backward();
        return a;
    }

    private static Workload deepChain() {
        Tensor x = randn(64).requiresGrad(true);
        return () -> {
            x.zeroGrad();
            Tensor y = x;
            for (int i = 0; i < 1000; i++) {
                y = y.leakyRelu(0.9);
            }
            y.sum().backward();
            return x;
        };
    }

    static Workload leakyRelu(int n) {
        Tensor x = randn(n).requiresGrad(true);
        Tensor upstream = Tensor.ones(dtype, n);
        return steps(() -> {
            x.zeroGrad();
            x.leakyRelu(0.01).backward(upstream);
            return x;
        });
    }

    private static Workload elementwiseChain() {
        Tensor x = randn(1000, 1000).requiresGrad(true);
        Tensor w = randn(1000).requiresGrad(true);
        Tensor b = randn(1000).requiresGrad(true);
        return steps(() -> {
            x.zeroGrad();
            w.zeroGrad();
            b.zeroGrad();
            try (Fusion fusion = Autograd.fuse()) {
                x.mul(w).add(b).tanh().mul(0.5).exp().mean().backward();
                return x;
            }
        });
    }

    private static Workload softmaxCrossEntropy() {
        Tensor x = randn(4096, 1000).requiresGrad(true);
        Tensor y = Tensor.randint(0, 1000, 4096);
        return steps(() -> {
            x.zeroGrad();
            Losses.crossEntropy(x, y).backward();
            return x;
        });
    }

    static Workload matmul(int n) {
        Tensor a = randn(n, n);
        Tensor b = randn(n, n);
        return steps(() -> a.matmul(b));
    }

    private static Workload linear() {
        Tensor x = randn(256, 784).requiresGrad(true);
        Linear layer = linear(784, 512);
        return steps(() -> {
            x.zeroGrad();
            layer.zeroGrad();
            layer.apply(x).sum().backward();
            return x;
        });
    }

    /** Returns a step of three layers that are as wide as their input. */
    static Workload mlp(int width) {
        Layer model = new Sequential(
                new Linear(width, width),
                new LeakyRelu(),
                new Linear(width, width),
                new LeakyRelu(),
                new Linear(width, 1));
        Tensor x = Tensor.randn(64, width);
        Tensor y = Tensor.randn(64, 1);
        return trainer(new Sgd(model.parameters(), 0.01), () -> Losses.mseLoss(model.apply(x), y));
    }

    private static Workload tinyMlp() {
        Layer model = new Sequential(linear(2, 16), new LeakyRelu(), linear(16, 16), new LeakyRelu(), linear(16, 1));
        Tensor x = randn(100, 2);
        Tensor y = randn(100, 1);
        return trainer(new Sgd(model.parameters(), 0.01), () -> Losses.mseLoss(model.apply(x), y));
    }

    private static Workload mnistMlp() {
        Layer model = new Sequential(linear(784, 128), new LeakyRelu(), linear(128, 10));
        Tensor x = randn(64, 784);
        Tensor y = Tensor.randint(0, 10, 64);
        return trainer(new Adam(model.parameters(), 1e-3), () -> Losses.crossEntropy(model.apply(x), y));
    }

    private static Workload mnistCnn() {
        Layer model = new Sequential(
                conv2d(1, 16),
                new LeakyRelu(),
                new MaxPool2d(2),
                conv2d(16, 32),
                new LeakyRelu(),
                new MaxPool2d(2),
                new Flatten(),
                linear(32 * 49, 10));
        Tensor x = randn(64, 1, 28, 28);
        Tensor y = Tensor.randint(0, 10, 64);
        return trainer(new Adam(model.parameters(), 1e-3), () -> Losses.crossEntropy(model.apply(x), y));
    }

    private static Workload lstm() {
        Lstm lstm = new Lstm(32, 128, RecurrentOptions.DEFAULT.withBatchFirst(true), Rng.current(), dtype);
        Linear head = linear(128, 10);
        Layer model = new Sequential(lstm, new LastStep(), head);
        Tensor x = randn(32, 32, 32);
        Tensor y = Tensor.randint(0, 10, 32);
        return trainer(new Adam(model.parameters(), 1e-3), () -> Losses.crossEntropy(model.apply(x), y));
    }

    /** The last step of a sequence {@code [batch, time, width]}. */
    private static final class LastStep extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return x.select(1, -1);
        }
    }

    private static Workload charGpt() {
        Gpt model = new Gpt(dtype);
        Tensor x = Tensor.randint(0, Gpt.VOCABULARY, 16, Gpt.TIME);
        Tensor y = Tensor.randint(0, Gpt.VOCABULARY, 16, Gpt.TIME);
        return trainer(
                new AdamW(model.parameters(), 3e-4),
                () -> Losses.crossEntropy(model.apply(x).reshape(-1, Gpt.VOCABULARY), y.reshape(-1)));
    }

    static Workload trainer(Optimizer optimizer, Supplier<Tensor> loss) {
        return steps(() -> {
            optimizer.zeroGrad();
            Tensor value = loss.get();
            value.backward();
            optimizer.step();
            return value;
        });
    }

    /** Runs each step in a workspace, as a loop of one's own may. */
    private static Workload steps(Workload workload) {
        Workspace workspace = new Workspace();
        return () -> {
            try (Workspace.Step step = workspace.step()) {
                return workload.step();
            }
        };
    }
}

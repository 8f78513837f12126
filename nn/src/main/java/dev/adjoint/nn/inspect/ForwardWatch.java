package dev.adjoint.nn.inspect;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Module;
import dev.adjoint.nn.ModuleHook;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Relu6;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks by hooks at inputs, modes and units that never become active. */
final class ForwardWatch implements AutoCloseable {
    /** Beyond these, mean and deviation of inputs count as not scaled. */
    private static final double LARGE_INPUT = 10;

    private static final double SMALL_INPUT = 1e-3;

    /** So many batches and samples are seen before units are called dead. */
    private static final int BATCHES = 16;

    private static final int SAMPLES = 64;
    private static final double MANY_DEAD = 0.5;
    private static final double NEARLY_ALL_DEAD = 0.9;

    private final Findings findings;
    private final Module root;
    private final List<String> byMode = new ArrayList<>();
    private final List<ModuleHook> handles = new ArrayList<>();
    private boolean looking = true;

    ForwardWatch(Module root, Findings findings) {
        this.root = root;
        this.findings = findings;
        for (Map.Entry<String, Module> entry : root.namedModules().entrySet()) {
            Module module = entry.getValue();
            String name = ModuleNames.of(entry.getKey(), module);
            if (module instanceof Dropout || module instanceof BatchNorm1d || module instanceof BatchNorm2d) {
                byMode.add(name);
            } else if (module instanceof Relu || module instanceof Relu6) {
                ActiveUnits units = new ActiveUnits(name);
                handles.add(module.registerForwardHook((called, inputs, output) -> {
                    if (looking && output.requiresGrad()) {
                        units.see(output);
                    }
                    return output;
                }));
            }
        }
        handles.add(root.registerForwardHook((called, inputs, output) -> {
            checkMode(output);
            if (looking && !inputs.isEmpty()) {
                checkScale(inputs.get(0));
            }
            return output;
        }));
    }

    /** Looks at activations from now on, or not. */
    void look(boolean wanted) {
        looking = wanted;
    }

    private void checkMode(Tensor output) {
        if (byMode.isEmpty()) {
            return;
        }
        if (!root.isTraining() && output.requiresGrad()) {
            findings.warning(
                    "training in evaluation mode",
                    Findings.some(byMode),
                    "the network was run with recording on, but in evaluation mode",
                    "call train() before training steps; in evaluation use Autograd.noGrad()");
        } else if (root.isTraining() && !Autograd.isRecording()) {
            findings.warning(
                    "evaluation in training mode",
                    Findings.some(byMode),
                    "the network was run with recording off, but in training mode",
                    "call eval() before an evaluation and train() after it");
        }
    }

    private void checkScale(Tensor x) {
        if (!x.dtype().isFloat() || x.size() < 2 || x.requiresGrad()) {
            return;
        }
        double sum = 0;
        double squares = 0;
        for (double value : x.toDoubleArray()) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / x.size();
        double size = Math.sqrt(squares / x.size());
        double std = Math.sqrt(Math.max(size * size - mean * mean, 0));
        if (Math.abs(mean) > LARGE_INPUT || std > LARGE_INPUT || size > 0 && size < SMALL_INPUT) {
            findings.warning(
                    "inputs that are not scaled",
                    "the network's input " + x.shape(),
                    "mean " + Figures.of(mean) + " and standard deviation " + Figures.of(std)
                            + ", where layers start out for about 0 and 1",
                    "scale the inputs, by a StandardScaler or a division for instance");
        }
    }

    @Override
    public void close() {
        handles.forEach(ModuleHook::close);
    }

    /** Which units of a layer were active in the last batches. */
    private final class ActiveUnits {
        private final String name;
        private boolean[] active = {};
        private int batches;
        private long samples;

        ActiveUnits(String name) {
            this.name = name;
        }

        void see(Tensor y) {
            boolean[] now = Units.active(y);
            if (now.length != active.length) {
                begin(now.length);
            }
            for (int i = 0; i < now.length; i++) {
                active[i] |= now[i];
            }
            batches++;
            samples += y.size() / Math.max(now.length, 1);
            if (batches >= BATCHES && samples >= SAMPLES) {
                judge();
                begin(now.length);
            }
        }

        private void begin(int units) {
            active = new boolean[units];
            batches = 0;
            samples = 0;
        }

        private void judge() {
            int dead = 0;
            for (boolean isActive : active) {
                dead += isActive ? 0 : 1;
            }
            if (dead >= MANY_DEAD * active.length) {
                String measured = dead + " of " + active.length + " units were 0 for all " + samples + " samples of "
                        + batches + " batches";
                String advice = "lower the learning rate, start with smaller weights and biases, or use LeakyRelu";
                if (dead >= NEARLY_ALL_DEAD * active.length) {
                    findings.error("dead units", name, measured, advice);
                } else {
                    findings.warning("dead units", name, measured, advice);
                }
            }
        }
    }
}

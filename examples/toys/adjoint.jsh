// Adjoint in JShell, line by line. After `mvn package`, from the top folder:
//
//   jshell --add-modules jdk.incubator.vector -R--add-modules=jdk.incubator.vector \
//       --class-path examples/toys/target/toys.jar examples/toys/adjoint.jsh
//
// Without the two options about the vector module it runs on plain loops, slower, with the same results.
// It imports all that is needed and makes a network of two inputs, two hidden units and one output. Then try
//
//   w.grad()                                the gradient that loss.backward() left
//   view                                    the graph, with the gradients
//   var steps = forward().backwardSteps()   a new graph and a pass that goes node by node
//   steps.next()                            one node; again for the next; steps.close() undoes the pass
//   Explain.of(forward(), w, 0, 1)          the paths that make up d loss / d w[0, 1]
//   w.registerHook(g -> g.mul(10))          what each later backward pass calls

import dev.adjoint.*
import dev.adjoint.graph.*
import dev.adjoint.nn.*
import dev.adjoint.nn.optim.*
import java.util.*

Rng.seed(42)
Tensor x = Tensor.of(new float[][] {{1, -2}})
Tensor target = Tensor.of(new float[][] {{0.5f}})
Sequential model = new Sequential(new Linear(2, 2), new Tanh(), new Linear(2, 1))
Tensor w = model.parameters().get(0)
Tensor forward() { return model.apply(x).sub(target).square().sum(); }

Tensor loss = forward()
GraphView view = GraphView.of(loss, model.namedParameters())
loss.backward()

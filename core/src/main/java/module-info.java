/**
 * Tensors, the computation graph and its backward pass, ops, graph views, random streams and the gradient check.
 *
 * <p>The kernels are not exported. Their SIMD twins need {@code --add-modules jdk.incubator.vector} on the command line
 * of {@code java}, and its optimising compiler; without them plain loops give the same bits.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Commons Math 3 declares no module name
module dev.adjoint.core {
    requires static jdk.incubator.vector;
    requires static jdk.jfr;
    requires static transitive org.jspecify;
    requires transitive commons.math3;

    exports dev.adjoint;
    exports dev.adjoint.function;
    exports dev.adjoint.graph;
    exports dev.adjoint.op;
    exports dev.adjoint.profile;
}

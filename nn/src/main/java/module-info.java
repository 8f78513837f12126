/** Layers, losses, optimisers, initialisation and data loading on top of {@code dev.adjoint.core}. */
module dev.adjoint.nn {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires transitive dev.adjoint.core;
    requires me.tongfei.progressbar;
    requires org.apache.commons.csv;

    exports dev.adjoint.nn;
    exports dev.adjoint.nn.data;
    exports dev.adjoint.nn.inspect;
    exports dev.adjoint.nn.io;
    exports dev.adjoint.nn.optim;
    exports dev.adjoint.nn.train;
}

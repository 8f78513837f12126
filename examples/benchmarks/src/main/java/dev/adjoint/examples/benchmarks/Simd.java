package dev.adjoint.examples.benchmarks;

import java.util.List;

/** How a JVM is started with the SIMD kernels and without them. */
final class Simd {
    static final List<String> ON = List.of("--add-modules", "jdk.incubator.vector", "-Dadjoint.simd=on");
    static final List<String> OFF = List.of("-Dadjoint.simd=off");

    private Simd() {}

    /** Tells how this JVM was started. */
    static boolean isOn() {
        return ModuleLayer.boot().findModule(ON.get(1)).isPresent()
                && !System.getProperty("adjoint.simd", "on").equals("off");
    }
}

package dev.adjoint.nn.inspect;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the thread's stack tells. */
final class CallStack {
    private static final List<String> OTHERS = List.of("dev.adjoint.", "java.", "jdk.", "sun.", "com.sun.");
    private static final String EXAMPLES = "dev.adjoint.examples.";

    private CallStack() {}

    /** Returns the innermost line on the stack that is neither the library's nor the JDK's, or null. */
    static @Nullable StackTraceElement userLine() {
        Optional<StackTraceElement> line = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isUser(frame.getClassName()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toStackTraceElement));
        return line.orElse(null);
    }

    private static boolean isUser(String className) {
        return className.startsWith(EXAMPLES) || OTHERS.stream().noneMatch(className::startsWith);
    }
}

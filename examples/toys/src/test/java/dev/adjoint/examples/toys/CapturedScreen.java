package dev.adjoint.examples.toys;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A screen that nobody watches and that keeps what was printed. */
final class CapturedScreen {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), null);

    Screen screen() {
        return screen;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

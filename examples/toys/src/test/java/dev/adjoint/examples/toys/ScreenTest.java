package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final List<Integer> WORK = IntStream.range(0, 500).boxed().toList();

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final ByteArrayOutputStream bars = new ByteArrayOutputStream();

    @Test
    void barsMoveBesideTheLines() {
        Screen screen = new Screen(print(lines), print(bars));
        for (int epoch = 1; epoch <= 2; epoch++) {
            List<Integer> done = new ArrayList<>();
            screen.progress("epoch " + epoch, WORK.size(), WORK).forEach(done::add);
            assertThat(done).isEqualTo(WORK);
        }
        assertThat(text(bars)).contains("epoch 1 100% [=", "epoch 2 100% [=", "500/500");
        assertThat(text(lines)).isEmpty();
    }

    @Test
    void withoutTerminalOrForShortWorkThereIsNoBar() {
        Screen plain = new Screen(print(lines), null);
        assertThat(plain.progress("long", WORK.size(), WORK)).isSameAs(WORK);
        Screen watched = new Screen(print(lines), print(bars));
        assertThat(watched.progress("short", 10, WORK)).isSameAs(WORK);
        assertThat(text(bars)).isEmpty();
    }

    @Test
    void linesAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            new Screen(print(lines), null).line("%,d %.2f %%", 1_437, 0.5);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(text(lines)).isEqualTo("1,437 0.50 %\n");
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

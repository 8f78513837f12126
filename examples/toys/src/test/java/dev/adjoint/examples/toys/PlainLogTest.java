package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlainLogTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final System.Logger log = new PlainLog().getLogger("a.name", PlainLogTest.class.getModule());

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "WARNING", "ERROR"})
    void whatMattersIsALineEach(Level level) {
        log.log(level, "first");
        log.log(level, () -> "second");

        assertThat(log.isLoggable(level)).isTrue();
        assertThat(text()).isEqualTo("first\nsecond\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"ALL", "TRACE", "DEBUG"})
    void theRestIsNotShown(Level level) {
        log.log(level, "no");
        log.log(level, "no {0}", 1);
        log.log(level, "no", new IllegalStateException("no"));

        assertThat(log.isLoggable(level)).isFalse();
        assertThat(text()).isEmpty();
    }

    @Test
    void placesInTheTextAreFilled() {
        log.log(Level.INFO, "{1} after {0}", "one", "two");

        assertThat(text()).isEqualTo("two after one\n");
    }

    @Test
    void whatIsNoPatternIsShownAsItIs() {
        log.log(Level.INFO, "{broken", 1);
        log.log(Level.INFO, "it's {0} percent");

        assertThat(text()).isEqualTo("{broken\nit's {0} percent\n");
    }

    @Test
    void aFailureIsShownWithItsTrace() {
        log.log(Level.ERROR, "no file", new IllegalStateException("disk full"));

        assertThat(text())
                .startsWith(
                        "no file\njava.lang.IllegalStateException: disk full\n\tat " + PlainLogTest.class.getName());
    }

    @Test
    void theJdkFindsItAndItKeepsNames() {
        assertThat(ServiceLoader.load(System.LoggerFinder.class)).hasAtLeastOneElementOfType(PlainLog.class);
        assertThat(log.getName()).isEqualTo("a.name");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}

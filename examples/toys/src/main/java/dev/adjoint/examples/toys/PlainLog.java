package dev.adjoint.examples.toys;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Logs a line each to standard error, from information on: the JDK's own loggers take a tenth of a second to load. */
public final class PlainLog extends System.LoggerFinder {
    /** The JDK calls it; see {@code META-INF/services}. */
    public PlainLog() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Lines(name);
    }

    private record Lines(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= Level.INFO.getSeverity();
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                System.err.println(message);
                if (thrown != null) {
                    thrown.printStackTrace();
                }
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {
            log(level, bundle, text(format, params), (Throwable) null);
        }

        private static @Nullable String text(@Nullable String format, @Nullable Object... params) {
            if (format == null || params == null || params.length == 0) {
                return format;
            }
            try {
                return MessageFormat.format(format, params);
            } catch (IllegalArgumentException e) { // not a pattern: better as it is than lost
                return format;
            }
        }
    }
}

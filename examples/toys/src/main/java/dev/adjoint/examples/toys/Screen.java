package dev.adjoint.examples.toys;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Spliterator;
import java.util.Spliterators;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Where toys print: lines of plain text, and progress bars if someone watches.
 *
 * <p>Bars go to standard error, so that the lines stay the same whether they are shown or piped.
 */
public final class Screen {
    /** Fewer steps than this are over before a bar is read. */
    private static final int MIN_STEPS_FOR_BAR = 200;

    /** As wide as the widest lines that toys print; to ask the terminal, the library would load native code. */
    private static final int BAR_WIDTH = 76;

    private final PrintStream out;
    private final @Nullable PrintStream bars;

    /**
     * Makes a screen.
     *
     * @param out takes the lines
     * @param bars takes the progress bars, or null for none
     */
    public Screen(PrintStream out, @Nullable PrintStream bars) {
        this.out = out;
        this.bars = bars;
    }

    /** Returns the screen of this process. */
    public static Screen ofProcess() {
        return new Screen(System.out, isTerminal() ? System.err : null);
    }

    /** Prints one line; numbers are formatted by the root locale. */
    public void line(String format, Object... args) {
        out.print(String.format(Locale.ROOT, format, args) + "\n");
        out.flush();
    }

    /** Prints an empty line. */
    public void line() {
        line("");
    }

    /** Returns the same work, with a bar of the given number of steps that moves as it is gone through. */
    public <T> Iterable<T> progress(String label, int steps, Iterable<T> work) {
        if (bars == null || steps < MIN_STEPS_FOR_BAR) {
            return work;
        }
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(label)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(bars, BAR_WIDTH))
                .clearDisplayOnFinish();
        return () -> Spliterators.iterator(
                ProgressBar.wrap(Spliterators.spliterator(work.iterator(), steps, Spliterator.ORDERED), bar));
    }

    /** Tells whether standard input and output are a terminal; from JDK 22 on a console alone does not mean that. */
    @SuppressWarnings("SystemConsoleNull") // a console that is there is asked whether it is a terminal
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Console.isTerminal", e);
        }
    }
}

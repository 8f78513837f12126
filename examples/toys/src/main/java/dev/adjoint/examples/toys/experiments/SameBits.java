package dev.adjoint.examples.toys.experiments;

import dev.adjoint.examples.toys.Options;
import dev.adjoint.examples.toys.Pictures;
import dev.adjoint.examples.toys.Screen;
import dev.adjoint.examples.toys.Toy;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One training on every setting at hand, each in a JVM of its own: threads, SIMD, JDKs.
 *
 * <p>Claim: the same program and seed give the same bits, which is Adjoint's own promise. PyTorch's notes on
 * reproducibility promise none between releases, platforms, or CPU and GPU.
 */
final class SameBits implements Toy {
    private static final int SHOWN_BITS = 128;

    /** A setting and the first weights that training ends with, in hexadecimal digits, and the checksum of all. */
    private record Row(Jdk jdk, boolean simd, int threads, String weights, String checksum) {
        String label() {
            return String.format(
                    Locale.ROOT,
                    "JDK %s, SIMD %s, %d thread%s",
                    jdk.feature(),
                    simd ? "on" : "off",
                    threads,
                    threads == 1 ? "" : "s");
        }
    }

    @Override
    public String name() {
        return "same-bits";
    }

    @Override
    public String summary() {
        return "one training on JDKs, with and without SIMD, on threads: the same bits";
    }

    @Override
    public void run(Options options) throws IOException {
        List<Jdk> jdks = options.brief() ? List.of(Jdk.running()) : Jdk.all(options.jdks());
        List<Row> rows = new ArrayList<>();
        Screen screen = options.screen();
        screen.line("JDK    SIMD   threads   checksum of all losses and weights");
        for (Jdk jdk : jdks) {
            for (boolean simd : new boolean[] {true, false}) {
                for (int threads : options.brief() ? new int[] {simd ? 2 : 1} : new int[] {1, 2}) {
                    Row row = train(jdk, simd, threads, options.epochs(3, 1), options.seed());
                    screen.line("%-6s %-6s %7d   %s", jdk.feature(), simd ? "on" : "off", threads, row.checksum);
                    rows.add(row);
                }
            }
        }
        long different = rows.stream().map(Row::checksum).distinct().count();
        screen.line();
        screen.line(different == 1 ? "all are equal" : "THEY DIFFER: " + different + " checksums");
        screen.line();
        options.pictures().draw(760, 90 + 34 * rows.size(), name(), graphics -> draw(graphics, rows));
    }

    private static Row train(Jdk jdk, boolean simd, int threads, int epochs, long seed) throws IOException {
        List<String> flags = new ArrayList<>(List.of("-Dadjoint.threads=" + threads));
        if (simd) {
            flags.add("--add-modules=jdk.incubator.vector");
        }
        String[] printed = jdk.run(
                        flags, SameBitsTraining.class.getName(), Integer.toString(epochs), Long.toString(seed))
                .split(" ", 2);
        return new Row(jdk, simd, threads, printed[1], printed[0]);
    }

    private static void draw(Graphics2D g, List<Row> rows) {
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        g.drawString("The first " + SHOWN_BITS + " bits of the trained weights, by setting", 180, 32);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int y = 56 + 34 * i;
            g.setColor(Color.BLACK);
            g.drawString(row.label(), 20, y + 17);
            for (int bit = 0; bit < SHOWN_BITS; bit++) {
                int digit = Character.digit(row.weights.charAt(bit / 4), 16);
                if ((digit >> (3 - bit % 4) & 1) != 0) {
                    g.setColor(Pictures.colour(0));
                    g.fillRect(224 + 4 * bit, y, 4, 24);
                }
            }
        }
    }
}

package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotFrameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0    | 1     | false | 0.0 0.2 0.4 0.6 0.8 1.0
            -0.5 | 1.5   | false | -0.5 0.0 0.5 1.0 1.5
            -1.7 | 2.7   | false | -1 0 1 2
            0    | 600   | false | 0 100 200 300 400 500 600
            0.1  | 0.3   | false | 0.10 0.15 0.20 0.25 0.30
            1e-4 | 1     | true  | 0.0001 0.001 0.01 0.1 1
            0.02 | 300   | true  | 0.1 1 10 100
            """)
    void ticksAreRoundNumbers(double from, double to, boolean logarithmic, String expected) {
        String ticks = new PlotFrame.Axis(from, to, logarithmic)
                .ticks().stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" "));
        assertThat(ticks).isEqualTo(expected);
    }

    @Test
    void placesArePixels() {
        PlotFrame frame = new PlotFrame(
                new Rectangle(10, 20, 100, 200), new PlotFrame.Axis(-1, 1, false), new PlotFrame.Axis(0.01, 100, true));

        assertThat(frame.x(-1)).isEqualTo(10);
        assertThat(frame.x(0.5)).isEqualTo(85);
        assertThat(frame.y(100)).isEqualTo(20, within(1e-9));
        assertThat(frame.y(1)).isEqualTo(120, within(1e-9));
        assertThat(frame.y(0)).isGreaterThan(220);
    }
}

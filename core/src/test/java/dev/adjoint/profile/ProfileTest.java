package dev.adjoint.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final Profile.Pass NONE = new Profile.Pass(0, 0, 0);

    private final Profile profile = new Profile(
            "op",
            List.of(
                    new Profile.Row("reshape", new Profile.Pass(4, 0, 0), NONE),
                    new Profile.Row("exp", new Profile.Pass(4, 0, 0), NONE),
                    new Profile.Row("conv2d", new Profile.Pass(12, 1_250_000, 8_000), new Profile.Pass(10, 500_000, 0)),
                    new Profile.Row("matmul", NONE, new Profile.Pass(20, 5_250_000, 1_000_000))));

    @Test
    void readsAsATableSortedByTime() {
        assertThat(profile.toString().replace(System.lineSeparator(), "\n")).isEqualTo("""
                                           forward                   backward
                op       calls        ms        MB  calls        ms        MB    share
                matmul       0     0.000     0.000     20     5.250     1.000   75.0 %
                conv2d      12     1.250     0.008     10     0.500     0.000   25.0 %
                exp          4     0.000     0.000      0     0.000     0.000    0.0 %
                reshape      4     0.000     0.000      0     0.000     0.000    0.0 %
                total       20     1.250     0.008     30     5.750     1.000  100.0 %
                """);
    }

    @Test
    void givesRowsAndSharesAsData() {
        assertThat(profile.rows()).extracting(Profile.Row::name).containsExactly("matmul", "conv2d", "exp", "reshape");
        assertThat(profile.share(profile.rows().get(1))).isEqualTo(0.25);
        assertThat(profile.total())
                .isEqualTo(new Profile.Row(
                        "total", new Profile.Pass(20, 1_250_000, 8_000), new Profile.Pass(30, 5_750_000, 1_000_000)));
    }

    @Test
    void nothingIsATableToo() {
        Profile empty = new Profile("place", List.of());
        assertThat(empty.toString().lines()).hasSize(3).last().asString().startsWith("total      0     0.000");
        assertThat(empty.share(empty.total())).isEqualTo(0);
    }
}

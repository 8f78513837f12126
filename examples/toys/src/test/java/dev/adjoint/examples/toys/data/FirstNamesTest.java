package dev.adjoint.examples.toys.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstNamesTest {
    /** The count is that of the lines of the resource, no two of which differ in case alone. */
    @Test
    void loadsTheNamesOfTheSource() throws IOException {
        List<String> names = FirstNames.load();

        assertThat(names).hasSize(8422).isSorted().doesNotHaveDuplicates();
        assertThat(names).allMatch(name -> name.matches("[a-z]+(-[a-z]+)?"));
        assertThat(names).startsWith("aaren").endsWith("zuzana");
        assertThat(names.stream().filter(name -> name.contains("-"))).hasSize(19);
        assertThat(names).contains("ervin", "teirtza", "zollie");
    }
}

package dev.adjoint.examples.toys.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolNamesTest {
    @Test
    void namesEverySymbolOfFourBlocks() {
        List<String> names = SymbolNames.load();

        assertThat(names).hasSize(256 + 192 + 768 + 80).doesNotHaveDuplicates();
        assertThat(names).startsWith("black sun with rays").endsWith("person with folded hands");
        assertThat(names).contains("snowman", "double curly loop", "cyclone");
        assertThat(names).allMatch(name -> name.matches("[a-z0-9 -]+"));
    }
}

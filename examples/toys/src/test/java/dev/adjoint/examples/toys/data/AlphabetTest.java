package dev.adjoint.examples.toys.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.nn.data.TensorDataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    private final Alphabet alphabet = new Alphabet(List.of("ann", "ed", "jo-e"));

    @Test
    void numbersCharactersInTheOrderOfTheirCodes() {
        assertThat(alphabet.labels()).containsExactly(".", "-", "a", "d", "e", "j", "n", "o");
        assertThat(alphabet.size()).isEqualTo(8);
    }

    @Test
    void targetsAreWhatComesNext() {
        TensorDataset examples = alphabet.encode(List.of("ann", "e", ""));

        assertThat(examples.inputs().shape().dims()).containsExactly(3, 4);
        assertThat(examples.inputs().toLongArray()).containsExactly(0, 2, 6, 6, 0, 4, 0, 0, 0, 0, 0, 0);
        assertThat(examples.targets().toLongArray()).containsExactly(2, 6, 6, 0, 4, 0, -100, -100, 0, -100, -100, -100);
    }

    @Test
    void decodesUpToTheFirstBoundary() {
        assertThat(alphabet.decode(5, 7, 1, 4)).isEqualTo("jo-e");
        assertThat(alphabet.decode(5, 0, 7)).isEqualTo("j");
        assertThat(alphabet.decode()).isEmpty();
    }

    @Test
    void refusesOtherCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alphabet.encode(List.of("bo")))
                .withMessage("alphabet: expected one of \"-adejno\", got 'b'");
    }
}

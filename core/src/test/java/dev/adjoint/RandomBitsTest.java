package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomBitsTest {
    @Test
    void givesThePublishedOutputsOfMt19937ForTheSeed5489() {
        RandomBits bits = new RandomBits(5489);

        assertThat(bits.next32()).isEqualTo(3499211612L);
        assertThat(bits.next32()).isEqualTo(581869302L);
        assertThat(bits.next32()).isEqualTo(3890346734L);
        for (int i = 4; i < 10_000; i++) {
            bits.next32();
        }
        // The C++ standard, [rand.predef]: the 10000th consecutive invocation.
        assertThat(bits.next32()).isEqualTo(4123659995L);
    }

    /** Seeds from 2³¹ on, negative as an int: what NumPy's {@code RandomState} and PyTorch give. */
    @ParameterizedTest
    @CsvSource({
        "0x80000000, 652847386, 1439962116",
        "0xfffffff9, 239131324, 2796382077",
        "0xffffffff, 419326371, 479346978",
        "-7, 239131324, 2796382077",
    })
    void takesTheSeedWithoutSign(String seed, long first, long second) {
        RandomBits bits = new RandomBits(Long.decode(seed));

        assertThat(bits.next32()).isEqualTo(first);
        assertThat(bits.next32()).isEqualTo(second);
    }

    @Test
    void takesTheFirstOutputAsTheHighWord() {
        assertThat(new RandomBits(5489).next64()).isEqualTo(3499211612L << 32 | 581869302L);
    }

    @Test
    void readsFractionsFromTheLowBits() {
        assertThat(new RandomBits(5489).nextFloat()).isEqualTo((3499211612L % (1 << 24)) / (float) (1 << 24));
        assertThat(new RandomBits(5489).nextDouble())
                .isEqualTo(((3499211612L << 32 | 581869302L) & (1L << 53) - 1) / (double) (1L << 53));
    }

    @Test
    void savesAndReads() {
        RandomBits bits = new RandomBits(1);
        for (int i = 0; i < 700; i++) {
            bits.next32();
        }

        RandomBits.Saved saved = RandomBits.read(bits.save(0.25));

        assertThat(saved.extra()).isEqualTo(0.25);
        for (int i = 0; i < 700; i++) {
            assertThat(saved.bits().next32()).isEqualTo(bits.next32());
        }
    }

    @Test
    void refusesBytesThatAreNoState() {
        byte[] state = new RandomBits(1).save(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomBits.read(Arrays.copyOf(state, 100)))
                .withMessage("rng: expected a saved state of " + state.length + " bytes, got 100 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomBits.read(new byte[state.length]))
                .withMessage("rng: expected a saved state, got " + state.length + " other bytes");
    }

    @Test
    void createsNoObjectsOfOtherClasses() throws IOException {
        int length = new RandomBits(1).save(0).length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeDouble(0);
            out.writeObject(new ArrayList<>());
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomBits.read(Arrays.copyOf(bytes.toByteArray(), length)))
                .withMessage("rng: expected a saved state, got " + length + " other bytes")
                .havingCause()
                .withMessageContaining("REJECTED");
    }
}

package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, Integer.MAX_VALUE})
    void givesTheStreamOfAnotherImplementation(int seed) {
        RandomBits bits = new RandomBits(seed);
        MersenneTwister other = new MersenneTwister(seed);
        for (int i = 0; i < 2000; i++) {
            assertThat(bits.next32()).isEqualTo(Integer.toUnsignedLong(other.nextInt()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 623, 624, 700})
    void goesOnFromItsWords(int drawn) {
        RandomBits bits = new RandomBits(1);
        for (int i = 0; i < drawn; i++) {
            bits.next32();
        }

        RandomBits copy = new RandomBits(bits.words(), bits.used());

        for (int i = 0; i < 700; i++) {
            assertThat(copy.next32()).isEqualTo(bits.next32());
        }
    }
}

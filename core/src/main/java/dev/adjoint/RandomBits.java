package dev.adjoint;

/**
 * The outputs of the Mersenne Twister mt19937, in the widths that the distributions of {@link Rng} are made of.
 *
 * <p>624 words are turned into the next 624 at once; each word is tempered as it is given out. Source: M. Matsumoto, T.
 * Nishimura, Mersenne Twister, ACM Trans. Model. Comput. Simul. 8 (1998), with the initialisation of 2002.
 */
final class RandomBits {
    static final int WORDS = 624;
    private static final int MIDDLE = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;
    private static final int MATRIX = 0x9908b0df;

    private final int[] words;
    private int next;

    /** Starts from the low 32 bits of the seed. */
    RandomBits(long seed) {
        words = new int[WORDS];
        words[0] = (int) seed;
        for (int i = 1; i < WORDS; i++) {
            words[i] = 1812433253 * (words[i - 1] ^ words[i - 1] >>> 30) + i;
        }
        next = WORDS;
    }

    /** Goes on from the given words, of which the first {@code next} are used up. */
    RandomBits(int[] words, int next) {
        this.words = words.clone();
        this.next = next;
    }

    /** Returns the words of the present turn. */
    int[] words() {
        return words.clone();
    }

    /** Returns how many of the words are used up. */
    int used() {
        return next;
    }

    private void turn() {
        for (int i = 0; i < WORDS; i++) {
            int mixed = words[i] & UPPER_BIT | words[(i + 1) % WORDS] & LOWER_BITS;
            words[i] = words[(i + MIDDLE) % WORDS] ^ mixed >>> 1 ^ (mixed & 1) * MATRIX;
        }
        next = 0;
    }

    private int nextInt() {
        if (next == WORDS) {
            turn();
        }
        int y = words[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    /** Returns the next output, in [0, 2³²). */
    long next32() {
        return Integer.toUnsignedLong(nextInt());
    }

    /** Returns the next two outputs, the first as the high word. */
    long next64() {
        long high = next32();
        return high << 32 | next32();
    }

    /** Returns the low 24 bits of the next output as a fraction, in [0, 1). */
    float nextFloat() {
        return (nextInt() & 0x00ffffff) * 0x1p-24f;
    }

    /** Returns the low 53 bits of the next two outputs as a fraction, in [0, 1). */
    double nextDouble() {
        return (next64() & (1L << 53) - 1) * 0x1p-53;
    }
}

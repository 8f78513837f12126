package dev.adjoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.commons.math3.random.MersenneTwister;

/** The outputs of a Mersenne Twister (mt19937) in the widths that the distributions of {@link Rng} are made of. */
final class RandomBits {
    private static final int WORDS = 624;
    private static final ObjectInputFilter TWISTER_ALONE = ObjectInputFilter.Config.createFilter(
            "org.apache.commons.math3.random.MersenneTwister;org.apache.commons.math3.random.BitsStreamGenerator;"
                    + "maxarray=" + WORDS + ";!*");

    private final MersenneTwister twister;

    /** Starts from the low 32 bits of the seed. */
    RandomBits(long seed) {
        this(seeded((int) seed));
    }

    private RandomBits(MersenneTwister twister) {
        this.twister = twister;
    }

    /**
     * Returns the twister that mt19937 starts from the seed, taken without sign. The library extends the sign of a
     * negative seed and so starts another stream; there the right words are put in their place, the end of its serial
     * form.
     */
    private static MersenneTwister seeded(int seed) {
        MersenneTwister twister = new MersenneTwister(seed);
        if (seed >= 0) {
            return twister;
        }
        byte[] state = new RandomBits(twister).save(0);
        ByteBuffer words = ByteBuffer.wrap(state, state.length - WORDS * Integer.BYTES, WORDS * Integer.BYTES);
        int word = seed;
        words.putInt(word);
        for (int i = 1; i < WORDS; i++) {
            word = 1812433253 * (word ^ word >>> 30) + i;
            words.putInt(word);
        }
        return read(state).bits().twister;
    }

    /** Returns the next output, in [0, 2³²). */
    long next32() {
        return Integer.toUnsignedLong(twister.nextInt());
    }

    /** Returns the next two outputs, the first as the high word. */
    long next64() {
        long high = next32();
        return high << 32 | next32();
    }

    /** Returns the low 24 bits of the next output as a fraction, in [0, 1). */
    float nextFloat() {
        return (twister.nextInt() & 0x00ffffff) * 0x1p-24f;
    }

    /** Returns the low 53 bits of the next two outputs as a fraction, in [0, 1). */
    double nextDouble() {
        return (next64() & (1L << 53) - 1) * 0x1p-53;
    }

    /** Returns one number more and the state of the twister in its serial form; always of the same length. */
    byte[] save(double extra) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeDouble(extra);
            out.writeObject(twister);
        } catch (IOException e) {
            throw new UncheckedIOException("rng: the state could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #save} keeps. */
    record Saved(RandomBits bits, double extra) {}

    /**
     * Reads back what {@link #save} returned. No class but the twister's own is read from the bytes.
     *
     * @throws IllegalArgumentException if the bytes are something else
     */
    static Saved read(byte[] state) {
        int length = new RandomBits(new MersenneTwister(0)).save(0).length;
        if (state.length != length) {
            throw new IllegalArgumentException(
                    "rng: expected a saved state of " + length + " bytes, got " + state.length + " bytes");
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(state))) {
            in.setObjectInputFilter(TWISTER_ALONE);
            double extra = in.readDouble();
            return new Saved(new RandomBits((MersenneTwister) in.readObject()), extra);
        } catch (IOException | ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException("rng: expected a saved state, got " + length + " other bytes", e);
        }
    }
}

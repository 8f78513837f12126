package dev.adjoint;

import dev.adjoint.kernel.BoxMuller;

/**
 * A random stream: a Mersenne Twister, read as PyTorch's CPU generator reads it, so that a seed gives the numbers,
 * initial weights and shuffles that it gives there.
 *
 * <p>Integers, permutations, uniforms and truth values equal PyTorch's to the last bit, and so do normals of type
 * {@code float} where it runs on AVX2 with fused operations. Normals of type {@code double} may differ by an ulp or
 * two, since PyTorch takes logarithm, sine and cosine from the C library and this class from {@link StrictMath}. Here
 * every stream has the same bits on every JDK and processor.
 *
 * <p>A generator belongs to one thread: calls are not synchronised, and their order decides what each one gets. Every
 * thread has a default generator, {@link #current}, which starts from {@link #DEFAULT_SEED}: threads that do not
 * {@link #seed} theirs draw the same numbers. Drawing zero elements uses up nothing.
 *
 * <p>Source: Matsumoto and Nishimura, "Mersenne Twister", ACM Trans. Model. Comput. Simul. 8 (1998).
 */
public final class Rng {
    /** The seed of a thread's default generator until it is given another. */
    public static final long DEFAULT_SEED = 67280421310721L;

    private static final ThreadLocal<Rng> CURRENT = ThreadLocal.withInitial(() -> new Rng(DEFAULT_SEED));
    private static final int LARGEST_PERMUTATION = 214_748_363;

    private RandomBits bits;

    /** The second normal of the last pair; not a number once it is used. */
    private double keptNormal = Double.NaN;

    /**
     * Creates a generator.
     *
     * @param seed its low 32 bits choose the stream; the rest has no effect
     */
    public Rng(long seed) {
        bits = new RandomBits(seed);
    }

    /** Returns the default generator of the calling thread. */
    public static Rng current() {
        return CURRENT.get();
    }

    /** Starts the default generator of the calling thread afresh from the given seed, and returns it. */
    public static Rng seed(long seed) {
        Rng rng = current();
        rng.bits = new RandomBits(seed);
        rng.keptNormal = Double.NaN;
        return rng;
    }

    /**
     * Fills with {@code fma(u, to − from, from)}, u uniform on the multiples of 2⁻²⁴ in [0, 1); one output an element.
     *
     * <p>The bounds are rounded to {@code float} first; a value that rounds to {@code to} becomes {@code from}.
     *
     * @throws IllegalArgumentException unless from ≤ to and the difference is finite
     */
    public void uniform(float[] out, double from, double to) {
        float low = (float) from;
        float high = (float) to;
        float range = high - low;
        checkRange(from, to, range);
        for (int i = 0; i < out.length; i++) {
            float value = Math.fma(bits.nextFloat(), range, low);
            out[i] = value == high ? low : value;
        }
    }

    /**
     * Fills with {@code fma(u, to − from, from)}, u uniform on the multiples of 2⁻⁵³ in [0, 1); two outputs an element.
     *
     * <p>A value that rounds to {@code to} becomes {@code from}.
     *
     * @throws IllegalArgumentException unless from ≤ to and the difference is finite
     */
    public void uniform(double[] out, double from, double to) {
        double range = to - from;
        checkRange(from, to, range);
        for (int i = 0; i < out.length; i++) {
            double value = Math.fma(bits.nextDouble(), range, from);
            out[i] = value == to ? from : value;
        }
    }

    private static void checkRange(double from, double to, double range) {
        if (!(from <= to && Double.isFinite(range))) {
            throw new IllegalArgumentException(
                    "uniform: expected from <= to with a finite difference, got from " + from + " and to " + to);
        }
    }

    /**
     * Fills with normals, {@code fma(z, std, mean)}, z from the {@linkplain BoxMuller Box–Muller transform}.
     *
     * <p>Fewer than 16 elements are computed in double precision and then rounded. They come in pairs of four outputs;
     * the second of a pair is kept for the next such call, whatever its type. From 16 elements on the array is filled
     * with uniforms and turned in chunks of 16; if the length is no multiple of 16, the last 16 elements are drawn once
     * more.
     *
     * @throws IllegalArgumentException unless std ≥ 0
     */
    public void normal(float[] out, double mean, double std) {
        checkStd(std);
        if (out.length < BoxMuller.CHUNK) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) Math.fma(nextNormal(), std, mean);
            }
            return;
        }
        fillFrom(0, out);
        int last = out.length - BoxMuller.CHUNK;
        for (int at = 0; at <= last; at += BoxMuller.CHUNK) {
            BoxMuller.transform(out, at, (float) mean, (float) std);
        }
        if (out.length % BoxMuller.CHUNK != 0) {
            fillFrom(last, out);
            BoxMuller.transform(out, last, (float) mean, (float) std);
        }
    }

    /**
     * Fills with normals as {@link #normal(float[], double, double)} does, in double precision throughout.
     *
     * @throws IllegalArgumentException unless std ≥ 0
     */
    public void normal(double[] out, double mean, double std) {
        checkStd(std);
        if (out.length < BoxMuller.CHUNK) {
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.fma(nextNormal(), std, mean);
            }
            return;
        }
        fillFrom(0, out);
        int last = out.length - BoxMuller.CHUNK;
        for (int at = 0; at <= last; at += BoxMuller.CHUNK) {
            BoxMuller.transform(out, at, mean, std);
        }
        if (out.length % BoxMuller.CHUNK != 0) {
            fillFrom(last, out);
            BoxMuller.transform(out, last, mean, std);
        }
    }

    private void fillFrom(int start, float[] out) {
        for (int i = start; i < out.length; i++) {
            out[i] = bits.nextFloat();
        }
    }

    private void fillFrom(int start, double[] out) {
        for (int i = start; i < out.length; i++) {
            out[i] = bits.nextDouble();
        }
    }

    private double nextNormal() {
        double z = keptNormal;
        if (!Double.isNaN(z)) {
            keptNormal = Double.NaN;
            return z;
        }
        double theta = 2 * Math.PI * bits.nextDouble();
        double radius = Math.sqrt(-2 * StrictMath.log1p(-bits.nextDouble()));
        keptNormal = radius * StrictMath.sin(theta);
        return radius * StrictMath.cos(theta);
    }

    private static void checkStd(double std) {
        if (!(std >= 0)) {
            throw new IllegalArgumentException("normal: expected std >= 0, got " + std);
        }
    }

    /**
     * Fills with values that are true with probability {@code p}: {@code u < p}, u uniform on the multiples of 2⁻⁵³ in
     * [0, 1); two outputs an element.
     *
     * @throws IllegalArgumentException unless 0 ≤ p ≤ 1
     */
    public void bernoulli(boolean[] out, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("bernoulli: expected p in [0, 1], got " + p);
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = bits.nextDouble() < p;
        }
    }

    /**
     * Fills with {@code low + n mod (high − low)}, n being 32 bits for differences below 2²⁸ and 64 bits from there on.
     *
     * <p>Nothing is drawn again, so that unless the difference is a power of two, small values are a little more
     * likely.
     *
     * @throws IllegalArgumentException unless low &lt; high
     */
    public void randint(long[] out, long low, long high) {
        if (low >= high) {
            throw new IllegalArgumentException("randint: expected low < high, got low " + low + " and high " + high);
        }
        long range = high - low;
        boolean narrow = Long.compareUnsigned(range, 1L << 28) < 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = low + (narrow ? bits.next32() % range : Long.remainderUnsigned(bits.next64(), range));
        }
    }

    /** Fills with integers uniform on [0, 2⁶³); two outputs an element. */
    public void random(long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = random();
        }
    }

    /** Returns an integer uniform on [0, 2⁶³), fit to seed another generator. */
    public long random() {
        return bits.next64() & Long.MAX_VALUE;
    }

    /**
     * Returns the numbers 0 to n − 1 in random order, by the shuffle of Fisher and Yates from the front; n − 1 outputs.
     *
     * @throws IllegalArgumentException unless 0 ≤ n ≤ 214,748,363, up to where 32 bits a number will do
     */
    public long[] permutation(int n) {
        if (n < 0 || n > LARGEST_PERMUTATION) {
            throw new IllegalArgumentException("permutation: expected n in [0, " + LARGEST_PERMUTATION + "], got " + n);
        }
        long[] order = new long[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = 0; i < n - 1; i++) {
            int j = i + (int) (bits.next32() % (n - i));
            long chosen = order[j];
            order[j] = order[i];
            order[i] = chosen;
        }
        return order;
    }

    /**
     * Returns the whole state for {@link #restore}: how many words of the twister are used up, the bits of the kept
     * normal (a NaN if there is none), and the 624 words.
     */
    public long[] state() {
        int[] words = bits.words();
        long[] state = new long[2 + words.length];
        state[0] = bits.used();
        state[1] = Double.doubleToLongBits(keptNormal);
        for (int i = 0; i < words.length; i++) {
            state[2 + i] = Integer.toUnsignedLong(words[i]);
        }
        return state;
    }

    /**
     * Goes on as the generator whose {@link #state} this was would have gone on.
     *
     * @throws IllegalArgumentException if the numbers are no such state; nothing is changed then
     */
    public void restore(long[] state) {
        if (state.length != 2 + RandomBits.WORDS) {
            throw new IllegalArgumentException(
                    "rng: a state has " + (2 + RandomBits.WORDS) + " numbers, got " + state.length);
        }
        if (state[0] < 0 || state[0] > RandomBits.WORDS) {
            throw new IllegalArgumentException(
                    "rng: a state starts with a count from 0 to " + RandomBits.WORDS + ", got " + state[0]);
        }
        double normal = Double.longBitsToDouble(state[1]);
        if (Double.isInfinite(normal)) {
            throw new IllegalArgumentException("rng: the second number of a state is no normal, got " + state[1]);
        }
        int[] words = new int[RandomBits.WORDS];
        long any = 0;
        for (int i = 0; i < words.length; i++) {
            long word = state[2 + i];
            if (word != (word & 0xffffffffL)) {
                throw new IllegalArgumentException(
                        "rng: number " + (2 + i) + " of a state must be in [0, 2^32), got " + word);
            }
            words[i] = (int) word;
            any |= word;
        }
        if (any == 0) {
            throw new IllegalArgumentException("rng: the words of a state must not all be 0");
        }
        bits = new RandomBits(words, (int) state[0]);
        keptNormal = normal;
    }
}

package dev.adjoint.examples.toys;

import dev.adjoint.Tensor;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32;

/** The losses of a training run: their mean over an epoch, and a checksum over all of their bits. */
final class LossLog {
    private final CRC32 checksum = new CRC32();
    private double sum;
    private int count;

    /** Adds the loss of one batch, {@code FLOAT32} with one element. */
    void add(Tensor loss) {
        float value = (float) loss.item();
        checksum.update(ByteBuffer.allocate(Float.BYTES)
                .putInt(Float.floatToIntBits(value))
                .flip());
        sum += value;
        count++;
    }

    /** Returns the mean of the losses since the last call. */
    double nextMean() {
        double mean = sum / count;
        sum = 0;
        count = 0;
        return mean;
    }

    /**
     * Returns the CRC-32 of the bits of all losses so far, 8 hexadecimal digits: equal for runs that equal bit for bit.
     */
    String checksum() {
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }
}

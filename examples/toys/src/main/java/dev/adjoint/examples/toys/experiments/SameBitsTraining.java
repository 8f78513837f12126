package dev.adjoint.examples.toys.experiments;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Gelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Adam;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The training that {@link SameBits} starts in other JVMs: prints the checksum of its losses and weights, and the bits
 * of the first weights.
 */
final class SameBitsTraining {
    private static final int HIDDEN = 256;
    private static final int BATCH = 256;
    private static final int SHOWN_WEIGHTS = 4;

    private SameBitsTraining() {}

    /** Trains; the arguments are the number of epochs and the seed. */
    public static void main(String[] args) throws IOException {
        Rng.seed(Long.parseLong(args[1]));
        Examples digits = Examples.trainDigits();
        Sequential net = new Sequential(
                new Linear(64, HIDDEN),
                new BatchNorm1d(HIDDEN),
                new Gelu(),
                new Dropout(0.2),
                new Linear(HIDDEN, HIDDEN),
                new Gelu(),
                new Linear(HIDDEN, 10));
        Adam optimizer = new Adam(net.parameters(), 1e-3);
        CRC32 checksum = new CRC32();
        for (int epoch = 0; epoch < Integer.parseInt(args[0]); epoch++) {
            Examples shuffled = digits.pick(Tensor.randperm(digits.size()));
            for (int at = 0; at + BATCH <= digits.size(); at += BATCH) {
                Examples batch = shuffled.rows(at, at + BATCH);
                add(checksum, (float) Nets.step(net, optimizer, batch.x(), batch.classes()));
            }
        }
        for (Tensor parameter : net.parameters()) {
            add(checksum, parameter.detach().toFloatArray());
        }
        StringBuilder bits = new StringBuilder();
        float[] first = Nets.linears(net).get(0).weight().detach().toFloatArray();
        for (int i = 0; i < SHOWN_WEIGHTS; i++) {
            bits.append(String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits(first[i])));
        }
        System.out.println(String.format(Locale.ROOT, "%08x", checksum.getValue()) + " " + bits);
    }

    private static void add(CRC32 checksum, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
        checksum.update(bytes.flip());
    }
}

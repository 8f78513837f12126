package dev.adjoint.examples.toys.data;

import static dev.adjoint.examples.toys.data.IdxFiles.gzip;
import static dev.adjoint.examples.toys.data.IdxFiles.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
    private static final byte[] SOUND =
            idx(8, new int[] {2, 3}, (byte) 0, (byte) 1, (byte) 2, (byte) 127, (byte) -128, (byte) -1);

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path directory) {
        file = directory.resolve("file-idx2-ubyte");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsShapeAndElements(boolean compressed) throws IOException {
        IdxArray array = read(compressed ? gzip(SOUND) : SOUND);

        assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(array.toIntegers().bitEquals(Tensor.of(new long[] {0, 1, 2, 127, 128, 255}, 2, 3)))
                .isTrue();
        assertThat(array.toFractions()
                        .bitEquals(Tensor.of(new float[] {0, 1 / 255f, 2 / 255f, 127 / 255f, 128 / 255f, 1}, 2, 3)))
                .isTrue();
    }

    @Test
    void readsNoElements() throws IOException {
        assertThat(read(idx(8, new int[] {0, 28})).shape()).isEqualTo(Shape.of(0, 28));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesEveryTruncation(boolean compressed) {
        byte[] whole = compressed ? gzip(SOUND) : SOUND;
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(IOException.class)
                    .as("the first %d of %d bytes", length, whole.length)
                    .isThrownBy(() -> read(part))
                    .withMessageStartingWith(file + ": ")
                    .withMessageContainingAll("expected", "got");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesBytesAfterTheLastElement(boolean compressed) {
        byte[] longer = Arrays.copyOf(SOUND, SOUND.length + 1);
        assertThatIOException()
                .isThrownBy(() -> read(compressed ? gzip(longer) : longer))
                .withMessage(file + ": end of file: expected after 6 elements, got more bytes");
    }

    /** A damaged header never reads as something else, except for sizes that happen to fit: here 2×3 and no other. */
    @Test
    void refusesEveryFlippedBitOfTheHeader() {
        for (int bit = 0; bit < 8 * 12; bit++) {
            byte[] damaged = SOUND.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(IOException.class)
                    .as("bit %d flipped", bit)
                    .isThrownBy(() -> read(damaged))
                    .withMessageStartingWith(file + ": ")
                    .withMessageContainingAll("expected", "got");
        }
    }

    /** What gzip checks not, such as its time stamp, may change; the elements may not. */
    @Test
    void refusesOrWithstandsEveryFlippedBitOfGzip() {
        byte[] whole = gzip(SOUND);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(read(damaged).toIntegers().toLongArray())
                        .as("bit %d flipped", bit)
                        .containsExactly(0, 1, 2, 127, 128, 255);
            } catch (IOException e) {
                assertThat(e).as("bit %d flipped", bit).hasMessageStartingWith(file + ": ");
            }
        }
    }

    @Test
    void namesTheMagicNumberItExpects() {
        assertThatIOException()
                .isThrownBy(() -> read(idx(0x0d, new int[] {1, 1}, new byte[4])))
                .withMessage(
                        file + ": magic number: expected 0x00000802 (unsigned bytes, dimensions: 2), got 0x00000d02");
        assertThatIOException()
                .isThrownBy(() -> read(idx(8, new int[] {6}, new byte[6])))
                .withMessageEndingWith("got 0x00000801");
    }

    @Test
    void refusesSizesThatTheFileCannotHold() {
        assertThatIOException()
                .isThrownBy(() -> read(idx(8, new int[] {2, 4}, new byte[6])))
                .withMessage(file + ": elements: expected 8 for the shape [2, 4], got 6");
        assertThatIOException()
                .isThrownBy(() -> read(idx(8, new int[] {1 << 14, 1 << 14})))
                .withMessage(
                        file + ": elements: expected 268435456 for the shape [16384, 16384], got a file of 12 bytes");
        assertThatIOException()
                .isThrownBy(() -> read(gzip(idx(8, new int[] {1 << 14, 1 << 14}))))
                .withMessageContaining("expected 268435456 for the shape [16384, 16384], got a file of");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, IdxReader.MAX_ELEMENTS + 1})
    void refusesAbsurdSizesBeforeItAllocates(int size) {
        for (int other : new int[] {0, 1, -1, Integer.MIN_VALUE}) {
            assertThatIOException()
                    .as("%d x %d", size, other)
                    .isThrownBy(() -> read(idx(8, new int[] {size, other})))
                    .withMessageStartingWith(file + ": shape: expected at most 268435456 elements, got [");
        }
    }

    @Test
    void readsAsMuchAsDeflateCanPack() throws IOException {
        byte[] zeros = new byte[1 << 20];
        assertThat(read(gzip(idx(8, new int[] {1 << 10, 1 << 10}, zeros)))
                        .shape()
                        .size())
                .isEqualTo(1 << 20);
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> IdxReader.read(file, 2))
                .withMessage(file.toString());
    }

    private IdxArray read(byte[] bytes) throws IOException {
        return IdxReader.read(Files.write(file, bytes), 2);
    }
}

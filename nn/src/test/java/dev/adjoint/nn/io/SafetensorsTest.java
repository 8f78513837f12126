package dev.adjoint.nn.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    private Path folder;

    private static Map<String, Tensor> someTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("0.weight", Tensor.of(new float[][] {{1, -0f, Float.NaN}, {Float.MIN_VALUE, 1 / 3f, -1e30f}}));
        tensors.put("long", Tensor.of(Long.MIN_VALUE, -1, 1L << 53 | 1));
        tensors.put("a double", Tensor.scalar(DType.FLOAT64, Math.PI));
        tensors.put("Größe \"x\"\n", Tensor.of(true, false));
        tensors.put("empty", Tensor.zeros(2, 0, 3));
        tensors.put("transposed", Tensor.of(new double[][] {{1, 2}, {3, 4}}).t());
        return tensors;
    }

    @Test
    void givesBackEveryBit() throws IOException {
        Path file = folder.resolve("some.safetensors");
        Safetensors.write(file, someTensors(), Map.of("format", "pt", "note", "two\nlines"));

        Safetensors.Contents contents = Safetensors.read(file);

        assertThat(contents.metadata()).isEqualTo(Map.of("format", "pt", "note", "two\nlines"));
        assertThat(contents.tensors().keySet())
                .containsExactlyElementsOf(someTensors().keySet());
        someTensors()
                .forEach((name, tensor) -> assertThat(
                                contents.tensors().get(name).bitEquals(tensor))
                        .as(name)
                        .isTrue());
        assertThat(list()).containsExactly(file);
    }

    @Test
    void isLaidOutAsTheFormatSays() throws IOException {
        Path file = folder.resolve("x");
        Safetensors.write(file, Map.of("x", Tensor.of(1f, 2f)));

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertThat(length % 8).isZero();
        assertThat(new String(bytes.array(), 8, length, UTF_8).strip())
                .isEqualTo("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");
        assertThat(bytes.getFloat(8 + length)).isEqualTo(1);
        assertThat(bytes.getFloat(12 + length)).isEqualTo(2);
        assertThat(bytes.limit()).isEqualTo(8 + length + 8);
    }

    @ParameterizedTest
    @CsvSource({
        "F16, 003c, 1.0",
        "F16, 00c0, -2.0",
        "F16, 0100, 5.9604645E-8",
        "F16, ff7b, 65504.0",
        "F16, 007c, Infinity",
        "F16, 0080, -0.0",
        "F16, 017e, NaN",
        "BF16, 803f, 1.0",
        "BF16, 49c0, -3.140625",
        "U8, ff, 255",
        "I8, ff, -1",
        "I16, feff, -2",
        "U16, feff, 65534",
        "I32, feffffff, -2",
        "U32, feffffff, 4294967294"
    })
    void readsTypesThatItDoesNotWrite(String type, String hex, String value) throws IOException {
        int bytes = hex.length() / 2;
        Path file = raw(
                "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0," + bytes + "]}}",
                ByteBuffer.allocate(8)
                        .order(ByteOrder.BIG_ENDIAN)
                        .putLong(Long.parseLong(hex, 16) << (64 - 8 * bytes))
                        .array(),
                bytes);

        Tensor x = Safetensors.read(file).tensors().get("x");

        assertThat(x.dtype()).isEqualTo(type.contains("F") ? DType.FLOAT32 : DType.INT64);
        assertThat(x.dtype().isFloat() ? Float.toString(x.toFloatArray()[0]) : Long.toString(x.toLongArray()[0]))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                   | the header is no JSON",
                "[]                                  | the header: expected START_OBJECT, got START_ARRAY",
                "{} {}                               | something follows the header's last brace",
                "{'x':1}                             | x: expected START_OBJECT, got VALUE_NUMBER_INT",
                "{'x':{}}                            | x: expected dtype, shape and two data_offsets",
                "{'x':{'dtype':'F32','shape':[2]}}   | x: expected dtype, shape and two data_offsets",
                "{'x':{'dtype':'F4','shape':[2],'data_offsets':[0,8]}}   | x: expected a type among [F32, F64,",
                "{'x':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | x shape: expected numbers >= 0, got -2",
                "{'x':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | x shape: expected VALUE_NUMBER_INT",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}  | x: F32 [2] has 8 bytes, data_offsets are 0 and 4",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}  | x: F32 [2] has 8 bytes, data_offsets are 8 and 0",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}  | x: expected its bytes to start at 0",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}  | the header speaks of 4 bytes, the file has 8",
                "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | the header speaks of 12 bytes, the file has 8",
                "{'x':{'dtype':'F32','shape':[65536,65536,65536],'data_offsets':[0,8]}} | is too large",
                "{'x':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | the header is no JSON",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'size':8}} | x: unknown field size",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | Duplicate field 'x'",
                "{'__metadata__':{'a':1},'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | __metadata__ a: expected VALUE_STRING",
            })
    void saysWhatIsWrongWithAHeader(String header, String fault) throws IOException {
        Path file = raw(header.replace('\'', '"'), new byte[8], 8);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Safetensors.read(file))
                .withMessageStartingWith(file + " is no safetensors file: ")
                .withMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource({"0, at least 8 bytes", "7, at least 8 bytes", "8, 'at most 0 bytes, got the length 56'"})
    void aFileCutShortIsRefused(int length, String fault) throws IOException {
        Path file = folder.resolve("x");
        Safetensors.write(file, Map.of("x", Tensor.of(1f)));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, length));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Safetensors.read(file))
                .withMessageContaining(fault);
    }

    /** Any damage gives an error of reading or some tensors, and nothing else. */
    @Test
    void survivesDamage() throws IOException {
        Path file = folder.resolve("x");
        Safetensors.write(file, someTensors());
        byte[] whole = Files.readAllBytes(file);
        Rng rng = new Rng(1);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= round % 3; i++) {
                damaged[(int) (rng.random() % damaged.length)] = (byte) rng.random();
            }
            Files.write(file, damaged);
            try {
                assertThat(Safetensors.read(file).tensors()).isNotEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(file + " is no safetensors file: ");
                refused++;
            }
        }
        assertThat(refused).isBetween(200, 950);
    }

    @Test
    void aFailureLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("x");
        Safetensors.write(file, Map.of("x", Tensor.of(1f)));
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk full");
                }))
                .withMessage("disk full");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(list()).containsExactly(file);
    }

    @Test
    void namesTheFolderThatIsMissing() {
        Path file = folder.resolve("none/x");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Safetensors.write(file, Map.of()))
                .withMessage(file + ": there is no folder " + folder.resolve("none") + " to write it to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(folder.resolve("x"), Map.of("__metadata__", Tensor.of(1f))))
                .withMessage("safetensors: a tensor must not have the name __metadata__");
    }

    @Test
    void readsWhatTheFormatsOwnLibraryWrote() throws IOException, URISyntaxException {
        URL file = requireNonNull(SafetensorsTest.class.getResource("/files/safetensors-0.8.0.safetensors"));

        Safetensors.Contents contents = Safetensors.read(Path.of(file.toURI()));

        assertThat(contents.metadata()).isEqualTo(Map.of("format", "pt"));
        Map<String, Tensor> expected = Map.of(
                "half", Tensor.of(1.5f, -2, Float.POSITIVE_INFINITY, 0x1p-24f),
                "bf", Tensor.of(3.140625f, -0f),
                "w", Tensor.arange(6).to(DType.FLOAT32).div(3).reshape(2, 3),
                "n", Tensor.of(-1, 1L << 40),
                "b", Tensor.of(true, false, true),
                "d", Tensor.scalar(DType.FLOAT64, 0.1),
                "i", Tensor.of(-5L, 7),
                "u", Tensor.of(200L, 3),
                "e", Tensor.zeros(0, 3));
        assertThat(contents.tensors().keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (name, tensor) -> assertThat(contents.tensors().get(name).bitEquals(tensor))
                        .as(name)
                        .isTrue());
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Path raw(String header, byte[] data, int length) throws IOException {
        byte[] text = header.getBytes(UTF_8);
        Path file = folder.resolve("raw");
        Files.write(
                file,
                ByteBuffer.allocate(8 + text.length + length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .put(data, 0, length)
                        .array());
        return file;
    }
}

package dev.adjoint.nn.io;

import dev.adjoint.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tensors by name in a file of the safetensors format, as PyTorch's and other libraries' {@code safetensors} read and
 * write it.
 *
 * <p>A file is the length of its header (8 bytes, little-endian), the header (JSON: type, shape and place of each
 * tensor, and free text under {@code __metadata__}), and the elements, little-endian, with no gaps. Every bit is kept.
 * Unlike a pickle, a file holds no code. All of the header is checked against the length of the file before any element
 * is read.
 *
 * <p>{@code F32, F64, I64} and {@code BOOL} are the types of tensors here; {@code F16} and {@code BF16} are read as
 * {@code FLOAT32}, {@code I32, I16, I8, U32, U16} and {@code U8} as {@code INT64}, without loss.
 *
 * <p>Source: <a href="https://github.com/huggingface/safetensors">Safetensors, format</a>.
 */
public final class Safetensors {
    private static final int BUFFER = 1 << 16;

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param tensors by name, in the order of their elements in the file
     * @param metadata free text by name
     */
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

    /**
     * Writes tensors to a file, replacing it as a whole once all is written: it is never half written.
     *
     * @throws IllegalArgumentException if a tensor has the name {@code __metadata__}
     */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        write(file, tensors, Map.of());
    }

    /**
     * As {@link #write(Path, Map)}, with free text by name.
     *
     * @throws IllegalArgumentException if a tensor has the name {@code __metadata__}
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        byte[] header = SafetensorsHeader.write(tensors, metadata);
        WholeFile.write(file, stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeLong(Long.reverseBytes(header.length));
            out.write(header);
            for (Tensor tensor : tensors.values()) {
                Encoding.write(out, tensor);
            }
            out.flush();
        });
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is no safetensors file: the message names the file and the fault
     */
    public static Contents read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            return read(in, Files.size(file));
        } catch (MalformedFileException e) {
            throw new IOException(file + " is no safetensors file: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new IOException(file + " became shorter while it was read", e);
        }
    }

    private static Contents read(DataInputStream in, long size) throws IOException {
        if (size < Long.BYTES) {
            throw new MalformedFileException("expected at least " + Long.BYTES + " bytes, got " + size);
        }
        long longest = Math.min(size - Long.BYTES, SafetensorsHeader.LONGEST);
        long length = Long.reverseBytes(in.readLong());
        if (length < 0 || length > longest) {
            throw new MalformedFileException("expected a header of at most " + longest + " bytes, got the length "
                    + Long.toUnsignedString(length));
        }
        SafetensorsHeader header = SafetensorsHeader.read(in.readNBytes((int) length), size - Long.BYTES - length);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.name(), entry.encoding().read(in, entry.shape()));
        }
        return new Contents(tensors, header.metadata());
    }
}

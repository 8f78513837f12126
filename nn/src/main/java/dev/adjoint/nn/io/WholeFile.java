package dev.adjoint.nn.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are replaced as a whole or not at all. */
public final class WholeFile {
    private static final int BUFFER = 1 << 16;

    private WholeFile() {}

    /** Writes the contents of a file. */
    @FunctionalInterface
    public interface Contents {
        /** Writes all of it; need not flush nor close. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * As {@link #write(Path, Contents)}, a text in UTF-8.
     *
     * @throws IOException as there
     */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes to a new file beside the given one, forces it to the disk and gives it the name. After a failure or a
     * crash the file is as it was before. A link is followed; to a device or a pipe it is written straight.
     *
     * @throws IOException if there is no folder to write it to, the disk fails, or the contents throw it
     */
    public static void write(Path path, Contents contents) throws IOException {
        Path file = Files.exists(path) ? path.toRealPath() : path;
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                contents.write(out);
            }
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": there is no folder " + folder + " to write it to");
        }
        Path fresh = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(fresh, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                contents.write(out);
                out.flush();
                channel.force(true);
            }
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}

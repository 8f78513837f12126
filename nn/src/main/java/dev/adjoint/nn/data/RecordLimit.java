package dev.adjoint.nn.data;

import java.io.IOException;
import java.io.Reader;

/** Stops a reader that delivers too much without a record being complete, because a quote is never closed for one. */
final class RecordLimit extends Reader {
    static final int MAX_CHARACTERS = 1 << 24;

    private final Reader in;
    private int left = MAX_CHARACTERS;

    RecordLimit(Reader in) {
        this.in = in;
    }

    /** Notes that a record is complete. */
    void restart() {
        left = MAX_CHARACTERS;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        left -= Math.max(count, 0);
        if (left < 0) {
            throw new IOException("a record of more than " + MAX_CHARACTERS + " characters; is a quote never closed?");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

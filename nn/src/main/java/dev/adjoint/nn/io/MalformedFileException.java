package dev.adjoint.nn.io;

import java.io.IOException;

/** A file does not follow its format. */
final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedFileException(String fault) {
        super(fault);
    }
}

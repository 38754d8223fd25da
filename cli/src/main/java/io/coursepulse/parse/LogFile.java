package io.coursepulse.parse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens logs, plain or compressed by gzip, as rotated logs are. */
final class LogFile {

    /** The standard input on the command line. */
    static final String STANDARD_INPUT = "-";

    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private LogFile() {}

    /** Opens a file by its name, or the standard input. */
    static InputStream open(String name) throws IOException {
        return uncompressed(name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name)));
    }

    /** Detects gzip by its first bytes, as the standard input has no name. */
    static InputStream uncompressed(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }
}

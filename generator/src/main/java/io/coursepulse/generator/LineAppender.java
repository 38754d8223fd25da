package io.coursepulse.generator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Appends lines to a file that is open for appending; the file never ends within a line. */
final class LineAppender {
    private final SeekableByteChannel file;

    LineAppender(SeekableByteChannel file) {
        this.file = file;
    }

    /**
     * Only the first lines of a batch, or none, could be appended.
     */
    static final class PartialAppendException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int lines;

        private PartialAppendException(int lines, IOException cause) {
            super(cause.getMessage(), cause);
            this.lines = lines;
        }

        /** The number of lines that are in the file. */
        int lines() {
            return lines;
        }
    }

    /**
     * Appends the batch, in one write if the system allows it.
     *
     * @throws PartialAppendException if that fails, usually because the disk is full; a partial line is truncated
     */
    void append(LineBatch batch) throws IOException {
        long before = file.size();
        ByteBuffer bytes = batch.bytes();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            int lines = batch.linesWithin(bytes.position());
            try {
                file.truncate(before + (lines == 0 ? 0 : batch.end(lines - 1)));
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw new PartialAppendException(lines, e);
        }
    }
}

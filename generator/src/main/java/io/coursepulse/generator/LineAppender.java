package io.coursepulse.generator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Appends lines to a file that is open for appending, so that it never ends inside one. */
final class LineAppender {
    private final SeekableByteChannel file;

    LineAppender(SeekableByteChannel file) {
        this.file = file;
    }

    /**
     * Some or none of a batch's lines could be appended.
     */
    static final class PartialAppendException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int lines;

        private PartialAppendException(int lines, IOException cause) {
            super(cause.getMessage(), cause);
            this.lines = lines;
        }

        /** The batch's first lines that do stand in the file. */
        int lines() {
            return lines;
        }
    }

    /**
     * Appends the batch: in one write, as long as the system takes it in one.
     *
     * @throws PartialAppendException when that fails, the disk being full above all; a line that was begun is taken back
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

package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineAppenderTest {
    private static final byte[] EARLIER = "what was there before\n".getBytes();

    private final LineBatch batch = new LineBatch();

    LineAppenderTest() {
        new LogGenerator(GeneratorOptions.defaults(1, 5), InstantSource.fixed(Instant.EPOCH)).fill(batch, 100);
    }

    @Test
    void continuesAfterShortWrite() throws IOException {
        Disk disk = new Disk(Integer.MAX_VALUE, 700);
        new LineAppender(disk).append(batch);

        assertThat(disk.content()).endsWith(bytes(batch.bytes().remaining()));
        assertThat(disk.content()).hasSize(EARLIER.length + batch.bytes().remaining());
    }

    @Test
    void batchIsWrittenInOneCallIfPossible() throws IOException {
        Disk disk = new Disk(Integer.MAX_VALUE, Integer.MAX_VALUE);
        new LineAppender(disk).append(batch);

        assertThat(disk.writes).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 99})
    void truncatesPartialLineOnFullDisk(int whole) {
        int wholeBytes = whole == 0 ? 0 : batch.end(whole - 1);
        for (int room : new int[] {wholeBytes, wholeBytes + 1, batch.end(whole) - 1}) {
            Disk disk = new Disk(room, 1_000);

            LineAppender.PartialAppendException failure = catchThrowableOfType(
                    LineAppender.PartialAppendException.class, () -> new LineAppender(disk).append(batch));

            assertThat(failure).hasMessage("No space left on device");
            assertThat(failure.lines()).isEqualTo(whole);
            assertThat(disk.content()).startsWith(EARLIER).hasSize(EARLIER.length + wholeBytes);
            assertThat(disk.content()).endsWith((byte) '\n');
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        batch.bytes().get(bytes);
        return bytes;
    }

    /** A file with something in it, on a disk with so much room, that takes so much at once. */
    private static final class Disk implements SeekableByteChannel {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final int capacity;
        private final int atOnce;
        private int writes;

        Disk(int room, int atOnce) {
            this.content.writeBytes(EARLIER);
            this.capacity = room == Integer.MAX_VALUE ? room : EARLIER.length + room;
            this.atOnce = atOnce;
        }

        byte[] content() {
            return content.toByteArray();
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int fits = Math.min(Math.min(from.remaining(), atOnce), capacity - content.size());
            if (fits == 0) {
                throw new IOException("No space left on device");
            }
            byte[] taken = new byte[fits];
            from.get(taken);
            content.writeBytes(taken);
            writes++;
            return fits;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            byte[] kept = Arrays.copyOf(content(), (int) size);
            content.reset();
            content.writeBytes(kept);
            return this;
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}

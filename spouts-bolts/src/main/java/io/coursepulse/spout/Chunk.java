package io.coursepulse.spout;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Many lines of one topic partition in one array, so that Storm's cost per tuple is paid once for thousands of lines.
 * For each line, the array contains its offset relative to the chunk's first, its length (each 4 bytes, big-endian),
 * and its bytes.
 */
public final class Chunk {

    private static final int HEADER = 8;

    private Chunk() {}

    /** Receives the lines of a chunk; {@code bytes[start, end)} is valid only during the call. */
    @FunctionalInterface
    public interface LineVisitor {
        void line(long offset, byte[] bytes, int start, int end);
    }

    /** Calls {@code visitor} for each line of a packed chunk, in offset order. */
    public static void forEach(byte[] packed, long firstOffset, LineVisitor visitor) {
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        while (buffer.hasRemaining()) {
            long offset = firstOffset + buffer.getInt();
            int length = buffer.getInt();
            int start = buffer.position();
            visitor.line(offset, packed, start, start + length);
            buffer.position(start + length);
        }
    }

    /** Packs the lines of one chunk. Not thread-safe. */
    public static final class Packer {

        private final long firstOffset;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        private final ByteBuffer header = ByteBuffer.allocate(HEADER);
        private int lines;

        /** Starts a chunk whose lines have offsets from {@code firstOffset} on. */
        public Packer(long firstOffset) {
            this.firstOffset = firstOffset;
        }

        public void add(long offset, byte[] line) {
            header.clear().putInt(Math.toIntExact(offset - firstOffset)).putInt(line.length);
            bytes.writeBytes(header.array());
            bytes.writeBytes(line);
            lines++;
        }

        public int lines() {
            return lines;
        }

        public int bytes() {
            return bytes.size();
        }

        public byte[] pack() {
            return bytes.toByteArray();
        }
    }
}

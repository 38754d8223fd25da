package io.coursepulse.generator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Generated lines in one array, each ended by a newline, with the expected result of each. All lines of a batch have the
 * same time. A batch is reused, by one thread.
 */
public final class LineBatch {
    private static final LineOutcome[] OUTCOMES = LineOutcome.values();
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 16];
    private int length;

    private int lines;
    private int[] ends = new int[256];
    private byte[] outcomes = new byte[256];
    private GeneratedVisit[] visits = new GeneratedVisit[256];
    private LineTime time;

    /** The number of lines. */
    public int lines() {
        return lines;
    }

    /** All lines with their newlines; a view that is valid until the batch is reused. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    /** The end of the {@code line}-th line, after its newline. */
    public int end(int line) {
        return ends[line];
    }

    /** The expected outcome of the {@code line}-th line. */
    public LineOutcome outcome(int line) {
        return OUTCOMES[outcomes[line]];
    }

    /** The number of complete lines in the first {@code length} bytes. */
    int linesWithin(int length) {
        int found = Arrays.binarySearch(ends, 0, lines, length);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** The time of all its lines. */
    LineTime time() {
        return time;
    }

    /** The visit that the line counts as, or null if it is not counted. */
    GeneratedVisit visit(int line) {
        return visits[line];
    }

    void clear(LineTime time) {
        this.time = time;
        this.length = 0;
        this.lines = 0;
    }

    LineBatch write(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    LineBatch write(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    LineBatch write(int number) {
        return write(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** The last {@code digits} hexadecimal digits of the number. */
    LineBatch writeHex(long number, int digits) {
        reserve(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (number >>> shift) & 0xf];
        }
        return this;
    }

    /** Removes the last bytes of the line that is being written. */
    void dropLast(int count) {
        length -= count;
    }

    void endVisit(GeneratedVisit visit) {
        end(LineOutcome.COUNTED, visit);
    }

    void endOther(LineOutcome outcome) {
        end(outcome, null);
    }

    private void end(LineOutcome outcome, GeneratedVisit visit) {
        write('\n');
        if (lines == ends.length) {
            ends = Arrays.copyOf(ends, 2 * lines);
            outcomes = Arrays.copyOf(outcomes, 2 * lines);
            visits = Arrays.copyOf(visits, 2 * lines);
        }
        ends[lines] = length;
        outcomes[lines] = (byte) outcome.ordinal();
        visits[lines] = visit;
        lines++;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

package io.coursepulse.generator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Generated lines, back to back in one array, each ended by a newline; and what is true about each. All lines of a batch
 * bear the same time. A batch is filled again and again, by one thread.
 */
public final class LineBatch {
    static final int NO_COURSE = -1;

    private static final LineOutcome[] OUTCOMES = LineOutcome.values();
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 16];
    private int length;

    private int lines;
    private int[] ends = new int[256];
    private byte[] outcomes = new byte[256];
    private int[] courses = new int[256];
    private Referrer[] referrers = new Referrer[256];
    private String[] regions = new String[256];
    private String[] clients = new String[256];
    private String[] devices = new String[256];
    private LineTime time;

    /** The number of lines. */
    public int lines() {
        return lines;
    }

    /** All lines, newlines included; a view that is valid until the batch is filled again. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    /** Where the {@code line}-th line ends, behind its newline. */
    public int end(int line) {
        return ends[line];
    }

    /** What has to become of the {@code line}-th line. */
    public LineOutcome outcome(int line) {
        return OUTCOMES[outcomes[line]];
    }

    /** How many lines are complete in the first {@code length} bytes. */
    int linesWithin(int length) {
        int found = Arrays.binarySearch(ends, 0, lines, length);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** The time of all its lines. */
    LineTime time() {
        return time;
    }

    /** The number of the course whose visit the line counts as, or {@link #NO_COURSE}. */
    int course(int line) {
        return courses[line];
    }

    /** The number of the search engine that sent the visit, or {@link Referrer#NO_ENGINE}. */
    int engine(int line) {
        return referrers[line].engine();
    }

    /** The keyword that the visit counts for, or {@link Referrer#NO_KEYWORD}. */
    String keyword(int line) {
        return referrers[line].keyword();
    }

    /** The region that the visit counts for; only of lines that are visits. */
    String region(int line) {
        return regions[line];
    }

    /** The client that the visit counts for; only of lines that are visits. */
    String client(int line) {
        return clients[line];
    }

    /** The kind of device that the visit counts for; only of lines that are visits. */
    String device(int line) {
        return devices[line];
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

    /** Takes back the last bytes of the line that is being written. */
    void dropLast(int count) {
        length -= count;
    }

    void endVisit(int course, Referrer referrer, String region, String client, String device) {
        end(LineOutcome.COUNTED, course, referrer, region, client, device);
    }

    void endOther(LineOutcome outcome) {
        end(outcome, NO_COURSE, Referrer.NONE, null, null, null);
    }

    private void end(LineOutcome outcome, int course, Referrer referrer, String region, String client, String device) {
        write('\n');
        if (lines == ends.length) {
            ends = Arrays.copyOf(ends, 2 * lines);
            outcomes = Arrays.copyOf(outcomes, 2 * lines);
            courses = Arrays.copyOf(courses, 2 * lines);
            referrers = Arrays.copyOf(referrers, 2 * lines);
            regions = Arrays.copyOf(regions, 2 * lines);
            clients = Arrays.copyOf(clients, 2 * lines);
            devices = Arrays.copyOf(devices, 2 * lines);
        }
        ends[lines] = length;
        outcomes[lines] = (byte) outcome.ordinal();
        courses[lines] = course;
        referrers[lines] = referrer;
        regions[lines] = region;
        clients[lines] = client;
        devices[lines] = device;
        lines++;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

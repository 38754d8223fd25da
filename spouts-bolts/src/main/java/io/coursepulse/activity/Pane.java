package io.coursepulse.activity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * The clicks of one second, in one tuple, whatever the number of clicks and courses. A tuple per course would cost a
 * window 460 bytes and an iteration at every slide; packed in one array a course takes about eight bytes. The array may
 * be shared between threads: it is never modified.
 *
 * @param end when the second ends, in milliseconds since 1970-01-01T00:00Z
 * @param since the time since which no line was missed, likewise
 * @param late the number of clicks so far that came after their second was closed
 * @param future the number of clicks so far that were too far ahead of the clock
 * @param ahead how far the recent lines of partitions were ahead of the clock, in milliseconds by partition, packed likewise
 * @param clicks the clicks by course, as packed by {@link #pack}
 */
record Pane(long end, long since, long late, long future, byte[] ahead, byte[] clicks) {

    static final String END = "end";
    static final String SINCE = "since";
    static final String LATE = "late";
    static final String FUTURE = "future";
    static final String AHEAD = "ahead";
    static final String CLICKS = "clicks";

    static final Fields FIELDS = new Fields(END, SINCE, LATE, FUTURE, AHEAD, CLICKS);

    static final long MILLIS = 1_000;

    static final byte[] NOTHING = pack(Map.of());

    static Pane of(Tuple tuple) {
        return new Pane(
                tuple.getLongByField(END),
                tuple.getLongByField(SINCE),
                tuple.getLongByField(LATE),
                tuple.getLongByField(FUTURE),
                tuple.getBinaryByField(AHEAD),
                tuple.getBinaryByField(CLICKS));
    }

    Values values() {
        return new Values(end, since, late, future, ahead, clicks);
    }

    /** The empty tuple that follows this pane; see {@link MergeBolt}. */
    Pane marker() {
        return new Pane(end + MergeBolt.MARKER_MILLIS, since, late, future, ahead, NOTHING);
    }

    boolean isMarker() {
        return end % MILLIS != 0;
    }

    /**
     * Packs numbers.
     *
     * @param numbers numbers by name, such as clicks by course, each as the first element of an array
     */
    static byte[] pack(Map<String, int[]> numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 + 10 * numbers.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(numbers.size());
            for (Map.Entry<String, int[]> number : numbers.entrySet()) {
                out.writeUTF(number.getKey());
                out.writeInt(number.getValue()[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Unexpected I/O error writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Calls {@code action} with every course and its clicks. */
    void forEach(ObjIntConsumer<String> action) {
        unpack(clicks, action);
    }

    /** Calls {@code action} with every name and its number. */
    static void unpack(byte[] numbers, ObjIntConsumer<String> action) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(numbers))) {
            for (int count = in.readInt(); count > 0; count--) {
                String name = in.readUTF();
                action.accept(name, in.readInt());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Corrupt packed numbers", e);
        }
    }

    /** Joins the packed panes of one second, whose courses are disjoint. */
    static byte[] join(List<byte[]> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int courses = 0;
        int length = Integer.BYTES;
        for (byte[] part : parts) {
            courses += courses(part);
            length += part.length - Integer.BYTES;
        }
        ByteBuffer joined = ByteBuffer.allocate(length).putInt(courses);
        parts.forEach(part -> joined.put(part, Integer.BYTES, part.length - Integer.BYTES));
        return joined.array();
    }

    private static int courses(byte[] part) {
        return ByteBuffer.wrap(part).getInt();
    }
}

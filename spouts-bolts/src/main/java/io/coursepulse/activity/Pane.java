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
 * One second of clicks, in one tuple, whatever the number of clicks and of courses. A tuple for each course would cost a
 * window 460 bytes and a look at every slide for each of them; packed in one array a course takes about eight bytes. The
 * array may be shared between threads: it is never changed.
 *
 * @param end when the second ends, in milliseconds since 1970-01-01T00:00Z
 * @param since the moment from which on no line was missed, likewise
 * @param late the clicks so far that came after their second was closed
 * @param future the clicks so far that were too far ahead of the clock
 * @param clicks what {@link #pack} has made
 */
record Pane(long end, long since, long late, long future, byte[] clicks) {

    static final String END = "end";
    static final String SINCE = "since";
    static final String LATE = "late";
    static final String FUTURE = "future";
    static final String CLICKS = "clicks";

    static final Fields FIELDS = new Fields(END, SINCE, LATE, FUTURE, CLICKS);

    static final long MILLIS = 1_000;

    static final byte[] NO_CLICKS = pack(Map.of());

    static Pane of(Tuple tuple) {
        return new Pane(
                tuple.getLongByField(END),
                tuple.getLongByField(SINCE),
                tuple.getLongByField(LATE),
                tuple.getLongByField(FUTURE),
                tuple.getBinaryByField(CLICKS));
    }

    Values values() {
        return new Values(end, since, late, future, clicks);
    }

    /** What follows on this pane, so that it is known to be there. */
    Pane marker() {
        return new Pane(end + MergeBolt.MARKER_MILLIS, since, late, future, NO_CLICKS);
    }

    boolean isMarker() {
        return end % MILLIS != 0;
    }

    /**
     * Packs clicks.
     *
     * @param clicks the first number of each course is how many it has
     */
    static byte[] pack(Map<String, int[]> clicks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 + 10 * clicks.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(clicks.size());
            for (Map.Entry<String, int[]> course : clicks.entrySet()) {
                out.writeUTF(course.getKey());
                out.writeInt(course.getValue()[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An array takes what is written", e);
        }
        return bytes.toByteArray();
    }

    /** Gives every course and its clicks. */
    void forEach(ObjIntConsumer<String> action) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(clicks))) {
            for (int courses = in.readInt(); courses > 0; courses--) {
                String course = in.readUTF();
                action.accept(course, in.readInt());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Not what was packed", e);
        }
    }

    /** The packed panes of one second, each of other courses, as one. */
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

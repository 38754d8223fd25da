package io.coursepulse.spout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Ends a batch before it has more new user agents than can be identified in its time: each takes about a millisecond, and
 * strangers can send another one with every request. What is taken for the user agent is the last quoted field of a line;
 * that decides where a batch ends, never how a line counts. Used by one task.
 */
final class NewUserAgents {

    /** They take 2 to 15 seconds. */
    static final int MAX_IN_BATCH = 10_000;

    /** Fewer than {@link io.coursepulse.enrich.Clients} remembers, so that what was seen here is mostly known there. */
    private static final int SEEN = 1 << 15;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] seen = new long[SEEN];
    private int left = MAX_IN_BATCH;

    /** Begins a batch. */
    void beginBatch() {
        left = MAX_IN_BATCH;
    }

    /** How many of the next lines of the batch, from the first on, it may have. */
    int fitting(List<ConsumerRecord<byte[], byte[]>> lines) {
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i).value();
            if (line != null && isNew(line)) {
                if (left == 0) {
                    return i;
                }
                left--;
            }
        }
        return lines.size();
    }

    private boolean isNew(byte[] line) {
        int end = quote(line, line.length - 1);
        int start = quote(line, end - 1);
        if (start < 0) {
            return false;
        }
        long hash = hash(line, start + 1, end);
        int slot = (int) (hash >>> 32) & SEEN - 1;
        if (seen[slot] == hash) {
            return false;
        }
        if (left > 0) {
            // Else the line is not taken, and comes again.
            seen[slot] = hash;
        }
        return true;
    }

    private static int quote(byte[] line, int from) {
        int at = from;
        while (at >= 0 && line[at] != '"') {
            at--;
        }
        return at;
    }

    private static long hash(byte[] bytes, int start, int end) {
        long hash = end - start;
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at));
        }
        for (; at < end; at++) {
            hash = mix(hash ^ bytes[at]);
        }
        // Zero stands for nothing seen.
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long hash) {
        long mixed = hash * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}

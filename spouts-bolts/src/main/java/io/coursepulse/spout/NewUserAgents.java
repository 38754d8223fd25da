package io.coursepulse.spout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Ends a batch before it has more new user agents than can be identified in its time: each takes about a millisecond, and
 * strangers can send another one with every request. What is taken for the user agent is the quoted field at the end of a
 * line, if there is one; that decides where a batch ends, never how a line counts. The partitions of a batch have equal
 * shares, so that none waits for another. Used by one task.
 */
final class NewUserAgents {

    /** At up to two milliseconds each, with one task on a processor they take less than the default batch timeout. */
    static final int MAX_IN_BATCH = 10_000;

    /** Fewer than {@link io.coursepulse.enrich.Clients} remembers, so that what was seen here is mostly known there. */
    private static final int SEEN = 1 << 14;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Nobody outside can know which user agents have the same hash. */
    private final long secret = new SecureRandom().nextLong() | 1;

    private final long[] seen = new long[SEEN];
    private int left;
    private int partitions;

    /** Begins a batch of so many partitions, each of which {@link #fitting} is then asked for once. */
    void beginBatch(int ofPartitions) {
        left = MAX_IN_BATCH;
        partitions = ofPartitions;
    }

    /** How many of the lines of the batch's next partition, from the first on, it may have. */
    int fitting(List<ConsumerRecord<byte[], byte[]>> lines) {
        int share = left / partitions--;
        int taken = 0;
        int line = 0;
        while (line < lines.size()) {
            byte[] bytes = lines.get(line).value();
            if (bytes != null && isNew(bytes, taken < share)) {
                if (taken == share) {
                    break;
                }
                taken++;
            }
            line++;
        }
        left -= taken;
        return line;
    }

    /** @param remember whether the line will be taken; else it comes again */
    private boolean isNew(byte[] line, boolean remember) {
        int end = line.length - 1;
        if (end >= 0 && line[end] == '\r') {
            end--;
        }
        int start = end > 0 && line[end] == '"' ? quote(line, end - 1) : -1;
        if (start < 0) {
            return false;
        }
        long hash = hash(line, start + 1, end);
        int slot = (int) (hash >>> 32) & SEEN - 1;
        if (seen[slot] == hash) {
            return false;
        }
        if (remember) {
            seen[slot] = hash;
        }
        return true;
    }

    /** The last quote up to {@code from} that is not escaped. */
    private static int quote(byte[] line, int from) {
        int at = from;
        while (at >= 0 && (line[at] != '"' || isEscaped(line, at))) {
            at--;
        }
        return at;
    }

    private static boolean isEscaped(byte[] line, int at) {
        int backslashes = 0;
        while (at > backslashes && line[at - 1 - backslashes] == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private long hash(byte[] bytes, int start, int end) {
        long hash = secret ^ end - start;
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

    private long mix(long hash) {
        long mixed = (hash ^ hash >>> 32) * secret;
        return mixed ^ mixed >>> 29;
    }
}

package io.coursepulse.web.day;

import java.time.LocalTime;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The clicks of each minute of a day. An hour is one array, made when it has its first click: some 500 bytes, where a map's
 * entries would be 6 KB. Versions are kept by the hour, so a reader is sent a whole hour again when a minute of it has changed.
 */
final class MinuteCells {

    static final int HOURS = 24;
    static final int MINUTES = 60;
    private static final int BYTES_AN_HOUR = 16 + MINUTES * Long.BYTES;

    private final long[][] clicks = new long[HOURS][];
    private final long[] versions = new long[HOURS];

    /** Takes a reading; returns by how much it is above what was known, 0 if it is not. */
    long raiseTo(LocalTime minute, long reading, long version) {
        long[] hour = clicks[minute.getHour()];
        long more = reading - (hour == null ? 0 : hour[minute.getMinute()]);
        if (more <= 0) {
            return 0;
        }
        add(minute, more, version);
        return more;
    }

    void add(LocalTime minute, long more, long version) {
        int hour = minute.getHour();
        if (clicks[hour] == null) {
            clicks[hour] = new long[MINUTES];
        }
        clicks[hour][minute.getMinute()] += more;
        versions[hour] = version;
    }

    /** Makes all hours count as changed. */
    void touch(long version) {
        hours().forEach(hour -> versions[hour] = version);
    }

    /** The hours with clicks. */
    IntStream hours() {
        return IntStream.range(0, HOURS).filter(hour -> clicks[hour] != null);
    }

    /** The hours that changed after {@code version}. */
    IntStream changedSince(long version) {
        return hours().filter(hour -> versions[hour] > version);
    }

    /** Clicks of an hour. */
    long hour(int hour) {
        return clicks[hour] == null ? 0 : LongStream.of(clicks[hour]).sum();
    }

    /** Clicks of a minute. */
    long minute(int hour, int minute) {
        return clicks[hour] == null ? 0 : clicks[hour][minute];
    }

    long bytes() {
        return hours().count() * BYTES_AN_HOUR;
    }
}

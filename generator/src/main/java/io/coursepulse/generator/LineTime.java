package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A second in all formats of the lines, formatted once for thousands of lines. */
final class LineTime {
    /** Web servers write English months in every locale. */
    private static final DateTimeFormatter COMBINED =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH);

    private static final DateTimeFormatter COURSE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ERROR_LOG = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT);

    private final long epochSecond;
    private final byte[] combined;
    private final byte[] course;
    private final byte[] errorLog;
    private final String day;
    private final String minute;

    LineTime(Instant instant, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        this.epochSecond = instant.getEpochSecond();
        this.combined = COMBINED.format(time).getBytes(StandardCharsets.US_ASCII);
        this.course = COURSE.format(time).getBytes(StandardCharsets.US_ASCII);
        this.errorLog = ERROR_LOG.format(time).getBytes(StandardCharsets.US_ASCII);
        this.day = DAY.format(time);
        this.minute = MINUTE.format(time);
    }

    boolean isAt(Instant instant) {
        return epochSecond == instant.getEpochSecond();
    }

    long epochSecond() {
        return epochSecond;
    }

    /** {@code 24/Nov/2026:15:04:05 +0800}. */
    byte[] combined() {
        return combined;
    }

    /** {@code 2026-11-24 15:04:05}: local time, without zone. */
    byte[] course() {
        return course;
    }

    /** {@code 2026/11/24 15:04:05}, as in NGINX's error log. */
    byte[] errorLog() {
        return errorLog;
    }

    /** {@code 20261124}. */
    String day() {
        return day;
    }

    /** {@code 202611241504}. */
    String minute() {
        return minute;
    }
}

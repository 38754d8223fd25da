package io.coursepulse.log;

import io.coursepulse.log.LogLine.Slice;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Parses the course generator's format, five fields separated by tabs:
 *
 * <pre>client \t yyyy-MM-dd HH:mm:ss \t "GET /class/112.html HTTP/1.1" \t status \t referrer</pre>
 */
final class CourseLineParser implements LineParser {

    private final ZoneId zone;
    private final Cursor cursor = new Cursor();
    private final Slice request = new Slice();
    private long cachedQuarter = TimestampParser.NONE;
    private int cachedOffset;

    CourseLineParser(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public Optional<RejectReason> parse(byte[] bytes, int start, int end, LogLine line) {
        line.clear(bytes);
        cursor.reset(bytes, start, end);
        if (!cursor.until('\t', line.client)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!ClientField.accept(bytes, line.client)) {
            return Optional.of(RejectReason.BAD_CLIENT);
        }
        if (!time(line)) {
            return Optional.of(RejectReason.BAD_TIME);
        }
        if (!cursor.quoted(request) || !cursor.skip('\t')) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!RequestLine.split(line, request)) {
            return Optional.of(RejectReason.BAD_REQUEST);
        }
        line.status = cursor.number(3);
        if (line.status < 100) {
            return Optional.of(RejectReason.BAD_STATUS);
        }
        return cursor.skip('\t') && referrer(line) ? Optional.empty() : Optional.of(RejectReason.WRONG_FIELDS);
    }

    private boolean time(LogLine line) {
        int year = cursor.number(4);
        if (year < 0 || !cursor.skip('-')) {
            return false;
        }
        int month = cursor.number(2);
        if (month < 0 || !cursor.skip('-')) {
            return false;
        }
        int day = cursor.number(2);
        if (day < 0 || !cursor.skip(' ')) {
            return false;
        }
        long local = TimestampParser.localSecond(year, month, day, cursor);
        if (local == TimestampParser.NONE || !cursor.skip('\t')) {
            return false;
        }
        line.epochSecond = local - offset(local);
        return true;
    }

    /** The zone's offset changes only at whole quarters of an hour, so one lookup serves a quarter. */
    private int offset(long local) {
        long quarter = Math.floorDiv(local, 900L);
        if (quarter != cachedQuarter) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
            cachedOffset = zone.getRules().getOffset(time).getTotalSeconds();
            cachedQuarter = quarter;
        }
        return cachedOffset;
    }

    /** The last field: any bytes but a tab; {@code -} for none, or {@code _} as some generators write it. */
    private boolean referrer(LogLine line) {
        Slice referrer = line.referrer;
        referrer.set(cursor.position, cursor.end);
        for (int i = referrer.start; i < referrer.end; i++) {
            if (line.bytes[i] == '\t') {
                return false;
            }
        }
        if (referrer.isEmpty()) {
            return false;
        }
        if (referrer.isDash(line.bytes) || referrer.end - referrer.start == 1 && line.bytes[referrer.start] == '_') {
            referrer.clear();
        }
        return true;
    }
}

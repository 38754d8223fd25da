package io.coursepulse.log;

import io.coursepulse.log.LogLine.Slice;
import java.util.Optional;

/**
 * Parses what NGINX and Apache call <i>common</i> and <i>combined</i>:
 *
 * <pre>client ident user [10/Oct/2000:13:55:36 -0700] "GET /x HTTP/1.1" 200 2326 "referrer" "user agent"</pre>
 *
 * See <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>.
 */
final class WebServerLineParser implements LineParser {

    private static final int ZONE_SIGN_AND_DIGITS = 5;

    private final boolean combined;
    private final Cursor cursor = new Cursor();
    private final Slice skipped = new Slice();
    private final Slice request = new Slice();

    /** Parses combined lines, or common ones, which end before the referrer. */
    WebServerLineParser(boolean combined) {
        this.combined = combined;
    }

    @Override
    public Optional<RejectReason> parse(byte[] bytes, int start, int end, LogLine line) {
        line.clear(bytes);
        cursor.reset(bytes, start, end);
        if (!cursor.until(' ', line.client)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!RequestLine.isClient(bytes, line.client)) {
            return Optional.of(RejectReason.BAD_CLIENT);
        }
        // A user's name may hold spaces, but nothing before the time holds a bracket or a quote.
        if (!cursor.until(' ', skipped) || !cursor.until('[', skipped) || !endsBeforeTime(bytes, skipped)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!time(line)) {
            return Optional.of(RejectReason.BAD_TIME);
        }
        if (!cursor.skip(' ') || !cursor.quoted(request)) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        if (!RequestLine.split(line, request)) {
            return Optional.of(RejectReason.BAD_REQUEST);
        }
        if (!cursor.skip(' ')) {
            return Optional.of(RejectReason.WRONG_FIELDS);
        }
        line.status = cursor.number(3);
        if (line.status < 100) {
            return Optional.of(RejectReason.BAD_STATUS);
        }
        boolean complete = cursor.skip(' ') && size() && (!combined || referrerAndUserAgent(line)) && cursor.atEnd();
        return complete ? Optional.empty() : Optional.of(RejectReason.WRONG_FIELDS);
    }

    private static boolean endsBeforeTime(byte[] bytes, Slice user) {
        for (int i = user.start; i < user.end; i++) {
            if (bytes[i] == '"') {
                return false;
            }
        }
        return user.end - user.start >= 2 && bytes[user.end - 1] == ' ';
    }

    private boolean time(LogLine line) {
        int day = cursor.number(2);
        if (day < 0 || !cursor.skip('/')) {
            return false;
        }
        int month = Times.month(cursor);
        if (month < 0 || !cursor.skip('/')) {
            return false;
        }
        int year = cursor.number(4);
        if (year < 0 || !cursor.skip(':')) {
            return false;
        }
        long local = Times.localSecond(year, month, day, cursor);
        if (local == Times.NONE || !cursor.skip(' ')) {
            return false;
        }
        return offset(line, local) && cursor.skip(']');
    }

    private boolean offset(LogLine line, long local) {
        if (cursor.end - cursor.position < ZONE_SIGN_AND_DIGITS) {
            return false;
        }
        int sign = cursor.skip('+') ? 1 : cursor.skip('-') ? -1 : 0;
        int hours = cursor.number(2);
        int minutes = cursor.number(2);
        if (sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return false;
        }
        line.epochSecond = local - sign * (3600L * hours + 60L * minutes);
        return true;
    }

    /** The response's size: digits, or {@code -} for none. */
    private boolean size() {
        if (cursor.skip('-')) {
            return true;
        }
        int start = cursor.position;
        while (cursor.number(1) >= 0) {
            // goes on to the end of the digits
        }
        return cursor.position > start;
    }

    private boolean referrerAndUserAgent(LogLine line) {
        boolean both =
                cursor.skip(' ') && cursor.quoted(line.referrer) && cursor.skip(' ') && cursor.quoted(line.userAgent);
        clearIfDash(line.bytes, line.referrer);
        clearIfDash(line.bytes, line.userAgent);
        return both;
    }

    private static void clearIfDash(byte[] bytes, Slice field) {
        if (field.end - field.start == 1 && bytes[field.start] == '-') {
            field.clear();
        }
    }
}

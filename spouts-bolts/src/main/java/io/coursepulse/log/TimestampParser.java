package io.coursepulse.log;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Locale;

/** Parses dates and times without allocating. */
final class TimestampParser {

    /** Returned when there is no valid time. */
    static final long NONE = Long.MIN_VALUE;

    /** Years that have four digits in any zone, as row keys require. */
    private static final int EARLIEST_YEAR = 1;

    private static final int LATEST_YEAR = 9998;

    private static final int[] MONTH_NAMES = monthNames();

    private TimestampParser() {}

    private static int[] monthNames() {
        int[] names = new int[12];
        for (Month month : Month.values()) {
            String name = month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            names[month.ordinal()] = name(name.charAt(0), name.charAt(1), name.charAt(2));
        }
        return names;
    }

    private static int name(int first, int second, int third) {
        return first << 16 | second << 8 | third;
    }

    /** Reads the three-letter English abbreviation of a month; 1 to 12, or -1. */
    static int month(Cursor cursor) {
        if (cursor.end - cursor.position < 3) {
            return -1;
        }
        byte[] bytes = cursor.bytes;
        int at = cursor.position;
        int name = name(bytes[at], bytes[at + 1], bytes[at + 2]);
        for (int i = 0; i < MONTH_NAMES.length; i++) {
            if (MONTH_NAMES[i] == name) {
                cursor.position += 3;
                return i + 1;
            }
        }
        return -1;
    }

    /**
     * Reads {@code HH:mm:ss} after a date.
     *
     * @return the seconds since 1970-01-01T00:00 in the same zone, or {@link #NONE} if the time is invalid
     */
    static long localSecond(int year, int month, int day, Cursor cursor) {
        boolean isDate = year >= EARLIEST_YEAR
                && year <= LATEST_YEAR
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
        int hour = cursor.number(2);
        if (!isDate || hour < 0 || hour > 23 || !cursor.skip(':')) {
            return NONE;
        }
        int minute = cursor.number(2);
        if (minute < 0 || minute > 59 || !cursor.skip(':')) {
            return NONE;
        }
        int second = cursor.number(2);
        // A leap second, 60, belongs to the minute it ends.
        if (second < 0 || second > 60) {
            return NONE;
        }
        long epochDay = LocalDate.of(year, month, day).toEpochDay();
        return epochDay * 86_400 + hour * 3_600L + minute * 60L + Math.min(second, 59);
    }
}

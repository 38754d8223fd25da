package io.coursepulse.log;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Locale;

/** Times of day and dates, read without making objects. */
final class Times {

    /** No time. */
    static final long NONE = Long.MIN_VALUE;

    /** In any zone such a year is one of four digits, which is what fits into a row's key. */
    private static final int EARLIEST_YEAR = 1;

    private static final int LATEST_YEAR = 9998;

    private static final int[] MONTH_NAMES = monthNames();

    private Times() {}

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

    /** Reads an English month's three letters, as web servers write them; 1 to 12, or -1. */
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
     * Reads {@code HH:mm:ss} behind a date.
     *
     * @return the seconds from 1970-01-01T00:00 on the same clock, or {@link #NONE} if there is no such time
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

package io.coursepulse.dimension;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A row of a dimension's table, taken apart.
 *
 * @param time when the visits' day or minute began, as finely as the dimension tells time, in the configured zone
 * @param parts the dimension's own parts, as many as {@link Dimension#parts()} names
 * @param course the course's id
 */
public record CounterRow(Dimension dimension, LocalDateTime time, List<String> parts, String course) {

    public CounterRow {
        parts = List.copyOf(parts);
        if (parts.size() != dimension.parts().size()) {
            throw new IllegalArgumentException(
                    "A row of " + dimension.table() + " has the parts " + dimension.parts() + ", not " + parts);
        }
        if (!time.equals(dimension.granularity().startOf(time))) {
            throw new IllegalArgumentException("A row of " + dimension.table() + " is of a "
                    + dimension.granularity().name().toLowerCase(Locale.ROOT) + ", not of " + time);
        }
    }

    /** The row of a whole day. */
    public CounterRow(Dimension dimension, LocalDate day, List<String> parts, String course) {
        this(dimension, day.atStartOfDay(), parts, course);
    }

    /** The visits' day, in the configured zone. */
    public LocalDate day() {
        return time.toLocalDate();
    }

    /** The row's key in its table: {@code 20171111_baidu_112}, {@code 201711111234_112}. */
    public String key() {
        StringBuilder key = new StringBuilder(dimension.granularity().format(time)).append(Dimension.SEPARATOR);
        for (String part : parts) {
            key.append(part).append(Dimension.SEPARATOR);
        }
        return key.append(course).toString();
    }

    /**
     * What the keys of all rows of a day, and of no other day, begin with: {@code 20171111_}, or {@code 20171111} where
     * the minute follows.
     */
    public static String dayPrefix(Dimension dimension, LocalDate day) {
        return switch (dimension.granularity()) {
            case DAY -> formatDay(day) + Dimension.SEPARATOR;
            case MINUTE -> formatDay(day);
        };
    }

    /** {@code 20171111} as a day. Throws {@link DateTimeException} if {@code text} is not a day written so. */
    public static LocalDate parseDay(String text) {
        return Granularity.DAY.parse(text).toLocalDate();
    }

    /** A day as row keys have it: {@code 20171111}. */
    public static String formatDay(LocalDate day) {
        return Granularity.DAY.format(day.atStartOfDay());
    }

    /**
     * Takes a row's key apart.
     *
     * @throws IllegalArgumentException if {@code key} is not a key of that dimension's table
     */
    public static CounterRow parse(Dimension dimension, String key) {
        List<String> fields = Arrays.asList(key.split(String.valueOf(Dimension.SEPARATOR), -1));
        int last = fields.size() - 1;
        if (last != dimension.parts().size() + 1) {
            throw new IllegalArgumentException("Not a row key of " + dimension.table() + ": " + key);
        }
        try {
            LocalDateTime time = dimension.granularity().parse(fields.get(0));
            return new CounterRow(dimension, time, fields.subList(1, last), fields.get(last));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not a row key of " + dimension.table() + ": " + key, e);
        }
    }
}

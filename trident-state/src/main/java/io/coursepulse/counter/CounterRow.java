package io.coursepulse.counter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;

/**
 * A row of a dimension's table, taken apart.
 *
 * @param day the visits' day, in the configured zone
 * @param parts the dimension's own parts, as many as {@link Dimension#parts()} names
 * @param course the course's id
 */
public record CounterRow(Dimension dimension, LocalDate day, List<String> parts, String course) {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    public CounterRow {
        parts = List.copyOf(parts);
        if (parts.size() != dimension.parts().size()) {
            throw new IllegalArgumentException(
                    "A row of " + dimension.table() + " has the parts " + dimension.parts() + ", not " + parts);
        }
    }

    /** The row's key in its table: {@code 20171111_baidu_112}. */
    public String key() {
        StringBuilder key = new StringBuilder(dayPrefix(day));
        for (String part : parts) {
            key.append(part).append(Dimension.SEPARATOR);
        }
        return key.append(course).toString();
    }

    /** What the keys of all rows of {@code day} begin with: {@code 20171111_}. */
    public static String dayPrefix(LocalDate day) {
        return DAY.format(day) + Dimension.SEPARATOR;
    }

    /** {@code 20171111} as a day. Throws {@link DateTimeException} if {@code text} is not a day written so. */
    public static LocalDate parseDay(String text) {
        return LocalDate.parse(text, DAY);
    }

    /** A day as row keys have it: {@code 20171111}. */
    public static String formatDay(LocalDate day) {
        return DAY.format(day);
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
            return new CounterRow(dimension, parseDay(fields.get(0)), fields.subList(1, last), fields.get(last));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not a row key of " + dimension.table() + ": " + key, e);
        }
    }
}

package io.coursepulse.dimension;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;

/**
 * How finely a dimension tells time, and how that time is written at the beginning of its row keys. Times are local, in
 * the configured zone: an hour that the clocks repeat in autumn is counted into the same minutes twice.
 */
public enum Granularity {
    /** {@code 20171111}. */
    DAY("uuuuMMdd", ChronoUnit.DAYS) {
        @Override
        public LocalDateTime parse(String text) {
            return LocalDate.parse(text, format).atStartOfDay();
        }
    },

    /** {@code 201711111234}: a day's keys begin with the day. */
    MINUTE("uuuuMMddHHmm", ChronoUnit.MINUTES) {
        @Override
        public LocalDateTime parse(String text) {
            return LocalDateTime.parse(text, format);
        }
    };

    final DateTimeFormatter format;
    private final ChronoUnit unit;

    Granularity(String pattern, ChronoUnit unit) {
        this.format = DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
        this.unit = unit;
    }

    /** When the day, or the minute, of {@code time} begins. */
    public LocalDateTime startOf(LocalDateTime time) {
        return time.truncatedTo(unit);
    }

    /** A time as row keys have it. */
    public String format(LocalDateTime time) {
        return format.format(time);
    }

    /**
     * The beginning of the day, or of the minute, that {@code text} writes.
     *
     * @throws DateTimeException if {@code text} does not write one so
     */
    public abstract LocalDateTime parse(String text);
}

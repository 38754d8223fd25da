package io.coursepulse.web.http;

import io.coursepulse.dimension.CounterRow;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** A day as paths and queries write it: {@code 20171111}. */
final class DayParameter {

    private DayParameter() {}

    /** Empty if {@code text} is not a day. */
    static Optional<LocalDate> parse(String text) {
        try {
            return Optional.of(CounterRow.parseDay(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String refusal(String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return "\"" + shown + "\" is not a valid day; use yyyyMMdd, for example 20171111";
    }
}

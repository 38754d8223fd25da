package io.coursepulse.topology.audit;

import io.coursepulse.dimension.CounterRow;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is to be counted anew. */
public final class RecountOptions {

    @Option(
            names = "--day",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "The day, as 20171111 or 2017-11-11, in the configured zone (default: today).")
    private LocalDate day;

    @Option(names = "--course", paramLabel = "ID", description = "This course only (default: all).")
    private String course;

    LocalDate day(ZoneId zone) {
        return day == null ? LocalDate.now(zone) : day;
    }

    Optional<String> course() {
        return Optional.ofNullable(course);
    }

    static final class DayConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return CounterRow.parseDay(text.replace("-", ""));
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is no day such as 20171111 or 2017-11-11");
            }
        }
    }
}

package io.coursepulse.cli;

import io.coursepulse.generator.LogFormat;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.server.StoreName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The types of options that several commands have. */
public final class OptionConverters {

    private OptionConverters() {}

    /** A length of time: {@code 500ms}, {@code 60s}, {@code 5m}, {@code 2h}. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        /** Twelve digits are 30,000 years of seconds, and no sum of them overflows. */
        private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

        @Override
        public Duration convert(String text) {
            Matcher duration = DURATION.matcher(text);
            if (!duration.matches()) {
                throw new TypeConversionException("'" + text + "' is not a valid duration; use 500ms, 60s, 5m or 2h");
            }
            long number = Long.parseLong(duration.group(1));
            return switch (duration.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }

    /** A share: {@code 0.5%} or {@code 0.005}. */
    static final class ShareConverter implements ITypeConverter<Double> {
        private static final Pattern SHARE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?%?");

        @Override
        public Double convert(String text) {
            if (!SHARE.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not a valid share; use 0.5% or 0.005");
            }
            return text.endsWith("%")
                    ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                    : Double.parseDouble(text);
        }
    }

    /** A layout of generated lines: {@code combined} or {@code course}. */
    static final class FormatConverter implements ITypeConverter<LogFormat> {
        @Override
        public LogFormat convert(String name) {
            try {
                return LogFormat.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A time zone. */
    public static final class ZoneConverter implements ITypeConverter<ZoneId> {
        @Override
        public ZoneId convert(String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + name + "' is not a valid time zone; use Asia/Shanghai or UTC");
            }
        }
    }

    /** A store. */
    static final class StoreConverter implements ITypeConverter<StoreName> {
        @Override
        public StoreName convert(String name) {
            try {
                return StoreName.of(name);
            } catch (SandboxFailure e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}

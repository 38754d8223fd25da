package io.coursepulse.visit;

import io.coursepulse.dimension.Dimension;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Function;

/** A visit to a course page, with the value it has in every dimension. Visits that are counted alike are equal. */
public final class Visit {

    /** In place of a value: the visit does not count in that dimension. */
    public static final String NOT_COUNTED = "";

    /** In place of a value: the dimension has none, and tells visits apart by course and time only. */
    public static final String ALL = "all";

    private static final Dimension[] DIMENSIONS = Dimension.values();

    private final LocalDateTime minute;
    private final String course;
    private final String[] values = new String[DIMENSIONS.length];

    /**
     * Asks {@code value} once for each dimension.
     *
     * @param minute when, to the minute, in the configured zone
     * @param course the course's id
     * @param value the part of the row key, {@link #ALL} or {@link #NOT_COUNTED}
     */
    public Visit(LocalDateTime minute, String course, Function<Dimension, String> value) {
        this.minute = minute;
        this.course = course;
        for (Dimension dimension : DIMENSIONS) {
            values[dimension.ordinal()] = value.apply(dimension);
        }
    }

    /** A digest of everything that the visit is counted under; the same in every JVM. */
    long digest() {
        long digest = minute.toEpochSecond(ZoneOffset.UTC);
        digest = 31 * digest + course.hashCode();
        for (String value : values) {
            digest = 31 * digest + value.hashCode();
        }
        return digest;
    }

    public LocalDateTime minute() {
        return minute;
    }

    public String course() {
        return course;
    }

    /** The value in a dimension; {@link #ALL} or {@link #NOT_COUNTED} if it has none. */
    public String value(Dimension dimension) {
        return values[dimension.ordinal()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Visit visit
                && minute.equals(visit.minute)
                && course.equals(visit.course)
                && Arrays.equals(values, visit.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * minute.hashCode() + course.hashCode()) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Visit of " + course + " at " + minute + ": " + Arrays.toString(values);
    }
}

package io.coursepulse.web.day;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.dimension.Granularity;
import java.util.Arrays;
import java.util.List;

/**
 * What is read from the store at once. Minutes are a hundred times as many rows as all others together: they are read
 * after the counts, so that the numbers need not wait for the curve.
 */
public enum DayPart {
    /** The dimensions with a count a day. */
    COUNTS(Granularity.DAY),
    /** The dimension with a count a minute. */
    MINUTES(Granularity.MINUTE);

    private final List<Dimension> dimensions;

    DayPart(Granularity granularity) {
        this.dimensions = Arrays.stream(Dimension.values())
                .filter(dimension -> dimension.granularity() == granularity)
                .toList();
    }

    /** The part that has a dimension's counts. */
    public static DayPart of(Dimension dimension) {
        return switch (dimension.granularity()) {
            case DAY -> COUNTS;
            case MINUTE -> MINUTES;
        };
    }

    List<Dimension> dimensions() {
        return dimensions;
    }
}

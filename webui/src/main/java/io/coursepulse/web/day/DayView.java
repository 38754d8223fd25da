package io.coursepulse.web.day;

import io.coursepulse.dimension.Dimension;
import java.util.Map;
import java.util.Optional;

/** A day's table through a filter: which cells a reader with that filter is shown. */
final class DayView {

    private static final Cell NO_CLICKS = new Cell();
    private static final MinuteCells NO_MINUTES = new MinuteCells();

    private final DayTable table;
    private final Filter filter;

    DayView(DayTable table, Filter filter) {
        this.table = table;
        this.filter = filter;
    }

    DayTable table() {
        return table;
    }

    Filter filter() {
        return filter;
    }

    /** Clicks of what is looked at. */
    long total() {
        if (filter.engine().isPresent()) {
            return by(Dimension.SEARCH)
                    .getOrDefault(filter.engine().get(), NO_CLICKS)
                    .clicks();
        }
        return filter.course().isEmpty()
                ? table.total()
                : course().map(course -> course.clicks.clicks()).orElse(0L);
    }

    /** A course's clicks: all of them, or those that the engine sent. */
    Cell clicks(CourseTable course) {
        return filter.engine()
                .map(engine -> course.by(Dimension.SEARCH).getOrDefault(engine, NO_CLICKS))
                .orElse(course.clicks);
    }

    /**
     * The values of a dimension that has values, with their clicks; empty if they are not counted through this filter. All
     * search engines are shown, whichever is filtered by: they are what one chooses from.
     */
    Optional<Map<String, Cell>> values(Dimension dimension) {
        boolean counted = filter.engine().isEmpty() || dimension.byEngine();
        return counted ? Optional.of(by(dimension)) : Optional.empty();
    }

    /** Clicks by the minute; empty if that is not counted, or not known yet. */
    Optional<MinuteCells> minutes() {
        if (!hasMinutes()) {
            return Optional.empty();
        }
        return Optional.of(
                filter.course().isEmpty()
                        ? table.minutes()
                        : course().map(course -> course.minutes).orElse(NO_MINUTES));
    }

    /** Whether courses have clicks by the minute. */
    boolean hasMinutes() {
        return table.showsMinutes() && filter.engine().isEmpty();
    }

    private Map<String, Cell> by(Dimension dimension) {
        return filter.course().isEmpty()
                ? table.by(dimension)
                : course().map(course -> course.by(dimension)).orElse(Map.of());
    }

    private Optional<CourseTable> course() {
        return filter.course().map(table.courses()::get);
    }
}

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
            return search().getOrDefault(filter.engine().get(), NO_CLICKS).clicks();
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

    /** The engines with their clicks, whichever is filtered by: they are what one chooses from. */
    Map<String, Cell> search() {
        return by(Dimension.SEARCH);
    }

    /** Keywords, regions, clients or devices; empty if that is not counted. */
    Optional<Map<String, Cell>> parts(Dimension dimension) {
        return filter.engine().isPresent() ? Optional.empty() : Optional.of(by(dimension));
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

package io.coursepulse.web.day;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A day's counts as JSON. Lists are in the order people read them: most clicks first. Minutes go by the hour,
 * {@code {"14":[0,3,...]}}; a course's {@code hours} are 24 numbers.
 */
final class DayJson {

    /** What is chosen from a list, with its clicks. */
    record Ranked(String name, long clicks) {}

    private static final Comparator<Ranked> MOST_CLICKS_FIRST =
            Comparator.comparingLong(Ranked::clicks).reversed().thenComparing(Ranked::name);

    private static final List<Dimension> LISTS = Arrays.stream(Dimension.values())
            .filter(dimension -> dimension != Dimension.COURSE)
            .toList();

    private DayJson() {}

    /** Which day it is, what of it is looked at, and the clicks of that. */
    static JsonObject head(DayView view, ZoneId zone) {
        JsonObject json = new JsonObject()
                .put("day", CounterRow.formatDay(view.table().day()))
                .put("zone", zone.getId());
        view.filter().course().ifPresent(course -> json.put("course", course));
        view.filter().engine().ifPresent(engine -> json.put("engine", engine));
        return json.put("total", view.total());
    }

    /** The list of courses, of which a filter by course leaves none out: they are what one chooses from. */
    static JsonObject courses(DayView view) {
        return new JsonObject().put(Dimension.COURSE.list(), courseRows(view));
    }

    /** All other lists. */
    static JsonObject lists(DayView view) {
        JsonObject json = new JsonObject();
        LISTS.forEach(dimension -> list(dimension, view).ifPresent(list -> json.put(dimension.list(), list)));
        return json;
    }

    /** The courses that changed after {@code version}, with their new, absolute values; no list if none did. */
    static JsonObject changedCourses(DayView view, long version) {
        JsonArray rows = changedCourseRows(view, version);
        return rows.isEmpty() ? new JsonObject() : new JsonObject().put(Dimension.COURSE.list(), rows);
    }

    /** What changed of the other lists after {@code version}, with its new, absolute values. */
    static JsonObject changedLists(DayView view, long version) {
        JsonObject json = new JsonObject();
        LISTS.forEach(
                dimension -> changedList(dimension, view, version).ifPresent(list -> json.put(dimension.list(), list)));
        return json;
    }

    /** All of a dimension's list, up to its limit; empty if that is not counted, or not known yet. */
    private static Optional<?> list(Dimension dimension, DayView view) {
        if (dimension.hasValue()) {
            long limit = dimension.limit().map(Dimension.Limit::rows).orElse(Integer.MAX_VALUE);
            return view.values(dimension)
                    .map(cells -> rows(dimension, ranked(cells).stream().limit(limit)));
        }
        return view.minutes().map(minutes -> hours(minutes, minutes.hours()));
    }

    /** The rows of a dimension's list that changed; empty if there are none. */
    private static Optional<?> changedList(Dimension dimension, DayView view, long version) {
        if (dimension.hasValue()) {
            return view.values(dimension)
                    .map(cells -> rows(dimension, changed(cells, version).stream()))
                    .filter(rows -> !rows.isEmpty());
        }
        return view.minutes()
                .map(minutes -> hours(minutes, minutes.changedSince(version)))
                .filter(hours -> !hours.isEmpty());
    }

    /** Courses with clicks, most first. */
    static List<Ranked> rankedCourses(DayView view) {
        return view.table().courses().entrySet().stream()
                .map(course -> new Ranked(
                        course.getKey(), view.clicks(course.getValue()).clicks()))
                .filter(course -> course.clicks() > 0)
                .sorted(MOST_CLICKS_FIRST)
                .toList();
    }

    static List<Ranked> ranked(Map<String, Cell> cells) {
        return changed(cells, 0);
    }

    private static List<Ranked> changed(Map<String, Cell> cells, long version) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getValue().version() > version)
                .map(cell -> new Ranked(cell.getKey(), cell.getValue().clicks()))
                .sorted(MOST_CLICKS_FIRST)
                .toList();
    }

    private static JsonArray courseRows(DayView view) {
        JsonArray rows = new JsonArray();
        for (Ranked course : rankedCourses(view)) {
            JsonObject row = row(Dimension.COURSE, course);
            if (view.hasMinutes()) {
                MinuteCells minutes = view.table().courses().get(course.name()).minutes;
                JsonArray hours = new JsonArray();
                IntStream.range(0, MinuteCells.HOURS).forEach(hour -> hours.add(minutes.hour(hour)));
                row.put("hours", hours);
            }
            rows.add(row);
        }
        return rows;
    }

    private static JsonArray changedCourseRows(DayView view, long version) {
        JsonArray rows = new JsonArray();
        view.table().courses().forEach((name, course) -> {
            Cell clicks = view.clicks(course);
            JsonObject hours = new JsonObject();
            if (view.hasMinutes()) {
                course.minutes
                        .changedSince(version)
                        .forEach(hour -> hours.put(String.valueOf(hour), course.minutes.hour(hour)));
            }
            if (clicks.clicks() > 0 && (clicks.version() > version || !hours.isEmpty())) {
                JsonObject row = row(Dimension.COURSE, new Ranked(name, clicks.clicks()));
                rows.add(hours.isEmpty() ? row : row.put("hours", hours));
            }
        });
        return rows;
    }

    private static JsonObject hours(MinuteCells minutes, IntStream chosen) {
        JsonObject hours = new JsonObject();
        chosen.forEach(hour -> {
            JsonArray clicks = new JsonArray();
            IntStream.range(0, MinuteCells.MINUTES).forEach(minute -> clicks.add(minutes.minute(hour, minute)));
            hours.put(String.valueOf(hour), clicks);
        });
        return hours;
    }

    private static JsonArray rows(Dimension dimension, Stream<Ranked> ranked) {
        JsonArray rows = new JsonArray();
        ranked.forEach(entry -> rows.add(row(dimension, entry)));
        return rows;
    }

    private static JsonObject row(Dimension dimension, Ranked entry) {
        return new JsonObject().put(dimension.key(), entry.name()).put("clicks", entry.clicks());
    }
}

package io.coursepulse.web.day;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A day's counts as JSON. Lists are in the order people read them: most clicks first. Minutes go by the hour,
 * {@code {"14":[0,3,...]}}; a course's {@code hours} are 24 numbers.
 */
final class DayJson {

    /** What is chosen from a list, with its clicks. */
    record Ranked(String name, long clicks) {}

    private static final Comparator<Ranked> MOST_CLICKS_FIRST =
            Comparator.comparingLong(Ranked::clicks).reversed().thenComparing(Ranked::name);

    /**
     * Visitors write keywords, and no two the same: a day may have more of them than a page should load. The list of
     * keywords alone is whole.
     */
    static final int MOST_KEYWORDS = 500;

    private DayJson() {}

    /** The whole day. */
    static JsonObject day(DayView view, ZoneId zone) {
        JsonObject json = new JsonObject()
                .put("day", CounterRow.formatDay(view.table().day()))
                .put("zone", zone.getId());
        view.filter().course().ifPresent(course -> json.put("course", course));
        view.filter().engine().ifPresent(engine -> json.put("engine", engine));
        json.put("total", view.total())
                .put("courses", courses(view))
                .put("engines", rows("engine", ranked(view.search())));
        view.parts(Dimension.KEYWORD).ifPresent(keywords -> json.put("keywords", rows("keyword", most(keywords))));
        view.parts(Dimension.REGION).ifPresent(regions -> json.put("regions", rows("region", ranked(regions))));
        view.parts(Dimension.CLIENT).ifPresent(clients -> json.put("clients", rows("client", ranked(clients))));
        view.parts(Dimension.DEVICE).ifPresent(devices -> json.put("devices", rows("device", ranked(devices))));
        view.minutes().ifPresent(minutes -> json.put("minutes", hours(minutes, minutes.hours())));
        return json;
    }

    /** What changed after {@code version}, with its new, absolute values; empty if nothing did. */
    static Optional<JsonObject> changes(DayView view, long version) {
        JsonObject json = new JsonObject();
        putIfAny(json, "courses", changedCourses(view, version));
        putIfAny(json, "engines", rows("engine", changed(view.search(), version)));
        view.parts(Dimension.KEYWORD)
                .ifPresent(keywords -> putIfAny(json, "keywords", rows("keyword", changed(keywords, version))));
        view.parts(Dimension.REGION)
                .ifPresent(regions -> putIfAny(json, "regions", rows("region", changed(regions, version))));
        view.parts(Dimension.CLIENT)
                .ifPresent(clients -> putIfAny(json, "clients", rows("client", changed(clients, version))));
        view.parts(Dimension.DEVICE)
                .ifPresent(devices -> putIfAny(json, "devices", rows("device", changed(devices, version))));
        view.minutes().ifPresent(minutes -> {
            JsonObject hours = hours(minutes, minutes.changedSince(version));
            if (!hours.isEmpty()) {
                json.put("minutes", hours);
            }
        });
        return json.isEmpty() ? Optional.empty() : Optional.of(json.put("total", view.total()));
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

    private static List<Ranked> most(Map<String, Cell> keywords) {
        return ranked(keywords).stream().limit(MOST_KEYWORDS).toList();
    }

    private static List<Ranked> changed(Map<String, Cell> cells, long version) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getValue().version() > version)
                .map(cell -> new Ranked(cell.getKey(), cell.getValue().clicks()))
                .sorted(MOST_CLICKS_FIRST)
                .toList();
    }

    private static JsonArray courses(DayView view) {
        JsonArray rows = new JsonArray();
        for (Ranked course : rankedCourses(view)) {
            JsonObject row = row("course", course);
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

    private static JsonArray changedCourses(DayView view, long version) {
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
                JsonObject row = row("course", new Ranked(name, clicks.clicks()));
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

    private static JsonArray rows(String key, List<Ranked> ranked) {
        JsonArray rows = new JsonArray();
        ranked.forEach(entry -> rows.add(row(key, entry)));
        return rows;
    }

    private static JsonObject row(String key, Ranked entry) {
        return new JsonObject().put(key, entry.name()).put("clicks", entry.clicks());
    }

    private static void putIfAny(JsonObject json, String key, JsonArray rows) {
        if (!rows.isEmpty()) {
            json.put(key, rows);
        }
    }
}

package io.coursepulse.web.day;

import io.coursepulse.dimension.Dimension;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A day's counts as texts, which are made once per change and not per reader. What depends on the reader's filter and what
 * does not are texts of their own: the list of all courses, which is most of it, is the same for every course that is
 * looked at, and every course without counts has the same empty lists.
 */
final class DayTexts {

    private static final String COURSES = "courses";
    private static final String LISTS = "lists";
    private static final String CHANGED_COURSES = "changed courses";
    private static final String CHANGED_LISTS = "changed lists";
    private static final long ALL = -1;

    /** No course and no engine has this name: a query's parameter cannot be empty. */
    private static final String WITHOUT_CLICKS = "";

    private final DayTable table;
    private final ZoneId zone;
    private final TextCache cache;
    private long version = ALL;

    DayTexts(DayTable table, ZoneId zone, TextCache cache) {
        this.table = table;
        this.zone = zone;
        this.cache = cache;
    }

    /** The whole day as a JSON object. */
    String day(Filter filter) {
        return join(
                DayJson.head(new DayView(table, filter), zone).encode(),
                text(COURSES, ofEngine(filter), ALL, DayJson::courses),
                text(LISTS, known(filter), ALL, DayJson::lists));
    }

    /** A JSON object with what changed after {@code since}, and the new total; empty if nothing did. */
    Optional<String> changesSince(Filter filter, long since) {
        String changes = join(
                text(CHANGED_COURSES, ofEngine(filter), since, view -> DayJson.changedCourses(view, since)),
                text(CHANGED_LISTS, known(filter), since, view -> DayJson.changedLists(view, since)));
        return changes.equals("{}")
                ? Optional.empty()
                : Optional.of(join(
                        changes,
                        new JsonObject()
                                .put("total", new DayView(table, filter).total())
                                .encode()));
    }

    void forget() {
        cache.forget(table);
    }

    private String text(String part, Filter filter, long since, Function<DayView, JsonObject> make) {
        if (version != table.version()) {
            forget();
            version = table.version();
        }
        return cache.get(table, part, filter, since, () -> make.apply(new DayView(table, filter))
                .encode());
    }

    private Filter ofEngine(Filter filter) {
        return new Filter(Optional.empty(), known(filter).engine());
    }

    /** The filter with what has no counts replaced by one name for all of it: anybody may ask for anything. */
    private Filter known(Filter filter) {
        return new Filter(
                filter.course().map(course -> table.courses().containsKey(course) ? course : WITHOUT_CLICKS),
                filter.engine()
                        .map(engine -> table.by(Dimension.SEARCH).containsKey(engine) ? engine : WITHOUT_CLICKS));
    }

    /** Joins JSON objects to one. */
    private static String join(String... objects) {
        return Stream.of(objects)
                .map(object -> object.substring(1, object.length() - 1))
                .filter(members -> !members.isEmpty())
                .collect(Collectors.joining(",", "{", "}"));
    }
}

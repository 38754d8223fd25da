package io.coursepulse.web.day;

import io.coursepulse.counter.CounterRow;
import io.coursepulse.counter.DayCount;
import io.coursepulse.counter.Dimension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A day's counts as JSON. Lists are in the order people read them: most clicks first. */
final class DayJson {

    private static final Comparator<DayCount> MOST_CLICKS_FIRST = Comparator.comparingLong(DayCount::count)
            .reversed()
            .thenComparing(count -> count.row().course())
            .thenComparing(count -> count.row().key());

    private DayJson() {}

    /** The whole day. */
    static JsonObject day(DayTable table, ZoneId zone) {
        return new JsonObject()
                .put("day", CounterRow.formatDay(table.day()))
                .put("zone", zone.getId())
                .put("total", table.total())
                .put("courses", rows(table.rows(Dimension.COURSE)))
                .put("engines", engines(table))
                .put("search", rows(table.rows(Dimension.SEARCH)));
    }

    /** Changed rows with their new, absolute values, each with its dimension's name. */
    static JsonArray changes(List<DayCount> counts) {
        JsonArray changes = new JsonArray();
        counts.stream()
                .sorted(MOST_CLICKS_FIRST)
                .forEach(count -> changes.add(new JsonObject()
                        .put("dimension", count.row().dimension().name().toLowerCase(Locale.ROOT))
                        .mergeIn(row(count))));
        return changes;
    }

    private static JsonArray rows(Stream<DayCount> counts) {
        JsonArray rows = new JsonArray();
        counts.sorted(MOST_CLICKS_FIRST).map(DayJson::row).forEach(rows::add);
        return rows;
    }

    private static JsonObject row(DayCount count) {
        JsonObject json = new JsonObject();
        List<String> names = count.row().dimension().parts();
        for (int i = 0; i < names.size(); i++) {
            json.put(names.get(i), count.row().parts().get(i));
        }
        return json.put("course", count.row().course()).put("clicks", count.count());
    }

    private static JsonArray engines(DayTable table) {
        Map<String, Long> clicks = table.rows(Dimension.SEARCH)
                .collect(Collectors.groupingBy(
                        count -> count.row().parts().get(0), Collectors.summingLong(DayCount::count)));
        JsonArray engines = new JsonArray();
        clicks.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> engines.add(
                        new JsonObject().put("engine", entry.getKey()).put("clicks", entry.getValue())));
        return engines;
    }
}

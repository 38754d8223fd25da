package io.coursepulse.topology.counts;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.visit.Visit;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts visits under every {@link Dimension}, whose extractors stand here. Sums are kept by dimension: hardly two visits
 * of a batch have everything in common, but many share a course's region or minute. Used by one thread.
 */
public final class VisitCounts implements Consumer<Visit> {

    /** Where a visit does not count. */
    private static final String NOT_COUNTED = "";

    /** The only part of a dimension that has none of its own. */
    private static final String ALL = "all";

    private static final Dimension[] DIMENSIONS = Dimension.values();

    /** The clicks in one day or minute: by the dimension's part, then by course. */
    private static final class Period {

        private final Map<String, Map<String, long[]>> byPart = new HashMap<>();

        /** Looks before it asks for a new one: this is done for every dimension of a line. */
        void add(String part, String course) {
            Map<String, long[]> byCourse = byPart.get(part);
            if (byCourse == null) {
                byCourse = new HashMap<>();
                byPart.put(part, byCourse);
            }
            long[] clicks = byCourse.get(course);
            if (clicks == null) {
                clicks = new long[1];
                byCourse.put(course, clicks);
            }
            clicks[0]++;
        }
    }

    private final Map<Dimension, Map<LocalDateTime, Period>> periods = new EnumMap<>(Dimension.class);

    /** The periods of the minute that the last visit was in; visits come more or less in the order of time. */
    private final Period[] current = new Period[DIMENSIONS.length];

    private LocalDateTime minute;

    /** The dimension's own part of the row key; {@link #NOT_COUNTED} if the visit does not count in that dimension. */
    private static String part(Dimension dimension, Visit visit) {
        return switch (dimension) {
            case COURSE, MINUTE -> ALL;
            case SEARCH -> visit.engine();
            case KEYWORD -> visit.keyword();
            case REGION -> visit.region();
            case CLIENT -> visit.client();
            case DEVICE -> visit.device();
        };
    }

    @Override
    public void accept(Visit visit) {
        if (!visit.minute().equals(minute)) {
            switchToMinute(visit.minute());
        }
        for (int i = 0; i < DIMENSIONS.length; i++) {
            String part = part(DIMENSIONS[i], visit);
            if (!part.equals(NOT_COUNTED)) {
                current[i].add(part, visit.course());
            }
        }
    }

    private void switchToMinute(LocalDateTime now) {
        minute = now;
        for (int i = 0; i < DIMENSIONS.length; i++) {
            current[i] = periods.computeIfAbsent(DIMENSIONS[i], any -> new HashMap<>())
                    .computeIfAbsent(DIMENSIONS[i].granularity().startOf(now), any -> new Period());
        }
    }

    /** How much is to be added to each counter. */
    public Map<CellKey, Long> additions() {
        Map<CellKey, Long> additions = new HashMap<>();
        periods.forEach((dimension, byTime) -> byTime.forEach(
                (time, period) -> period.byPart.forEach((part, byCourse) -> byCourse.forEach((course, clicks) -> {
                    List<String> parts = dimension.parts().isEmpty() ? List.of() : List.of(part);
                    CounterRow row = new CounterRow(dimension, time, parts, course);
                    additions.put(CellKey.counter(dimension.table(), row.key()), clicks[0]);
                }))));
        return additions;
    }
}

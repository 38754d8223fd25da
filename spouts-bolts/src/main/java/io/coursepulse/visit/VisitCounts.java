package io.coursepulse.visit;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Counts visits under every {@link Dimension}. Sums are kept by dimension: hardly two visits of a batch have everything in
 * common, but many share a course's region or minute. Used by one thread.
 */
public final class VisitCounts implements Consumer<Visit> {

    private static final Dimension[] DIMENSIONS = Dimension.values();

    /** The clicks in one day or minute: by value, then by course. */
    private static final class Period {

        private final Map<String, Map<String, long[]>> byValue = new HashMap<>();

        /** Looks before it asks for a new one: this is done for every dimension of a line. */
        void add(String value, String course) {
            Map<String, long[]> byCourse = byValue.get(value);
            if (byCourse == null) {
                byCourse = new HashMap<>();
                byValue.put(value, byCourse);
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

    @Override
    public void accept(Visit visit) {
        if (!visit.minute().equals(minute)) {
            switchToMinute(visit.minute());
        }
        for (int i = 0; i < DIMENSIONS.length; i++) {
            String value = visit.value(DIMENSIONS[i]);
            if (!value.equals(Visit.NOT_COUNTED)) {
                current[i].add(value, visit.course());
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

    /** Gives how much is to be added to each counter; every row once, in no order. */
    public void forEach(ObjLongConsumer<CounterRow> additions) {
        periods.forEach((dimension, byTime) -> byTime.forEach(
                (time, period) -> period.byValue.forEach((value, byCourse) -> byCourse.forEach((course, clicks) -> {
                    List<String> parts = dimension.hasValue() ? List.of(value) : List.of();
                    additions.accept(new CounterRow(dimension, time, parts, course), clicks[0]);
                }))));
    }
}

package io.coursepulse.web.day;

import io.coursepulse.dimension.Dimension;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** A dimension's list of a day as a table, for exports: all of its rows, in the order people read them. */
final class DayList {

    private DayList() {}

    static Table of(Dimension dimension, DayView view) {
        return new Table(List.of(dimension.key(), "clicks"), rows(dimension, view));
    }

    private static List<List<Object>> rows(Dimension dimension, DayView view) {
        if (dimension.hasValue()) {
            return ranked(view.values(dimension).map(DayJson::ranked).orElse(List.of()));
        }
        return switch (dimension.granularity()) {
            case DAY -> ranked(DayJson.rankedCourses(view));
            case MINUTE -> view.minutes().map(DayList::minutes).orElse(List.of());
        };
    }

    private static List<List<Object>> ranked(List<DayJson.Ranked> ranked) {
        return ranked.stream()
                .map(entry -> List.<Object>of(entry.name(), entry.clicks()))
                .toList();
    }

    /** The minutes that had clicks, in their order. */
    private static List<List<Object>> minutes(MinuteCells minutes) {
        List<List<Object>> rows = new ArrayList<>();
        minutes.hours().forEach(hour -> {
            for (int minute = 0; minute < MinuteCells.MINUTES; minute++) {
                long clicks = minutes.minute(hour, minute);
                if (clicks > 0) {
                    rows.add(List.of(LocalTime.of(hour, minute).toString(), clicks));
                }
            }
        });
        return rows;
    }
}

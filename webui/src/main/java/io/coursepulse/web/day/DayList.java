package io.coursepulse.web.day;

import io.coursepulse.dimension.Dimension;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a day. */
public enum DayList {
    COURSES("course") {
        @Override
        Table of(DayView view) {
            return table(DayJson.rankedCourses(view));
        }
    },
    ENGINES("engine") {
        @Override
        Table of(DayView view) {
            return table(DayJson.ranked(view.search()));
        }
    },
    /** What visitors from search engines have searched for, where the engine says it. */
    KEYWORDS("keyword") {
        @Override
        Table of(DayView view) {
            return table(view.parts(Dimension.KEYWORD));
        }
    },
    REGIONS("region") {
        @Override
        Table of(DayView view) {
            return table(view.parts(Dimension.REGION));
        }
    },
    CLIENTS("client") {
        @Override
        Table of(DayView view) {
            return table(view.parts(Dimension.CLIENT));
        }
    },
    DEVICES("device") {
        @Override
        Table of(DayView view) {
            return table(view.parts(Dimension.DEVICE));
        }
    },
    /** The minutes that had clicks, in their order. */
    MINUTES("minute") {
        @Override
        Table of(DayView view) {
            List<List<Object>> rows = new ArrayList<>();
            view.minutes().ifPresent(minutes -> minutes.hours().forEach(hour -> {
                for (int minute = 0; minute < MinuteCells.MINUTES; minute++) {
                    long clicks = minutes.minute(hour, minute);
                    if (clicks > 0) {
                        rows.add(List.of(LocalTime.of(hour, minute).toString(), clicks));
                    }
                }
            }));
            return new Table(columns(), rows);
        }
    };

    private final String key;

    DayList(String key) {
        this.key = key;
    }

    /** What the store must have been asked for. */
    public DayPart part() {
        return this == MINUTES ? DayPart.MINUTES : DayPart.COUNTS;
    }

    /** Whether it is counted by search engine too. */
    public boolean byEngine() {
        return this == COURSES || this == ENGINES;
    }

    abstract Table of(DayView view);

    List<String> columns() {
        return List.of(key, "clicks");
    }

    Table table(Optional<Map<String, Cell>> cells) {
        return table(cells.map(DayJson::ranked).orElse(List.of()));
    }

    Table table(List<DayJson.Ranked> ranked) {
        return new Table(
                columns(),
                ranked.stream()
                        .map(entry -> List.<Object>of(entry.name(), entry.clicks()))
                        .toList());
    }
}

package io.coursepulse.web.day;

import io.coursepulse.counter.CounterRow;
import io.coursepulse.counter.DayCount;
import io.coursepulse.counter.Dimension;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The counts of one day, in the dimensions that the page shows. Counts are absolute and only grow, so the greater of two readings is the newer one: readings
 * may arrive twice, late, and in any order, from the topic and from the store, and the table comes out the same.
 *
 * <p>Every merge that changes something raises {@link #version()}, by which a reader asks what it has not seen yet.
 */
final class DayTable {

    /**
     * The dimensions that are kept. The others are passed over for now: nothing shows them, and a day of a hundred courses
     * has up to 144,000 rows of minutes.
     */
    static final Set<Dimension> KEPT = Collections.unmodifiableSet(EnumSet.of(Dimension.COURSE, Dimension.SEARCH));

    private record Cell(long count, long version) {}

    private final LocalDate day;
    private final Map<CounterRow, Cell> cells = new HashMap<>();
    private long version;
    private long total;

    DayTable(LocalDate day) {
        this.day = day;
    }

    LocalDate day() {
        return day;
    }

    /** Takes the readings that are newer than what is known. Those of other days and dimensions are passed over. */
    void merge(Collection<DayCount> readings) {
        long next = version + 1;
        for (DayCount reading : readings) {
            Cell known = cells.get(reading.row());
            long before = known == null ? 0 : known.count();
            if (isKept(reading.row()) && reading.count() > before) {
                cells.put(reading.row(), new Cell(reading.count(), next));
                version = next;
                if (reading.row().dimension() == Dimension.COURSE) {
                    total += reading.count() - before;
                }
            }
        }
    }

    private boolean isKept(CounterRow row) {
        return KEPT.contains(row.dimension()) && row.day().equals(day);
    }

    /** Rises with every merge that changed something. */
    long version() {
        return version;
    }

    /** Clicks of all courses. */
    long total() {
        return total;
    }

    /** The rows of one dimension, in no order. */
    Stream<DayCount> rows(Dimension dimension) {
        return cells.entrySet().stream()
                .filter(entry -> entry.getKey().dimension() == dimension)
                .map(DayTable::toDayCount);
    }

    /** The rows that changed after {@code version}, in no order. */
    List<DayCount> changedSince(long version) {
        return cells.entrySet().stream()
                .filter(entry -> entry.getValue().version() > version)
                .map(DayTable::toDayCount)
                .toList();
    }

    private static DayCount toDayCount(Map.Entry<CounterRow, Cell> entry) {
        return new DayCount(entry.getKey(), entry.getValue().count());
    }
}

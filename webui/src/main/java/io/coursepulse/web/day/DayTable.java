package io.coursepulse.web.day;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.BoundedKeys;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The counts of one day, in all dimensions. Counts are absolute and only grow, so the greater of two readings is the newer
 * one: readings may arrive twice, late, and in any order, from the topic and from the store, and the table comes out the
 * same. Sums over all courses are kept beside the courses' own counts, so that a change costs what it changes.
 *
 * <p>Every merge that changes something raises {@link #version()}, by which a reader asks what it has not seen yet.
 */
final class DayTable {

    /** A cell with its entry in a map; the keys' texts are mostly shared with the reading that brought them. */
    private static final int BYTES_A_CELL = 120;

    private final LocalDate day;
    private final Map<String, CourseTable> courses = new HashMap<>();
    private final Map<Dimension, Map<String, Cell>> sums = new EnumMap<>(Dimension.class);
    private final MinuteCells minutes = new MinuteCells();

    /** What each of the courses that stand for others has: they are shown as one. */
    private final Map<CounterRow, Long> others = new HashMap<>();

    private final Map<CounterRow, Long> sumsOfOthers = new HashMap<>();
    private boolean showsMinutes;
    private long version;
    private long total;
    private long cells;

    DayTable(LocalDate day) {
        this.day = day;
    }

    LocalDate day() {
        return day;
    }

    /** Takes the readings that are newer than what is known. Those of other days are skipped. */
    void merge(Collection<CounterValue> readings) {
        long next = version + 1;
        for (CounterValue reading : readings) {
            if (reading.count() > 0 && reading.row().day().equals(day) && take(reading.row(), reading.count(), next)) {
                version = next;
            }
        }
    }

    private boolean take(CounterRow row, long count, long next) {
        if (BoundedKeys.isOtherCourse(row.course())) {
            return takeOthers(row, count, next);
        }
        CourseTable course = courses.computeIfAbsent(row.course(), any -> new CourseTable());
        if (row.dimension().hasValue()) {
            return takeValue(row, count, next, course);
        }
        return switch (row.dimension().granularity()) {
            case DAY -> {
                long more = course.clicks.raiseTo(count, next);
                total += more;
                yield more > 0;
            }
            case MINUTE -> {
                long more = course.minutes.raiseTo(row.time().toLocalTime(), count, next);
                if (more > 0) {
                    minutes.add(row.time().toLocalTime(), more, next);
                }
                yield more > 0;
            }
        };
    }

    private boolean takeOthers(CounterRow row, long count, long next) {
        long more = count - others.getOrDefault(row, 0L);
        if (more <= 0) {
            return false;
        }
        others.put(row, count);
        CounterRow shown = new CounterRow(row.dimension(), row.time(), row.parts(), BoundedKeys.OTHER);
        return take(shown, sumsOfOthers.merge(shown, more, Long::sum), next);
    }

    private boolean takeValue(CounterRow row, long count, long next, CourseTable course) {
        String value = row.parts().get(0);
        Cell cell = course.cell(row.dimension(), value);
        cells += cell.version() == 0 ? 1 : 0;
        long more = cell.raiseTo(count, next);
        if (more > 0) {
            sums.computeIfAbsent(row.dimension(), any -> new HashMap<>())
                    .computeIfAbsent(value, any -> new Cell())
                    .add(more, next);
        }
        return more > 0;
    }

    /** From now on minutes may be shown: nothing of them is missing. To every reader they are new. */
    void showMinutes() {
        if (!showsMinutes) {
            showsMinutes = true;
            version++;
            minutes.touch(version);
            courses.values().forEach(course -> course.minutes.touch(version));
        }
    }

    boolean showsMinutes() {
        return showsMinutes;
    }

    /** Rises with every merge that changed something. */
    long version() {
        return version;
    }

    /** Clicks of all courses. */
    long total() {
        return total;
    }

    /** All courses that have any count, by id; one may have minutes before it has clicks. */
    Map<String, CourseTable> courses() {
        return courses;
    }

    /** The values of a dimension that has values, and their clicks, summed over all courses. */
    Map<String, Cell> by(Dimension dimension) {
        return sums.getOrDefault(dimension, Map.of());
    }

    /** Clicks of all courses by the minute. */
    MinuteCells minutes() {
        return minutes;
    }

    /** About how much memory this takes. */
    long bytes() {
        long ofMinutes = courses.values().stream()
                .mapToLong(course -> course.minutes.bytes())
                .sum();
        return ofMinutes + (cells + courses.size() + others.size() + sumsOfOthers.size()) * BYTES_A_CELL;
    }
}

package io.coursepulse.activity;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The seconds that lines may still come for, and when each is over. That is told by the progress of the Kafka
 * partitions: a second is closed when each of them has come past it by the allowed lateness. So a partition that is read
 * more slowly than the others makes no line late, and one that nothing comes on holds nothing up.
 *
 * <p>Holds (courses x open seconds) numbers, however many clicks there are. Used by one thread.
 */
final class OpenPanes {

    private final EventTimeLimits time;
    private final InstantSource clock;
    private final TreeMap<Long, Map<String, int[]>> open = new TreeMap<>();
    private final Map<Integer, Long> reached = new HashMap<>();
    private int partitions;
    private boolean started;

    /** The first second that is not closed, once it has started. */
    private long next;

    private long since = Long.MIN_VALUE;
    private long late;
    private long future;

    OpenPanes(EventTimeLimits time, InstantSource clock) {
        this.time = time;
        this.clock = clock;
    }

    /** Counts a click, as one of its second, as late, or as one of a future that nobody believes in. */
    void add(String course, long second) {
        long now = clock.millis();
        if (second * Pane.MILLIS > now + time.future().toMillis()) {
            future++;
        } else if (started ? second < next : second < earliest(now)) {
            late++;
        } else {
            open.computeIfAbsent(second, any -> new HashMap<>()).computeIfAbsent(course, any -> new int[1])[0]++;
        }
    }

    /** No window reaches further back. */
    private long earliest(long now) {
        return Math.floorDiv(now - time.lookback().toMillis(), Pane.MILLIS);
    }

    /**
     * Takes what is known of a partition.
     *
     * @return the seconds that are over by that, in their order
     */
    List<Pane> advance(Progress progress) {
        partitions = Math.max(partitions, progress.partitions());
        if (progress.reached() == Progress.UNKNOWN) {
            return List.of();
        }
        if (reached.put(progress.partition(), progress.reached()) == null && !started) {
            // What went by before may have been as new as this, and out of order.
            long complete = progress.seen() + time.lateness().toMillis() + Pane.MILLIS;
            since = Math.max(since, complete);
        }
        return partitions == 0 || reached.size() < partitions ? List.of() : closed();
    }

    private List<Pane> closed() {
        long watermark = Collections.min(reached.values()) - time.lateness().toMillis();
        long over = Math.floorDiv(watermark, Pane.MILLIS);
        begin(over);
        List<Pane> panes = new ArrayList<>();
        for (; next < over; next++) {
            Map<String, int[]> clicks = open.remove(next);
            panes.add(new Pane(
                    (next + 1) * Pane.MILLIS,
                    since,
                    late,
                    future,
                    clicks == null ? Pane.NO_CLICKS : Pane.pack(clicks)));
        }
        return panes;
    }

    /** Begins with the first second that there is; later on, skips what no window reaches any more. */
    private void begin(long over) {
        long earliest = earliest(clock.millis());
        if (!started) {
            next = open.isEmpty() ? over : Math.min(over, open.firstKey());
            started = true;
        }
        if (next < earliest) {
            next = earliest;
            since = Math.max(since, earliest * Pane.MILLIS);
            Map<Long, Map<String, int[]>> gone = open.headMap(earliest);
            gone.values().forEach(clicks -> clicks.values().forEach(count -> late += count[0]));
            gone.clear();
        }
    }
}

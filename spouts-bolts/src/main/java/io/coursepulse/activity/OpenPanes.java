package io.coursepulse.activity;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open one-second panes, and when each can be closed: when every Kafka partition has progressed past it by the
 * allowed lateness. So a partition that is read more slowly than others makes no line late, and an idle partition
 * delays nothing.
 *
 * <p>Holds (courses x open seconds) numbers, however many clicks there are. Not thread-safe.
 */
final class OpenPanes {

    private final EventTimeLimits time;
    private final InstantSource clock;
    private final TreeMap<Long, Map<String, int[]>> open = new TreeMap<>();
    private final Map<Integer, Long> reached = new HashMap<>();
    private final ClocksAhead clocksAhead = new ClocksAhead();
    private int partitions;
    private boolean started;

    /** The first second that is not closed; valid once {@code started}. */
    private long next;

    private long since = Long.MIN_VALUE;
    private long late;
    private long future;

    OpenPanes(EventTimeLimits time, InstantSource clock) {
        this.time = time;
        this.clock = clock;
    }

    /** Counts a click: in its second, as late, or as too far in the future. */
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

    /** The earliest second that a window can reach. */
    private long earliest(long now) {
        return Math.floorDiv(now - time.lookback().toMillis(), Pane.MILLIS);
    }

    /**
     * Updates the progress of a partition.
     *
     * @return the panes that are closed by it, in time order
     */
    List<Pane> advance(PartitionProgress progress) {
        partitions = Math.max(partitions, progress.partitions());
        clocksAhead.set(progress.partition(), progress.ahead());
        if (progress.reached() == PartitionProgress.UNKNOWN) {
            return List.of();
        }
        if (reached.put(progress.partition(), progress.reached()) == null && !started) {
            // Earlier lines may have been as recent as this one, and out of order.
            long complete = progress.seen() + time.lateness().toMillis() + Pane.MILLIS;
            since = Math.max(since, complete);
        }
        return partitions == 0 || reached.size() < partitions ? List.of() : closed();
    }

    private List<Pane> closed() {
        long watermark = Collections.min(reached.values()) - time.lateness().toMillis();
        long closedEnd = Math.floorDiv(watermark, Pane.MILLIS);
        advanceStart(closedEnd);
        byte[] ahead = next < closedEnd ? clocksAhead.pack() : Pane.NOTHING;
        List<Pane> panes = new ArrayList<>();
        for (; next < closedEnd; next++) {
            Map<String, int[]> clicks = open.remove(next);
            panes.add(new Pane(
                    (next + 1) * Pane.MILLIS,
                    since,
                    late,
                    future,
                    ahead,
                    clicks == null ? Pane.NOTHING : Pane.pack(clicks)));
        }
        return panes;
    }

    /** Starts with the first open second; later, skips seconds that no window reaches any more. */
    private void advanceStart(long closedEnd) {
        long earliest = earliest(clock.millis());
        if (!started) {
            next = open.isEmpty() ? closedEnd : Math.min(closedEnd, open.firstKey());
            started = true;
        }
        if (next < earliest) {
            next = earliest;
            since = Math.max(since, earliest * Pane.MILLIS);
            Map<Long, Map<String, int[]>> skipped = open.headMap(earliest);
            skipped.values().forEach(clicks -> clicks.values().forEach(count -> late += count[0]));
            skipped.clear();
        }
    }
}

package io.coursepulse.activity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Joins the panes of one second from several tasks, whose courses are disjoint, and orders the seconds. A second is
 * complete when every task has emitted it: no task makes another one late. Not thread-safe.
 */
final class PaneMerger {

    private final int tasks;
    private final Map<Integer, Pane> newest = new HashMap<>();
    private final TreeMap<Long, List<byte[]>> parts = new TreeMap<>();

    /** The start of the task that reported last: its earlier panes were missed. */
    private long since = Long.MIN_VALUE;

    PaneMerger(int tasks) {
        this.tasks = tasks;
    }

    /** Adds a task's next pane; returns the seconds that are completed by it. */
    List<Pane> add(int task, Pane pane) {
        if (newest.put(task, pane) == null) {
            since = Math.max(since, pane.end() - Pane.MILLIS);
        }
        parts.computeIfAbsent(pane.end(), any -> new ArrayList<>(tasks)).add(pane.clicks());
        return newest.size() < tasks ? List.of() : complete();
    }

    private List<Pane> complete() {
        long end = Long.MAX_VALUE;
        long complete = since;
        long late = 0;
        long future = 0;
        // Every task hears of every partition.
        byte[] ahead = Pane.NOTHING;
        for (Pane pane : newest.values()) {
            end = Math.min(end, pane.end());
            complete = Math.max(complete, pane.since());
            late += pane.late();
            future += pane.future();
            ahead = pane.ahead();
        }
        List<Pane> panes = new ArrayList<>();
        SortedMap<Long, List<byte[]>> closed = parts.headMap(end + 1);
        for (Map.Entry<Long, List<byte[]>> second : closed.entrySet()) {
            panes.add(new Pane(second.getKey(), complete, late, future, ahead, Pane.join(second.getValue())));
        }
        closed.clear();
        return panes;
    }
}

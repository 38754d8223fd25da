package io.coursepulse.activity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Joins the panes that several tasks have made of one second, each of its own courses, and puts the seconds in order. A
 * second is complete when every task has come as far: none of them makes another one late. Used by one thread.
 */
final class PaneMerger {

    private final int tasks;
    private final Map<Integer, Pane> newest = new HashMap<>();
    private final TreeMap<Long, List<byte[]>> parts = new TreeMap<>();

    /** Where the last task to be heard of began: what it had before was not heard. */
    private long since = Long.MIN_VALUE;

    PaneMerger(int tasks) {
        this.tasks = tasks;
    }

    /** Takes a task's next pane; returns the seconds that are complete by it. */
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
        for (Pane pane : newest.values()) {
            end = Math.min(end, pane.end());
            complete = Math.max(complete, pane.since());
            late += pane.late();
            future += pane.future();
        }
        List<Pane> panes = new ArrayList<>();
        SortedMap<Long, List<byte[]>> over = parts.headMap(end + 1);
        for (Map.Entry<Long, List<byte[]>> second : over.entrySet()) {
            panes.add(new Pane(second.getKey(), complete, late, future, Pane.join(second.getValue())));
        }
        over.clear();
        return panes;
    }
}

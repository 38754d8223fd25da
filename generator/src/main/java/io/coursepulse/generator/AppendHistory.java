package io.coursepulse.generator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * When the last lines were appended, to measure the latency from a line's append to the count on the dashboard. Keeps about
 * the last ten minutes. Safe for use by several threads.
 */
public final class AppendHistory {
    /** Fifty appends a second for ten minutes. */
    private static final int CAPACITY = 30_000;

    private final Deque<Append> appends = new ArrayDeque<>();
    private boolean evicted;

    /**
     * One append to the file.
     *
     * @param at the time just before the append, so that latencies are upper bounds
     * @param lines the total of lines in the file after it
     * @param counted the total of visits to course pages after it
     */
    public record Append(Instant at, long lines, long counted) {}

    /** The appends, the oldest first. */
    public synchronized List<Append> appends() {
        return List.copyOf(appends);
    }

    /** The append after which the run had at least that many visits; empty if there is none yet, or it was evicted. */
    public synchronized Optional<Append> firstReaching(long counted) {
        if (appends.isEmpty() || isEvicted(counted)) {
            return Optional.empty();
        }
        return appends.stream().filter(append -> append.counted() >= counted).findFirst();
    }

    synchronized void add(Append append) {
        if (appends.size() == CAPACITY) {
            appends.removeFirst();
            evicted = true;
        }
        appends.addLast(append);
    }

    /** When appends were evicted, the oldest one left may be long after the requested one. */
    private boolean isEvicted(long counted) {
        return evicted && counted <= appends.getFirst().counted();
    }
}

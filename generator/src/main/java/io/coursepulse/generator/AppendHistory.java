package io.coursepulse.generator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * When the last lines were appended, so that the delay from a line's append to the number on the page can be measured.
 * Remembers about the last ten minutes. Safe for use by several threads.
 */
public final class AppendHistory {
    /** Fifty ticks a second, for ten minutes. */
    private static final int CAPACITY = 30_000;

    private final Deque<Append> appends = new ArrayDeque<>();
    private boolean evicted;

    /**
     * One append to the file.
     *
     * @param at just before it: the delay measured is the longest a line of it can have had
     * @param lines all lines in the file after it
     * @param counted the visits to course pages after it
     */
    public record Append(Instant at, long lines, long counted) {}

    /** The appends remembered, the oldest first. */
    public synchronized List<Append> appends() {
        return List.copyOf(appends);
    }

    /** The append that brought the run's visits to at least that many; empty when it is still to come or evicted. */
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

    /** Once the first appends are gone, the oldest one left may be long after the one asked for. */
    private boolean isEvicted(long counted) {
        return evicted && counted <= appends.getFirst().counted();
    }
}

package io.coursepulse.store;

import java.util.Map;

/**
 * What one batch did with the lines of one topic partition.
 *
 * @param partition the topic partition, {@code access-log-0}
 * @param topicId tells the topic from another one of the same name
 * @param from the first offset of the batch
 * @param to one past its last offset
 * @param blacklist the version of the blacklist that its lines were judged by
 * @param outcomes how many offsets had which outcome; the numbers sum to {@code to - from}
 */
public record LedgerEntry(
        String partition, long topicId, long from, long to, long blacklist, Map<String, Long> outcomes) {

    public LedgerEntry {
        outcomes = Map.copyOf(outcomes);
        long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
        if (from > to || sum != to - from) {
            throw new IllegalArgumentException("Offsets " + from + " to " + to + " of " + partition + " are "
                    + (to - from) + " lines, but their outcomes sum to " + sum + ": " + outcomes);
        }
    }
}

package io.coursepulse.store;

import java.util.Map;

/**
 * What one batch did with the lines of one topic partition.
 *
 * @param partition the topic partition, {@code access-log-0}
 * @param topicId Kafka's topic ID, folded to a long
 * @param from the first offset of the batch
 * @param to one past its last offset
 * @param blacklist the blacklist version of the batch
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

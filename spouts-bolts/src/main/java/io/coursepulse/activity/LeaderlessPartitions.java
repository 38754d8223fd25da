package io.coursepulse.activity;

import io.coursepulse.config.Stopwatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long partitions have been without a leader. Not thread-safe. */
final class LeaderlessPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderlessPartitions.class);

    /** An election takes a second or two; lines that wait for it should not be late. */
    static final Duration ELECTION = Duration.ofSeconds(10);

    private final Duration election;
    private final Map<TopicPartition, Stopwatch> since = new HashMap<>();
    private final Set<TopicPartition> reported = new HashSet<>();

    /** @param election how long the election of a leader takes at most */
    LeaderlessPartitions(Duration election) {
        this.election = election;
    }

    /**
     * Those whose election is overdue.
     *
     * @param leaderless the partitions that have no leader now
     */
    Set<TopicPartition> longLasting(Set<TopicPartition> leaderless) {
        since.keySet().retainAll(leaderless);
        reported.retainAll(leaderless);
        Set<TopicPartition> overdue = new HashSet<>();
        for (TopicPartition partition : leaderless) {
            if (since.computeIfAbsent(partition, any -> Stopwatch.started()).hasPassed(election)) {
                overdue.add(partition);
                if (reported.add(partition)) {
                    LOG.warn(
                            "{} has had no leader for more than {} s: windows go on without it, and its lines will be"
                                    + " late. Start its brokers.",
                            partition,
                            election.toSeconds());
                }
            }
        }
        return overdue;
    }
}

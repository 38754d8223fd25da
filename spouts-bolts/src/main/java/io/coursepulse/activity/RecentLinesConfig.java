package io.coursepulse.activity;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where a {@link RecentLinesSpout} reads.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param topic the topic of log lines
 * @param groupId under which name it commits how far it has come
 * @param lookback how far back it begins
 * @param catchUp how many lines back it begins at the most, over all partitions
 * @param delay how long a line may take from being written until it is in Kafka, while that answers
 * @param rewindOnStart whether whatever is behind it begins with it, so that it begins as far back each time; if not, it goes on
 *     from its last commit
 */
public record RecentLinesConfig(
        String bootstrapServers,
        String topic,
        String groupId,
        Duration lookback,
        int catchUp,
        Duration delay,
        boolean rewindOnStart)
        implements Serializable {}

package io.coursepulse.activity;

import java.io.Serializable;
import java.time.Duration;

/**
 * The settings of a {@link RecentLinesSpout}.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param topic the topic of log lines
 * @param groupId the consumer group that it commits offsets for
 * @param lookback how far back in time it starts
 * @param catchUp how many lines back it starts at most, over all partitions
 * @param delay the maximum time from writing a line until it is in Kafka, while Kafka is available
 * @param rewindOnStart whether downstream state is lost on restart, so that reading restarts at the lookback instead of
 *     the last commit
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

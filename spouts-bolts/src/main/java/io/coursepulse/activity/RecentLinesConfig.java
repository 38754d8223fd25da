package io.coursepulse.activity;

import java.io.Serializable;

/**
 * Where a {@link RecentLinesSpout} reads.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param topic the topic of log lines
 * @param groupId under which name it commits how far it has come; where there is a commit it goes on
 */
public record RecentLinesConfig(String bootstrapServers, String topic, String groupId) implements Serializable {}

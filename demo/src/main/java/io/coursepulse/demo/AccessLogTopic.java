package io.coursepulse.demo;

import io.coursepulse.topic.TopicReader;

/** Counts the lines in the access log's topic. For one thread. */
public final class AccessLogTopic implements AutoCloseable {

    private static final String NAME = "access-log";

    private final TopicReader reader;

    public AccessLogTopic(String bootstrapServers) {
        reader = new TopicReader(bootstrapServers, NAME);
    }

    /** The lines in all partitions. */
    public long lines() {
        return reader.offsets().values().stream()
                .mapToLong(TopicReader.Offsets::count)
                .sum();
    }

    @Override
    public void close() {
        reader.close();
    }
}

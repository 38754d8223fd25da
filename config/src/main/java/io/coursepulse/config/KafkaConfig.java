package io.coursepulse.config;

import java.io.Serializable;

/**
 * The section {@code kafka}, which the topologies and the web server read.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param accessLog the topic of log lines
 * @param rejected the topic of rejected lines
 * @param courseCounts the topic of changed counts
 * @param courseActivity the topic of recent activity
 * @param courseAudits the topic of audit results
 */
public record KafkaConfig(
        String bootstrapServers,
        String accessLog,
        String rejected,
        String courseCounts,
        String courseActivity,
        String courseAudits)
        implements Serializable {

    /** Reads the section. */
    public static KafkaConfig of(Settings settings) {
        String bootstrapServers = settings.string("bootstrap-servers");
        return settings.section(
                "topics",
                topics -> new KafkaConfig(
                        bootstrapServers,
                        topics.string("access-log"),
                        topics.string("access-log-rejected"),
                        topics.string("course-counts"),
                        topics.string("course-activity"),
                        topics.string("course-audits")));
    }
}

package io.coursepulse.config;

import java.io.Serializable;

/**
 * The section {@code kafka}, which the topologies and the web server read.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param accessLog the topic of log lines
 * @param rejected the topic of lines that were refused
 * @param courseCounts the topic of changed counts
 * @param courseActivity the topic of recent activity
 * @param courseAudits the topic of audits' verdicts
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
        return settings.section("topics", topics -> {
            return new KafkaConfig(
                    bootstrapServers,
                    topics.string("access-log", "access-log"),
                    topics.string("access-log-rejected", "access-log-rejected"),
                    topics.string("course-counts", "course-counts"),
                    topics.string("course-activity", "course-activity"),
                    topics.string("course-audits", "course-audits"));
        });
    }
}

package io.coursepulse.config;

import java.io.Serializable;
import java.util.regex.Pattern;

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

    private static final String SERVER = "\\s*(\\[[0-9A-Fa-f:.]+]|[^:,/\\s\\[\\]]+):[0-9]{1,5}\\s*";
    private static final Pattern SERVERS = Pattern.compile(SERVER + "(," + SERVER + ")*");

    /** Reads the section. */
    public static KafkaConfig of(Settings settings) {
        String bootstrapServers = settings.string("bootstrap-servers");
        if (!bootstrapServers.isEmpty() && !SERVERS.matcher(bootstrapServers).matches()) {
            settings.addError("bootstrap-servers", "is \"" + bootstrapServers + "\", but must be host:port,host:port");
        }
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

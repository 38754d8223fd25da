package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistAddress;
import io.coursepulse.config.BlacklistConfig;
import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.counter.store.StoreConfig;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the web server reads from {@code coursepulse.conf}. The topology reads the same file; its sections are known
 * here by name only.
 *
 * @param zone days begin at midnight there; the topology must count by the same one
 * @param blacklist where the blacklist is kept; empty if there is none
 */
public record WebConfig(
        ZoneId zone, Kafka kafka, StoreConfig store, Optional<BlacklistAddress> blacklist, WebSettings web) {

    private static final List<String> SECTIONS_OF_THE_TOPOLOGY = List.of("lines", "counts", "activity");

    /**
     * Where lines are, and what is published about them.
     *
     * @param bootstrapServers {@code host:port,host:port}
     * @param accessLog the topic of lines, of which only the end is looked at
     * @param rejected the topic of lines that were refused
     * @param courseCounts the topic of changed counts
     * @param courseActivity the topic of recent activity
     * @param courseAudits the topic of audits' verdicts
     */
    public record Kafka(
            String bootstrapServers,
            String accessLog,
            String rejected,
            String courseCounts,
            String courseActivity,
            String courseAudits) {
        private static Kafka of(Settings settings) {
            String bootstrapServers = settings.text("bootstrap-servers");
            return settings.section(
                    "topics",
                    topics -> new Kafka(
                            bootstrapServers,
                            topics.text("access-log", "access-log"),
                            topics.text("access-log-rejected", "access-log-rejected"),
                            topics.text("course-counts", "course-counts"),
                            topics.text("course-activity", "course-activity"),
                            topics.text("course-audits", "course-audits")));
        }
    }

    /**
     * Reads the file.
     *
     * @throws InvalidConfigurationException with every mistake in it
     */
    public static WebConfig read(Path file) {
        return Settings.read(file, WebConfig::of);
    }

    static WebConfig of(Settings settings) {
        SECTIONS_OF_THE_TOPOLOGY.forEach(settings::ignore);
        return new WebConfig(
                settings.zone("zone", ZoneId.of("Asia/Shanghai")),
                settings.section("kafka", Kafka::of),
                settings.section("store", StoreConfig::of),
                blacklist(settings.section("blacklist", BlacklistConfig::of)),
                settings.section("web", WebSettings::of));
    }

    private static Optional<BlacklistAddress> blacklist(BlacklistConfig config) {
        return config.zooKeeper().map(servers -> new BlacklistAddress(servers, config.root()));
    }
}

package io.coursepulse.web;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.counter.store.StoreConfig;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * What the web server reads from {@code coursepulse.conf}. The topology reads the same file; its sections are known
 * here by name only.
 *
 * @param zone days begin at midnight there; the topology must count by the same one
 */
public record WebConfig(ZoneId zone, Kafka kafka, StoreConfig store, Listen listen) {

    private static final List<String> SECTIONS_OF_THE_TOPOLOGY = List.of("blacklist", "lines", "counts");
    private static final List<String> TOPICS_OF_THE_TOPOLOGY = List.of("access-log", "access-log-rejected");

    /**
     * Where changed counts are published.
     *
     * @param bootstrapServers {@code host:port,host:port}
     * @param courseCounts the topic's name
     */
    public record Kafka(String bootstrapServers, String courseCounts) {
        private static Kafka of(Settings settings) {
            return new Kafka(settings.text("bootstrap-servers"), settings.section("topics", topics -> {
                TOPICS_OF_THE_TOPOLOGY.forEach(topics::ignore);
                return topics.text("course-counts", "course-counts");
            }));
        }
    }

    /**
     * Where browsers reach this server.
     *
     * @param host the address to bind; the standard is the loopback address, as nobody is asked for a password
     * @param port 0 takes any free one
     */
    public record Listen(String host, int port) {
        private static Listen of(Settings settings) {
            return new Listen(settings.text("host", "127.0.0.1"), settings.number("port", 8080, 0, 65_535));
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
                settings.section("web", Listen::of));
    }
}

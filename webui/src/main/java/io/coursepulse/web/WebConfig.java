package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistAddress;
import io.coursepulse.config.BlacklistConfig;
import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.KafkaConfig;
import io.coursepulse.config.Settings;
import io.coursepulse.store.config.StoreConfig;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the web server reads from {@code coursepulse.conf}. The topologies read the same file; this
 * server ignores their sections.
 *
 * @param zone days begin at midnight there; the topology must count by the same one
 * @param blacklist the ZooKeeper node of the blacklist; empty if none is configured
 */
public record WebConfig(
        ZoneId zone, KafkaConfig kafka, StoreConfig store, Optional<BlacklistAddress> blacklist, WebSettings web) {

    private static final List<String> TOPOLOGY_SECTIONS = List.of("lines", "counts", "activity");

    /**
     * Reads the file.
     *
     * @throws InvalidConfigurationException listing every error
     */
    public static WebConfig read(Path file) {
        return Settings.read(file, WebConfig::of);
    }

    static WebConfig of(Settings settings) {
        TOPOLOGY_SECTIONS.forEach(settings::ignore);
        return new WebConfig(
                settings.zone("zone"),
                settings.section("kafka", KafkaConfig::of),
                settings.section("store", StoreConfig::of),
                blacklist(settings.section("blacklist", BlacklistConfig::of)),
                settings.section("web", WebSettings::of));
    }

    private static Optional<BlacklistAddress> blacklist(BlacklistConfig config) {
        return config.zooKeeper().map(servers -> new BlacklistAddress(servers, config.root()));
    }
}

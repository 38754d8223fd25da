package io.coursepulse.topology;

import io.coursepulse.blacklist.BlacklistAddress;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.blacklist.ZooKeeperBlacklists;
import io.coursepulse.config.BlacklistConfig;
import io.coursepulse.config.KafkaConfig;
import io.coursepulse.config.Settings;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.ServedStatuses;
import io.coursepulse.store.config.StoreConfig;
import io.coursepulse.topology.activity.ActivityConfig;
import io.coursepulse.topology.counts.CountsConfig;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.RobotPolicy;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the topologies read from {@code coursepulse.conf}; {@code coursepulse-reference.conf} has every key.
 *
 * @param lines how a line is parsed and classified
 * @param kafka where the lines come from and the changes go to
 * @param blacklist where the blacklist is; empty if there is none
 * @param store where the counts are kept
 * @param counts how the topology of exact counts is run
 * @param activity the windows of recent clicks
 */
public record PipelineConfig(
        LineRules lines,
        KafkaConfig kafka,
        Optional<BlacklistAddress> blacklist,
        StoreConfig store,
        CountsConfig counts,
        ActivityConfig activity) {

    /** Reads a whole file; errors are recorded in {@code settings}. */
    public static PipelineConfig of(Settings settings) {
        ZoneId zone = settings.zone("zone");
        settings.ignore("web");
        return new PipelineConfig(
                settings.section("lines", section -> lines(section, zone)),
                settings.section("kafka", KafkaConfig::of),
                blacklist(settings.section("blacklist", BlacklistConfig::of)),
                settings.section("store", StoreConfig::of),
                settings.section("counts", CountsConfig::of),
                settings.section("activity", ActivityConfig::of));
    }

    private static Optional<BlacklistAddress> blacklist(BlacklistConfig config) {
        return config.zooKeeper().map(servers -> new BlacklistAddress(servers, config.root()));
    }

    /** The blacklist's versions, for classifying lines. */
    public Blacklists blacklists() {
        return blacklist.<Blacklists>map(ZooKeeperBlacklists::new).orElse(Blacklists.NONE);
    }

    private static LineRules lines(Settings settings, ZoneId zone) {
        LineFormat format = settings.choice("format", LineFormat.class);
        List<String> templates = settings.strings("course-pages");
        if (templates.isEmpty()) {
            settings.addError("course-pages", "is empty, but needs a template such as /class/{course}.html");
        }
        CoursePages pages = new CoursePages(List.of());
        try {
            pages = new CoursePages(templates);
        } catch (IllegalArgumentException e) {
            settings.addError("course-pages", "is wrong: " + e.getMessage());
        }
        ServedStatuses statuses = ServedStatuses.DEFAULT;
        try {
            statuses = new ServedStatuses(settings.strings("statuses"));
        } catch (IllegalArgumentException e) {
            settings.addError("statuses", "is wrong: " + e.getMessage());
        }
        return new LineRules(format, pages, statuses, settings.choice("robots", RobotPolicy.class), zone);
    }
}

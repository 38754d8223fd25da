package io.coursepulse.config;

import java.util.Optional;

/**
 * The section {@code blacklist}, which the topologies and the web server read.
 *
 * @param zooKeeper where the list is, {@code host:port,host:port}; empty if there is none
 * @param root the znode it lives under
 */
public record BlacklistConfig(Optional<String> zooKeeper, String root) {

    /** Reads the section. */
    public static BlacklistConfig of(Settings settings) {
        String zooKeeper = settings.string("zookeeper", "");
        if (!zooKeeper.isEmpty() && !zooKeeper.matches("[^:,/\\s]+:[0-9]{1,5}(,[^:,/\\s]+:[0-9]{1,5})*")) {
            settings.addError("zookeeper", "is \"" + zooKeeper + "\", but is to be host:port,host:port");
        }
        String root = settings.string("root", "/coursepulse/blacklist");
        if (!root.matches("(/[^/\\s]+)+")) {
            settings.addError("root", "is \"" + root + "\", but is to be a path such as /coursepulse/blacklist");
        }
        return new BlacklistConfig(Optional.of(zooKeeper).filter(servers -> !servers.isEmpty()), root);
    }
}

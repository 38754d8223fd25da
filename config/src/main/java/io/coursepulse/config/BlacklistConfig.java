package io.coursepulse.config;

import java.util.Optional;

/**
 * The section {@code blacklist}, which the topologies and the web server read.
 *
 * @param zooKeeper the ZooKeeper servers that hold the list, {@code host:port,host:port}; empty if there is no list
 * @param root the znode that holds it
 */
public record BlacklistConfig(Optional<String> zooKeeper, String root) {

    /** Reads the section. */
    public static BlacklistConfig of(Settings settings) {
        Optional<String> zooKeeper = settings.optional("zookeeper");
        zooKeeper
                .filter(servers -> !servers.matches("[^:,/\\s]+:[0-9]{1,5}(,[^:,/\\s]+:[0-9]{1,5})*"))
                .ifPresent(servers ->
                        settings.addError("zookeeper", "is \"" + servers + "\", but must be host:port,host:port"));
        String root = settings.string("root");
        if (!root.matches("(/[^/\\s]+)+")) {
            settings.addError("root", "is \"" + root + "\", but must be a path such as /coursepulse/blacklist");
        }
        return new BlacklistConfig(zooKeeper, root);
    }
}

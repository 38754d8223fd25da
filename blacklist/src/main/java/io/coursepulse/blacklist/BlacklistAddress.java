package io.coursepulse.blacklist;

import java.io.Serializable;

/**
 * Where a blacklist is kept.
 *
 * @param zooKeeper ZooKeeper's servers, {@code host:port,host:port}
 * @param root the znode it lives under, {@code /coursepulse/blacklist}
 */
public record BlacklistAddress(String zooKeeper, String root) implements Serializable {

    String current() {
        return root + "/current";
    }

    String versions() {
        return root + "/versions";
    }

    /** Zero-padded, so that ZooKeeper's tools list versions in order. */
    String version(long number) {
        return versions() + "/%010d".formatted(number);
    }
}

package io.coursepulse.simulation;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistEntry;
import io.coursepulse.blacklist.Blacklists;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Versions of a blacklist of courses. Workers may see a new one late, as they do with ZooKeeper. */
final class SimulatedBlacklists implements Blacklists {

    private static final long serialVersionUID = 1L;

    private final transient SimulatedCluster cluster;
    private final transient List<Set<String>> versions = new ArrayList<>(List.of(Set.of()));

    SimulatedBlacklists(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void publish(Set<String> courses) {
        versions.add(courses);
    }

    Set<String> courses(long version) {
        return versions.get((int) version);
    }

    long latest() {
        return versions.size() - 1L;
    }

    @Override
    public long current() {
        return currentAfter(0);
    }

    @Override
    public long currentAfter(long used) {
        long seen = Math.max(0, latest() - cluster.random().nextInt(2));
        return seen >= used ? seen : latest();
    }

    @Override
    public Blacklist version(long version) {
        return new Blacklist(
                version,
                courses(version).stream()
                        .<BlacklistEntry>map(BlacklistEntry.Course::new)
                        .toList());
    }
}

package io.coursepulse.blacklist;

import io.coursepulse.network.Network;
import io.coursepulse.network.NetworkSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One version of the blacklist, indexed for lookup. Immutable and thread-safe. */
public final class Blacklist {

    /** Version 0, which blocks nothing. */
    public static final Blacklist EMPTY = new Blacklist(0, Set.of());

    private final long version;
    private final NetworkSet networks;
    private final List<String> agents;
    private final Set<String> courses;

    /** A list of these entries; {@link Blacklists#version} returns it by its number. */
    public Blacklist(long version, Collection<BlacklistEntry> entries) {
        this.version = version;
        List<Network> blocked = new ArrayList<>();
        Set<String> parts = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (BlacklistEntry entry : entries) {
            if (entry instanceof BlacklistEntry.Addresses addresses) {
                blocked.add(addresses.network());
            } else if (entry instanceof BlacklistEntry.Agent agent) {
                parts.add(agent.part().toLowerCase(Locale.ROOT));
            } else if (entry instanceof BlacklistEntry.Course course) {
                ids.add(course.id());
            }
        }
        networks = new NetworkSet(blocked);
        agents = List.copyOf(parts);
        courses = Set.copyOf(ids);
    }

    public long version() {
        return version;
    }

    /** Whether visitors from the address in {@code bytes[start, end)} are blocked; host names never are. */
    public boolean blocksClient(byte[] bytes, int start, int end) {
        return networks.contains(bytes, start, end);
    }

    /** Whether there are user agent entries: if not, callers need not decode the user agent. */
    public boolean blocksAnyAgent() {
        return !agents.isEmpty();
    }

    /** Whether visitors with this user agent are blocked. */
    public boolean blocksAgent(String userAgent) {
        String lower = userAgent.toLowerCase(Locale.ROOT);
        return agents.stream().anyMatch(lower::contains);
    }

    /** Whether visits to any course are blocked. */
    public boolean blocksAnyCourse() {
        return !courses.isEmpty();
    }

    /** Whether visits to this course are blocked. */
    public boolean blocksCourse(String id) {
        return courses.contains(id);
    }
}

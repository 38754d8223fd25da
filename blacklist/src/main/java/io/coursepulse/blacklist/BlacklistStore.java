package io.coursepulse.blacklist;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.zookeeper.data.Stat;

/**
 * Shows and changes the blacklist in ZooKeeper. A change makes a new version from the current one; it is seen as a whole
 * or not at all, and of two at a time none is lost. All methods throw {@link BlacklistException.Unavailable} if
 * ZooKeeper does not answer within some seconds. Safe to use from any thread.
 */
public final class BlacklistStore implements AutoCloseable {

    /** ZooKeeper takes 1 MiB into a node or a transaction, with what goes around it. */
    private static final int MAX_BYTES = 1_000_000;

    private final BlacklistZNodes nodes;
    private final Clock clock = Clock.systemUTC();

    /** Connects in the background; the first call waits for it. */
    public BlacklistStore(BlacklistAddress address) {
        nodes = new BlacklistZNodes(address);
    }

    /** The version that new batches use. */
    public BlacklistVersion current() {
        return nodes.version(nodes.current());
    }

    /**
     * A version by its number.
     *
     * @throws BlacklistException.Refused if there is no such version
     */
    public BlacklistVersion version(long number) {
        return nodes.version(number);
    }

    /**
     * Makes a new version, unless the change changes nothing.
     *
     * @param change changes the entries it is given; called again if somebody else changes the list at the same time
     * @return the version that is current now
     * @throws BlacklistException.Refused if the list would become too long for a node of ZooKeeper; it is as it was
     */
    public BlacklistVersion change(Consumer<SortedSet<BlacklistEntry>> change) {
        while (true) {
            Stat seen = new Stat();
            BlacklistVersion current = nodes.version(nodes.current(seen));
            SortedSet<BlacklistEntry> entries = new TreeSet<>(current.entries());
            change.accept(entries);
            if (entries.equals(current.entries())) {
                return current;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            BlacklistVersion next = new BlacklistVersion(current.number() + 1, now, entries);
            byte[] bytes = next.toBytes();
            if (bytes.length > MAX_BYTES) {
                throw new BlacklistException.Refused(
                        "A list of " + entries.size() + " entries is too long: compressed it"
                                + " has " + bytes.length + " bytes, and a node of ZooKeeper takes " + MAX_BYTES
                                + ". Nothing was changed. Networks take less than the addresses in them.");
            }
            if (nodes.publish(next, bytes, seen)) {
                return next;
            }
        }
    }

    @Override
    public void close() {
        nodes.close();
    }
}

package io.coursepulse.blacklist;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.zookeeper.data.Stat;

/**
 * Reads and changes the blacklist in ZooKeeper. A change creates a new version from the current one, atomically; of two
 * concurrent changes neither is lost. All methods throw {@link BlacklistException.Unavailable} if ZooKeeper does not
 * respond within a few seconds. Thread-safe.
 */
public final class BlacklistStore implements AutoCloseable {

    /** ZooKeeper limits a znode or a transaction to 1 MiB, including its overhead. */
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
     * Creates a new version, unless the change has no effect.
     *
     * @param change modifies the given set of entries; called again after a concurrent change by another client
     * @return the version that is current afterwards
     * @throws BlacklistException.Refused if the list would be too large for a znode; nothing has changed
     */
    public BlacklistVersion change(Consumer<SortedSet<BlacklistEntry>> change) {
        return change(change, 0);
    }

    /**
     * Like {@link #change(Consumer)}, with a new version numbered at least {@code minNumber}, even if the entries stay the
     * same: after the versions were lost, numbers that counted lines refer to must not be used again.
     */
    public BlacklistVersion change(Consumer<SortedSet<BlacklistEntry>> change, long minNumber) {
        while (true) {
            Stat seen = new Stat();
            BlacklistVersion current = nodes.version(nodes.current(seen));
            SortedSet<BlacklistEntry> entries = new TreeSet<>(current.entries());
            change.accept(entries);
            if (entries.equals(current.entries()) && current.number() >= minNumber) {
                return current;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            BlacklistVersion next = new BlacklistVersion(Math.max(current.number() + 1, minNumber), now, entries);
            byte[] bytes = next.toBytes();
            if (bytes.length > MAX_BYTES) {
                throw new BlacklistException.Refused(
                        "Blacklist too large: " + entries.size() + " entries compress to " + bytes.length + " bytes,"
                                + " but a ZooKeeper node holds at most " + MAX_BYTES
                                + ". Nothing was changed. Use CIDR networks instead of single addresses.");
            }
            if (nodes.publish(next, bytes, seen)) {
                return next;
            }
        }
    }

    /**
     * Removes versions that nobody needs any more. The current one and newer ones stay.
     *
     * @param unused whether lines that can be read again were never classified with a version
     * @return the numbers of the removed versions
     */
    public List<Long> prune(LongPredicate unused) {
        long current = nodes.current();
        List<Long> removed = new ArrayList<>();
        for (long version : nodes.versions()) {
            if (version < current && unused.test(version)) {
                nodes.remove(version);
                removed.add(version);
            }
        }
        return removed;
    }

    @Override
    public void close() {
        nodes.close();
    }
}

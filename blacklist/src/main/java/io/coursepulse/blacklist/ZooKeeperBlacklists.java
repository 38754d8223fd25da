package io.coursepulse.blacklist;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;

/**
 * The blacklist in ZooKeeper, as the topologies read it. All tasks of a worker share one connection, which stays open
 * until the process ends. A watch reports changes.
 *
 * @param address where the list is stored
 */
public record ZooKeeperBlacklists(BlacklistAddress address) implements Blacklists {

    private static final Map<BlacklistAddress, Watch> WATCHES = new ConcurrentHashMap<>();

    @Override
    public long current() {
        return watch().current();
    }

    @Override
    public long currentAfter(long used) {
        return watch().currentAfter(used);
    }

    @Override
    public Blacklist version(long version) {
        return watch().version(version);
    }

    private Watch watch() {
        return WATCHES.computeIfAbsent(address, Watch::new);
    }

    private static final class Watch {

        private static final long UNKNOWN = -1;

        /** The current version and those of replayed batches. Not Caffeine: four entries need no policy. */
        private static final int MAX_CACHED = 4;

        private final BlacklistZNodes nodes;

        /** Versions only increase; a delayed notification must not set an older one. */
        private final AtomicLong current = new AtomicLong(UNKNOWN);

        private final Map<Long, Blacklist> versions = new LinkedHashMap<>(MAX_CACHED, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Blacklist> eldest) {
                return size() > MAX_CACHED;
            }
        };

        Watch(BlacklistAddress address) {
            nodes = new BlacklistZNodes(address);
            CuratorCache cache =
                    CuratorCache.build(nodes.client(), address.current(), CuratorCache.Options.SINGLE_NODE_CACHE);
            cache.listenable()
                    .addListener(CuratorCacheListener.builder()
                            .forCreatesAndChanges((before, now) -> advanceTo(BlacklistZNodes.number(now.getData())))
                            .build());
            cache.start();
        }

        private long advanceTo(long number) {
            return current.accumulateAndGet(number, Math::max);
        }

        long current() {
            long seen = current.get();
            return seen == UNKNOWN ? advanceTo(nodes.current()) : seen;
        }

        long currentAfter(long used) {
            long seen = current();
            if (seen >= used) {
                return seen;
            }
            // Another worker may have used a version that has not reached this one yet.
            long latest = advanceTo(nodes.latest());
            if (latest < used) {
                throw nodes.lost(latest, used);
            }
            return latest;
        }

        synchronized Blacklist version(long number) {
            Blacklist cached = versions.get(number);
            if (cached == null) {
                BlacklistVersion read = nodes.version(number);
                cached = new Blacklist(number, read.entries());
                versions.put(number, cached);
            }
            return cached;
        }
    }
}

package io.coursepulse.blacklist;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * The blacklist in ZooKeeper: {@code current} holds the number of the current version; {@code versions/0000000001} and
 * so on hold the versions. Thread-safe.
 */
final class BlacklistZNodes implements AutoCloseable {

    private static final int SESSION_MILLIS = 10_000;

    /** How long a call waits for a connection; shorter than the batch timeout. */
    private static final int CONNECT_MILLIS = 3_000;

    private static final int RETRIES = 2;
    private static final int RETRY_PAUSE_MILLIS = 200;

    private final BlacklistAddress address;
    private final CuratorFramework client;

    BlacklistZNodes(BlacklistAddress address) {
        this.address = address;
        client = CuratorFrameworkFactory.newClient(
                address.zooKeeper(), SESSION_MILLIS, CONNECT_MILLIS, new RetryNTimes(RETRIES, RETRY_PAUSE_MILLIS));
        client.start();
    }

    /** An operation on ZooKeeper. */
    interface Operation<T> {
        T run(CuratorFramework client) throws Exception;
    }

    /**
     * Runs an operation on ZooKeeper.
     *
     * @throws BlacklistException.Unavailable if ZooKeeper does not respond
     */
    <T> T call(Operation<T> operation) {
        try {
            return operation.run(client);
        } catch (BlacklistException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (Exception e) {
            // Curator's methods declare Exception.
            throw unavailable(e);
        }
    }

    private BlacklistException unavailable(Exception e) {
        return new BlacklistException.Unavailable(
                "Cannot reach the blacklist in ZooKeeper at " + address.zooKeeper() + " (" + e.getMessage() + ")."
                        + " Check that ZooKeeper is running and that blacklist.zookeeper is correct.",
                e);
    }

    /** The number of the current version; 0 if none was ever created. */
    long current() {
        return call(zooKeeper -> {
            try {
                return number(zooKeeper.getData().forPath(address.current()));
            } catch (KeeperException.NoNodeException e) {
                return 0L;
            }
        });
    }

    /** Like {@link #current()}, but not behind what any other client has seen. */
    long latest() {
        return call(zooKeeper -> {
            // Requests of one session are answered in order, so there is no need to wait for this one.
            zooKeeper.getZookeeperClient().getZooKeeper().sync(address.current(), (code, path, context) -> {}, null);
            return current();
        });
    }

    /** The error that the version {@code current} is below {@code used}, with which lines have been counted. */
    BlacklistException.Refused lost(long current, long used) {
        return new BlacklistException.Refused("The blacklist under " + address.root() + " in ZooKeeper at "
                + address.zooKeeper() + " is at version " + current + ", but lines have been counted with version "
                + used
                + ": its versions were lost. Restore ZooKeeper's data from a backup. If there is none, run `blacklist"
                + " import FILE --min-version " + (used + 1)
                + "` with the list's entries, or remove blacklist.zookeeper"
                + " from the configuration to count without a blacklist.");
    }

    /** The number of the current version. Creates the node with 0 if it is missing: a change needs its node version. */
    long current(Stat stat) {
        createIfMissing(address.versions(), new byte[0]);
        createIfMissing(address.current(), bytes(0));
        return call(zooKeeper -> number(zooKeeper.getData().storingStatIn(stat).forPath(address.current())));
    }

    private void createIfMissing(String node, byte[] bytes) {
        call(zooKeeper -> {
            try {
                return zooKeeper.create().creatingParentsIfNeeded().forPath(node, bytes);
            } catch (KeeperException.NodeExistsException e) {
                return node;
            }
        });
    }

    BlacklistVersion version(long number) {
        if (number == 0) {
            return BlacklistVersion.NONE;
        }
        return call(zooKeeper -> {
            try {
                return BlacklistVersion.of(number, zooKeeper.getData().forPath(address.version(number)));
            } catch (KeeperException.NoNodeException e) {
                throw new BlacklistException.Refused(
                        "Blacklist version " + number + " not found under " + address.root() + " in ZooKeeper at "
                                + address.zooKeeper()
                                + ". Versions that were used for counted lines must be kept; restore them from a"
                                + " backup of ZooKeeper's data.");
            }
        });
    }

    /**
     * Stores a version and makes it the current one, atomically.
     *
     * @param seen the stat of the {@code current} node when it was read
     * @return false if there was a concurrent change
     */
    boolean publish(BlacklistVersion version, byte[] bytes, Stat seen) {
        return call(zooKeeper -> {
            try {
                zooKeeper
                        .transaction()
                        .forOperations(
                                zooKeeper.transactionOp().create().forPath(address.version(version.number()), bytes),
                                zooKeeper
                                        .transactionOp()
                                        .setData()
                                        .withVersion(seen.getVersion())
                                        .forPath(address.current(), bytes(version.number())));
                return true;
            } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException e) {
                return false;
            }
        });
    }

    /** The numbers of all versions, in order. */
    List<Long> versions() {
        return call(zooKeeper -> {
            try {
                return zooKeeper.getChildren().forPath(address.versions()).stream()
                        .map(Long::valueOf)
                        .sorted()
                        .toList();
            } catch (KeeperException.NoNodeException e) {
                return List.of();
            }
        });
    }

    /** Removes a version, if it is still there. */
    void remove(long number) {
        call(zooKeeper -> zooKeeper.delete().quietly().forPath(address.version(number)));
    }

    CuratorFramework client() {
        return client;
    }

    static long number(byte[] bytes) {
        return Long.parseLong(new String(bytes, StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        client.close();
    }
}

package io.coursepulse.topology.stock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.shade.org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.storm.shade.org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.storm.utils.Utils;

/** A ZooKeeper server in this process, from the library that Storm brings, for Trident's state. */
public final class EmbeddedZooKeeper implements AutoCloseable {

    private final ZooKeeperServer server;
    private final ServerCnxnFactory connections;

    /** Starts a server with the data in {@code folder}, on a free port of the loopback address. */
    public EmbeddedZooKeeper(Path folder) throws IOException, InterruptedException {
        server = new ZooKeeperServer(folder.toFile(), folder.toFile(), 2_000);
        connections = ServerCnxnFactory.createFactory(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        connections.startup(server);
    }

    /** Storm's default settings, with this ZooKeeper. */
    public Map<String, Object> stormSettings() {
        Map<String, Object> settings = Utils.readDefaultConfig();
        settings.put(
                Config.TRANSACTIONAL_ZOOKEEPER_SERVERS,
                List.of(InetAddress.getLoopbackAddress().getHostAddress()));
        settings.put(Config.TRANSACTIONAL_ZOOKEEPER_PORT, connections.getLocalPort());
        return settings;
    }

    /** The number of its last transaction, which grows with every write. */
    public long lastTransaction() {
        return server.getLastProcessedZxid();
    }

    @Override
    public void close() {
        connections.shutdown();
    }
}

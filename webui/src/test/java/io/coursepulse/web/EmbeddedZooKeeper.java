package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A real ZooKeeper in this JVM, on a free port. */
public final class EmbeddedZooKeeper implements AutoCloseable {

    private final ServerCnxnFactory connections;

    /** Starts it with its data in {@code folder}. */
    public EmbeddedZooKeeper(Path folder) throws IOException, InterruptedException {
        connections = ServerCnxnFactory.createFactory(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        connections.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), 2_000));
    }

    /** The address of a blacklist in it. */
    public BlacklistAddress blacklist() {
        return new BlacklistAddress("127.0.0.1:" + connections.getLocalPort(), "/coursepulse/blacklist");
    }

    @Override
    public void close() {
        connections.shutdown();
    }
}

package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** ZooKeeper for Storm. HBase standalone has its own. */
final class ZooKeeperServer extends JvmServer {

    ZooKeeperServer(ServerContext context) {
        super(ServerName.ZOOKEEPER, context);
    }

    @Override
    PortName mainPort() {
        return PortName.ZOOKEEPER;
    }

    @Override
    public void prepare() throws IOException {
        writeConf("log4j2.xml", Log4jConfig.log4j2("warn"));
        writeConf(
                "zoo.cfg",
                """
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                tickTime=2000
                # Nimbus, Supervisor and every worker connect from one address.
                maxClientCnxns=0
                admin.enableServer=false
                # The readiness probe of the sandbox.
                4lw.commands.whitelist=srvr
                # Otherwise snapshots are never deleted.
                autopurge.snapRetainCount=3
                autopurge.purgeInterval=1
                """
                        .formatted(data().resolve("zookeeper"), port(PortName.ZOOKEEPER)));
    }

    @Override
    JvmCommand command() {
        return new JvmCommand("org.apache.zookeeper.server.ZooKeeperServerMain")
                .heap("128m")
                .c1Only()
                .property("log4j2.configurationFile", conf().resolve("log4j2.xml"))
                .classPath(context().home().serverJars("zookeeper"))
                .arguments(conf().resolve("zoo.cfg"));
    }

    @Override
    public boolean isReady() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(PortName.ZOOKEEPER)), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("Mode: standalone");
        }
    }
}

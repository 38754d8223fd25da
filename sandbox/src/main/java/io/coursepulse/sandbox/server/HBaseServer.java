package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** HBase standalone: master, region server and a ZooKeeper of their own in one JVM, on the local file system. */
final class HBaseServer extends JvmServer {

    HBaseServer(ServerContext context) {
        super(ServerName.HBASE, context);
    }

    @Override
    PortName mainPort() {
        return PortName.HBASE_ZOOKEEPER;
    }

    @Override
    public Duration stopTimeout() {
        // Its tables are flushed and closed within a second or two. Then it ends, or at times a ZooKeeper client inside
        // keeps
        // looking for the ZooKeeper that this same JVM has just stopped, and never gives up.
        return Duration.ofSeconds(6);
    }

    @Override
    public void prepare() throws IOException {
        writeConf("log4j.properties", Log4jConfig.log4j1("WARN"));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("hbase.rootdir", data().resolve("hbase").toUri());
        settings.put("hbase.tmp.dir", data().resolve("hbase-tmp"));
        settings.put("hbase.cluster.distributed", false);
        settings.put("hbase.zookeeper.quorum", "127.0.0.1");
        settings.put("hbase.zookeeper.property.clientPort", port(PortName.HBASE_ZOOKEEPER));
        settings.put("hbase.zookeeper.property.clientPortAddress", "127.0.0.1");
        settings.put("hbase.zookeeper.property.dataDir", data().resolve("zookeeper"));
        settings.put("hbase.master.hostname", "localhost");
        settings.put("hbase.unsafe.regionserver.hostname", "localhost");
        settings.put("hbase.master.ipc.address", "127.0.0.1");
        settings.put("hbase.regionserver.ipc.address", "127.0.0.1");
        settings.put("hbase.master.port", port(PortName.HBASE_MASTER));
        settings.put("hbase.regionserver.port", port(PortName.HBASE_REGIONSERVER));
        settings.put("hbase.master.info.port", -1);
        settings.put("hbase.regionserver.info.port", -1);
        // The region server asks the master this often whether it is there yet; 3 s by default.
        settings.put("hbase.regionserver.msginterval", 500);
        // An acknowledged write survives kill -9: HBase syncs its log, and refuses to start on a file system that
        // cannot. HBase's own guide does not promise file:// against power loss; nor do we.
        settings.put("hbase.unsafe.stream.capability.enforce", true);
        settings.put("hbase.wal.hsync", true);
        writeConf("hbase-site.xml", XmlSettings.of(settings));
    }

    @Override
    JvmCommand command() {
        return new JvmCommand("org.apache.hadoop.hbase.master.HMaster")
                .heap("512m")
                // Hadoop reaches into these; it runs without, and warns.
                .flags(
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
                .classPath(conf())
                .classPath(context().home().serverJars("hbase"))
                .arguments("start");
    }

    @Override
    public boolean isReady() throws IOException {
        return HBaseProbe.isAvailable(port(PortName.HBASE_ZOOKEEPER), port(PortName.HBASE_REGIONSERVER));
    }
}

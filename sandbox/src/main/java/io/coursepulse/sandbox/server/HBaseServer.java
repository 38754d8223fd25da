package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;

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
        // Its tables are flushed and closed within a second or two. After that, a ZooKeeper client inside sometimes
        // retries
        // forever, looking for the ZooKeeper that this same JVM has just stopped.
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
        // How often the region server polls the master during startup; 3 s by default.
        settings.put("hbase.regionserver.msginterval", 500);
        // An acknowledged write survives kill -9: HBase syncs its log, and refuses to start on a file system that
        // cannot. HBase's own guide does not promise file:// against power loss; nor do we.
        settings.put("hbase.unsafe.stream.capability.enforce", true);
        settings.put("hbase.wal.hsync", true);
        writeConf("hbase-site.xml", xml(settings));
    }

    @Override
    JvmCommand command() {
        return new JvmCommand("org.apache.hadoop.hbase.master.HMaster")
                .heap("512m")
                // Hadoop reflects on these; without the options it runs, and warns.
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

    /** Ready when the master has started and every table has its regions. */
    @Override
    public boolean isReady() throws IOException {
        Probe.connect(port(PortName.HBASE_ZOOKEEPER));
        Probe.connect(port(PortName.HBASE_REGIONSERVER));
        Configuration client = HBaseConfiguration.create();
        client.set("hbase.zookeeper.quorum", "127.0.0.1");
        client.setInt("hbase.zookeeper.property.clientPort", port(PortName.HBASE_ZOOKEEPER));
        // Otherwise the client creates a directory in /tmp, for jars that nobody loads.
        client.setBoolean("hbase.use.dynamic.jars", false);
        client.setInt("hbase.client.retries.number", 1);
        client.setInt("zookeeper.recovery.retry", 0);
        client.setInt("hbase.rpc.timeout", 2_000);
        client.setInt("hbase.client.operation.timeout", 3_000);
        client.setInt("hbase.client.meta.operation.timeout", 3_000);
        try (Connection connection = ConnectionFactory.createConnection(client);
                Admin admin = connection.getAdmin()) {
            // Rejected by a master that is still starting.
            admin.listNamespaces();
            for (TableName table : admin.listTableNames()) {
                if (admin.isTableEnabled(table) && !admin.isTableAvailable(table)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Hadoop's form of a configuration file. */
    private static String xml(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> "  <property><name>" + setting.getKey() + "</name><value>"
                        + setting.getValue().toString().replace("&", "&amp;").replace("<", "&lt;")
                        + "</value></property>\n")
                .collect(Collectors.joining("", "<?xml version=\"1.0\"?>\n<configuration>\n", "</configuration>\n"));
    }
}

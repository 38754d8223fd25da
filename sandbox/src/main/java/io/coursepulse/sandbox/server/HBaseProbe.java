package io.coursepulse.sandbox.server;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;

/** Whether HBase can be used: its master has finished its start, and every table has its regions. */
final class HBaseProbe {

    private HBaseProbe() {}

    static boolean isAvailable(int zooKeeperPort, int regionServerPort) throws IOException {
        TcpProbe.connect(zooKeeperPort);
        TcpProbe.connect(regionServerPort);
        Configuration client = HBaseConfiguration.create();
        client.set("hbase.zookeeper.quorum", "127.0.0.1");
        client.setInt("hbase.zookeeper.property.clientPort", zooKeeperPort);
        // Else the client makes a folder in /tmp, for jars that nobody loads.
        client.setBoolean("hbase.use.dynamic.jars", false);
        client.setInt("hbase.client.retries.number", 1);
        client.setInt("zookeeper.recovery.retry", 0);
        client.setInt("hbase.rpc.timeout", 2_000);
        client.setInt("hbase.client.operation.timeout", 3_000);
        client.setInt("hbase.client.meta.operation.timeout", 3_000);
        try (Connection connection = ConnectionFactory.createConnection(client);
                Admin admin = connection.getAdmin()) {
            // Refused by a master that has not finished its start.
            admin.listNamespaces();
            for (TableName table : admin.listTableNames()) {
                if (admin.isTableEnabled(table) && !admin.isTableAvailable(table)) {
                    return false;
                }
            }
            return true;
        }
    }
}

package io.coursepulse.sandbox.server;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.apache.hadoop.hbase.util.Bytes;

/** Splits and moves the regions of the sandbox's HBase, as its balancer does in production. For one thread. */
public final class HBaseRegions implements AutoCloseable {

    private final Connection connection;
    private final Admin admin;

    /** @param zooKeeperPort HBase's own ZooKeeper */
    public HBaseRegions(int zooKeeperPort) throws IOException {
        Configuration client = HBaseConfiguration.create();
        client.set("hbase.zookeeper.quorum", "127.0.0.1");
        client.setInt("hbase.zookeeper.property.clientPort", zooKeeperPort);
        // Otherwise the client creates a directory in /tmp, for jars that nobody loads.
        client.setBoolean("hbase.use.dynamic.jars", false);
        connection = ConnectionFactory.createConnection(client);
        admin = connection.getAdmin();
    }

    /** The number of regions of a table. */
    public int count(String table) throws IOException {
        return regions(table).size();
    }

    /**
     * Starts to split a table's region.
     *
     * @param row the first row of the second half
     * @throws IOException if the region cannot be split there
     */
    public void split(String table, String row) throws IOException {
        admin.split(TableName.valueOf(table), Bytes.toBytes(row));
    }

    /**
     * Closes a table's regions and opens them again, as a move does. There is one region server, so they come back to it.
     *
     * @return how many
     */
    public int move(String table) throws IOException {
        List<RegionInfo> regions = regions(table);
        for (RegionInfo region : regions) {
            admin.unassign(region.getRegionName());
            admin.assign(region.getRegionName());
        }
        return regions.size();
    }

    private List<RegionInfo> regions(String table) throws IOException {
        return admin.getRegions(TableName.valueOf(table));
    }

    @Override
    public void close() throws IOException {
        admin.close();
        connection.close();
    }
}

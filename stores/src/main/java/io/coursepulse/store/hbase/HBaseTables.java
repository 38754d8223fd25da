package io.coursepulse.store.hbase;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CountedDays;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.StoreException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.TableExistsException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;

/** Creates and checks the tables and their single column family. */
final class HBaseTables {

    /** The single column family, as in {@code info:click_count}. */
    static final byte[] FAMILY = Bytes.toBytes("info");

    private HBaseTables() {}

    static byte[] qualifier(CellKey key) {
        return Bytes.toBytes(key.column());
    }

    /**
     * Creates missing tables and checks existing ones.
     *
     * @throws StoreException.Refused if a table would lose counts, for example by a TTL: its cells' timestamps are
     *     txids, not times
     */
    static void createIfMissing(Connection connection) throws IOException {
        try (Admin admin = connection.getAdmin()) {
            for (String name : names()) {
                TableName table = TableName.valueOf(name);
                if (admin.tableExists(table)) {
                    checkTimeToLive(admin, table);
                } else {
                    create(admin, table);
                }
            }
        }
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Dimension dimension : Dimension.values()) {
            names.add(dimension.table());
        }
        names.add(Ledger.TABLE);
        names.add(CounterShards.TABLE);
        names.add(CountedDays.TABLE);
        return names;
    }

    private static void create(Admin admin, TableName table) throws IOException {
        ColumnFamilyDescriptor family = ColumnFamilyDescriptorBuilder.newBuilder(FAMILY)
                .setMaxVersions(1)
                .setTimeToLive(HConstants.FOREVER)
                .build();
        try {
            admin.createTable(TableDescriptorBuilder.newBuilder(table)
                    .setColumnFamily(family)
                    .build());
        } catch (TableExistsException e) {
            // Another task has created the same table concurrently.
        }
    }

    private static void checkTimeToLive(Admin admin, TableName table) throws IOException {
        ColumnFamilyDescriptor family = admin.getDescriptor(table).getColumnFamily(FAMILY);
        if (family == null) {
            throw new StoreException.Refused("HBase table " + table + " has no column family 'info'."
                    + " It is not one of CoursePulse's tables: rename it, or point CoursePulse at another HBase.");
        }
        if (family.getTimeToLive() != HConstants.FOREVER) {
            throw new StoreException.Refused("HBase table " + table + " has a TTL of " + family.getTimeToLive()
                    + " s. Its cells' timestamps are transaction ids, so HBase would drop every count at once."
                    + " Remove it: alter '" + table + "', NAME => 'info', TTL => 'FOREVER'");
        }
    }
}

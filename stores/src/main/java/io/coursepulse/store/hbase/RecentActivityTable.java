package io.coursepulse.store.hbase;

import io.coursepulse.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.hbase.TableExistsException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * The table of recent activity: a row for each course and, for each window, an 8-byte cell with its clicks ({@code
 * info:1m}). Unlike a counter's, the cell's timestamp is a time: the end of the window. So a late write is hidden by
 * the newer value, and the TTL removes courses that are no longer visited.
 */
public final class RecentActivityTable {

    public static final String NAME = "course_recent";

    public static final String FAMILY = "info";

    private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

    private RecentActivityTable() {}

    /**
     * Creates the table if it does not exist.
     *
     * @throws StoreException.Unavailable if HBase is unavailable
     */
    public static void createIfMissing(HBaseAddress address) {
        TableName table = TableName.valueOf(NAME);
        try (Connection connection = ConnectionFactory.createConnection(HBaseCounterStore.configuration(address));
                Admin admin = connection.getAdmin()) {
            if (!admin.tableExists(table)) {
                admin.createTable(TableDescriptorBuilder.newBuilder(table)
                        .setColumnFamily(ColumnFamilyDescriptorBuilder.newBuilder(Bytes.toBytes(FAMILY))
                                .setMaxVersions(1)
                                .setTimeToLive(Math.toIntExact(TIME_TO_LIVE.toSeconds()))
                                .build())
                        .build());
            }
        } catch (TableExistsException e) {
            // Another task has created the same table concurrently.
        } catch (IOException e) {
            throw new StoreException.Unavailable(
                    "HBase at " + address.quorum() + " failed to create " + NAME + ": " + e.getMessage(), e);
        }
    }
}

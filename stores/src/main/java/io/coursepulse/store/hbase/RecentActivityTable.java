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
 * The table of recent activity: a row for each course, and in it, for each window, the clicks as an 8-byte cell {@code
 * info:1m}. Other than a counter's, the cell's timestamp is a time: the end of its window. So a value that is written late
 * lies under the newer one, and a course that nobody visits any more is dropped by HBase itself.
 */
public final class RecentActivityTable {

    public static final String NAME = "course_recent";

    public static final String FAMILY = "info";

    private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

    private RecentActivityTable() {}

    /**
     * Creates the table if it is not there.
     *
     * @throws StoreException.Unavailable if HBase does not answer
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
            // Another task was faster; all of them want the same table.
        } catch (IOException e) {
            throw new StoreException.Unavailable(
                    "HBase at " + address.quorum() + " did not create " + NAME + ": " + e.getMessage(), e);
        }
    }
}

package io.coursepulse.store.hbase;

import static io.coursepulse.store.hbase.HBaseTables.FAMILY;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.StampedValue;
import io.coursepulse.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Mutation;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.RowMutations;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Counts in HBase: each one is a plain 8-byte cell whose timestamp is the txid. HBase returns the cell with the highest
 * timestamp, so a late write of a zombie worker, for an older batch, is hidden by the newer cell. The HBase shell reads
 * the cells with {@code get_counter}.
 *
 * <p>The values of one row are written by one put and so become visible atomically.
 */
public final class HBaseCounterStore implements CounterStore {

    private static final int SCAN_ROWS_PER_CALL = 1_000;

    /**
     * The timeout is for one call to the client. A batch may have many thousand counters, so they are read and written in
     * several calls, none of which takes long.
     */
    private static final int KEYS_PER_CALL = 5_000;

    private final HBaseAddress address;
    private Connection connection;
    private boolean tablesExist;

    public HBaseCounterStore(HBaseAddress address) {
        this.address = address;
    }

    @Override
    public Map<CellKey, StampedValue> read(Collection<CellKey> keys) {
        return execute("read " + keys.size() + " values", () -> {
            createTables();
            Map<CellKey, StampedValue> values = new HashMap<>();
            for (Map.Entry<String, List<CellKey>> entry : byTable(keys).entrySet()) {
                for (List<CellKey> chunk : chunks(entry.getValue())) {
                    readTable(entry.getKey(), chunk, values);
                }
            }
            return values;
        });
    }

    private void readTable(String name, List<CellKey> keys, Map<CellKey, StampedValue> values) throws IOException {
        List<Get> gets = new ArrayList<>(keys.size());
        for (CellKey key : keys) {
            gets.add(new Get(Bytes.toBytes(key.row())).addColumn(FAMILY, HBaseTables.qualifier(key)));
        }
        try (Table table = table(name)) {
            Result[] results = table.get(gets);
            for (int i = 0; i < results.length; i++) {
                Cell cell = results[i].getColumnLatestCell(FAMILY, HBaseTables.qualifier(keys.get(i)));
                if (cell != null) {
                    values.put(keys.get(i), value(cell));
                }
            }
        }
    }

    private void createTables() throws IOException {
        if (!tablesExist) {
            HBaseTables.createIfMissing(connection());
            tablesExist = true;
        }
    }

    @Override
    public void write(Map<CellKey, StampedValue> values) {
        execute("write " + values.size() + " values", () -> {
            createTables();
            for (Map.Entry<String, List<CellKey>> entry :
                    byTable(values.keySet()).entrySet()) {
                try (Table table = table(entry.getKey())) {
                    for (List<Put> chunk : chunks(puts(entry.getValue(), values))) {
                        table.put(chunk);
                    }
                }
            }
            return null;
        });
    }

    @Override
    public boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values) {
        return execute("write a row of " + cell.table(), () -> {
            createTables();
            List<Put> row = puts(List.copyOf(values.keySet()), values);
            if (row.size() != 1) {
                throw new IllegalArgumentException("Not the values of one row: " + values);
            }
            CheckAndMutate.Builder check = CheckAndMutate.newBuilder(Bytes.toBytes(cell.row()));
            byte[] qualifier = HBaseTables.qualifier(cell);
            if (expected.isPresent()) {
                check.ifEquals(FAMILY, qualifier, Bytes.toBytes(expected.getAsLong()));
            } else {
                check.ifNotExists(FAMILY, qualifier);
            }
            try (Table table = table(cell.table())) {
                return table.checkAndMutate(check.build(row.get(0))).isSuccess();
            }
        });
    }

    /** A cell with a higher timestamp would cover the new one, so exactly that version is deleted. */
    @Override
    public boolean replace(CellKey cell, StampedValue expected, StampedValue value) {
        return execute("replace a value of " + cell.table(), () -> {
            createTables();
            byte[] row = Bytes.toBytes(cell.row());
            byte[] qualifier = HBaseTables.qualifier(cell);
            if (!expected.equals(read(List.of(cell)).get(cell))) {
                return false;
            }
            List<Mutation> mutations = new ArrayList<>();
            if (expected.txid() > value.txid()) {
                mutations.add(new Delete(row).addColumn(FAMILY, qualifier, expected.txid()));
            }
            mutations.add(new Put(row).addColumn(FAMILY, qualifier, value.txid(), Bytes.toBytes(value.value())));
            try (Table table = table(cell.table())) {
                return table.checkAndMutate(CheckAndMutate.newBuilder(row)
                                .ifEquals(FAMILY, qualifier, Bytes.toBytes(expected.value()))
                                .build(RowMutations.of(mutations)))
                        .isSuccess();
            }
        });
    }

    private static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += KEYS_PER_CALL) {
            chunks.add(all.subList(from, Math.min(all.size(), from + KEYS_PER_CALL)));
        }
        return chunks;
    }

    private static List<Put> puts(List<CellKey> keys, Map<CellKey, StampedValue> values) {
        Map<String, Put> puts = new LinkedHashMap<>();
        for (CellKey key : keys) {
            StampedValue value = values.get(key);
            puts.computeIfAbsent(key.row(), row -> new Put(Bytes.toBytes(row)))
                    .addColumn(FAMILY, HBaseTables.qualifier(key), value.txid(), Bytes.toBytes(value.value()));
        }
        return new ArrayList<>(puts.values());
    }

    @Override
    public List<CounterValue> day(Dimension dimension, LocalDate day) {
        return execute("read " + dimension.table() + " of " + day, () -> {
            List<CounterValue> counts = new ArrayList<>();
            scan(
                    dimension.table(),
                    countScan().setStartStopRowForPrefixScan(Bytes.toBytes(CounterRow.dayPrefix(dimension, day))),
                    result -> counts.add(count(dimension, result)));
            return counts;
        });
    }

    @Override
    public void all(Dimension dimension, Consumer<CounterValue> counts) {
        execute("read " + dimension.table(), () -> {
            scan(dimension.table(), countScan(), result -> counts.accept(count(dimension, result)));
            return null;
        });
    }

    @Override
    public Optional<CellKey> writtenAfter(Dimension dimension, long txid) {
        return execute("read " + dimension.table(), () -> {
            List<CellKey> found = new ArrayList<>();
            scan(
                    dimension.table(),
                    countScan().setTimeRange(txid + 1, Long.MAX_VALUE).setLimit(1),
                    result -> found.add(CellKey.counter(dimension.table(), Bytes.toString(result.getRow()))));
            return found.stream().findFirst();
        });
    }

    private static Scan countScan() {
        return new Scan().addColumn(FAMILY, Bytes.toBytes(CellKey.CLICK_COUNT)).setCaching(SCAN_ROWS_PER_CALL);
    }

    private static CounterValue count(Dimension dimension, Result result) {
        CounterRow row = CounterRow.parse(dimension, Bytes.toString(result.getRow()));
        return new CounterValue(row, value(result.rawCells()[0]).value());
    }

    @Override
    public Map<String, Map<String, StampedValue>> rows(String table, String prefix) {
        return execute("read " + table, () -> {
            Map<String, Map<String, StampedValue>> rows = new TreeMap<>();
            Scan scan = new Scan().addFamily(FAMILY);
            if (!prefix.isEmpty()) {
                scan.setStartStopRowForPrefixScan(Bytes.toBytes(prefix));
            }
            scan(table, scan, result -> {
                Map<String, StampedValue> columns = new TreeMap<>();
                for (Cell cell : result.rawCells()) {
                    columns.put(Bytes.toString(CellUtil.cloneQualifier(cell)), value(cell));
                }
                rows.put(Bytes.toString(result.getRow()), columns);
            });
            return rows;
        });
    }

    private void scan(String name, Scan scan, Consumer<Result> rows) throws IOException {
        try (Table table = table(name);
                ResultScanner scanner = table.getScanner(scan)) {
            scanner.forEach(rows);
        } catch (TableNotFoundException e) {
            // A table that does not exist yet reads as empty.
        } catch (UncheckedIOException e) {
            // The scanner's iterator wraps exceptions of the servers.
            if (!(e.getCause() instanceof TableNotFoundException)) {
                throw e.getCause();
            }
        }
    }

    private static StampedValue value(Cell cell) {
        long count = Bytes.toLong(cell.getValueArray(), cell.getValueOffset(), cell.getValueLength());
        return new StampedValue(count, cell.getTimestamp());
    }

    private static Map<String, List<CellKey>> byTable(Collection<CellKey> keys) {
        Map<String, List<CellKey>> byTable = new TreeMap<>();
        for (CellKey key : keys) {
            byTable.computeIfAbsent(key.table(), table -> new ArrayList<>()).add(key);
        }
        return byTable;
    }

    private Table table(String name) throws IOException {
        return connection().getTable(TableName.valueOf(name));
    }

    private Connection connection() throws IOException {
        if (connection == null) {
            connection = ConnectionFactory.createConnection(configuration(address));
        }
        return connection;
    }

    static Configuration configuration(HBaseAddress address) {
        Configuration configuration = HBaseConfiguration.create();
        address.clientSettings().forEach(configuration::set);
        return configuration;
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    private <T> T execute(String what, Operation<T> operation) {
        try {
            return operation.run();
        } catch (IOException e) {
            throw new StoreException.Unavailable(
                    "HBase at " + address.quorum() + " failed to " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new StoreException.Unavailable("Cannot close the connection to HBase", e);
            } finally {
                connection = null;
                tablesExist = false;
            }
        }
    }
}

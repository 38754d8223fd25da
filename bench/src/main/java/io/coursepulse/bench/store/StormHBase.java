package io.coursepulse.bench.store;

import io.coursepulse.dimension.Dimension;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.storm.hbase.trident.mapper.TridentHBaseMapMapper;
import org.apache.storm.hbase.trident.state.HBaseMapState;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.MapState;

/** storm-hbase's transactional map state, configured as in its documentation. */
final class StormHBase {

    private static final String TABLE = "stock_" + Dimension.COURSE.table();
    private static final String FAMILY = "info";
    private static final String CONFIG_KEY = "hbase.bench";

    private StormHBase() {}

    /** The row key is the counter's row; all values are in one table. */
    private static final class RowMapper implements TridentHBaseMapMapper, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] rowKey(List<Object> keys) {
            return ((String) keys.get(1)).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String qualifier(List<Object> keys) {
            return "click_count";
        }
    }

    /**
     * Creates the table and opens the state.
     *
     * @param cachedKeys the cache size, the same for all subjects
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static BenchmarkSubject.Counters open(String quorum, int cachedKeys) throws Exception {
        Map<String, Object> settings = Map.of(
                "hbase.zookeeper.quorum", quorum, "hbase.use.dynamic.jars", "false", "hbase.rootdir", "file:///");
        createTable(settings);
        HBaseMapState.Options<TransactionalValue> options = new HBaseMapState.Options<>();
        options.tableName = TABLE;
        options.columnFamily = FAMILY;
        options.mapMapper = new RowMapper();
        options.cacheSize = cachedKeys;
        options.configKey = CONFIG_KEY;
        Map<String, Object> conf = new HashMap<>();
        conf.put(CONFIG_KEY, settings);
        MapState<Long> state =
                (MapState<Long>) HBaseMapState.transactional(options).makeState(conf, null, 0, 1);
        return (txid, courses) -> add(state, txid, courses);
    }

    /** Commits a batch as Trident does. */
    @SuppressWarnings("rawtypes")
    private static void add(MapState<Long> state, long txid, List<String> courses) {
        List<List<Object>> keys = new ArrayList<>(courses.size());
        List<ValueUpdater> clicks = new ArrayList<>(courses.size());
        for (String course : courses) {
            keys.add(List.of(Dimension.COURSE.table(), "20171111_" + course));
            clicks.add(new CombinerValueUpdater(new Sum(), 1L));
        }
        state.beginCommit(txid);
        state.multiUpdate(keys, clicks);
        state.commit(txid);
    }

    private static void createTable(Map<String, Object> settings) throws Exception {
        Configuration configuration = HBaseConfiguration.create();
        settings.forEach((key, value) -> configuration.set(key, value.toString()));
        try (Connection connection = ConnectionFactory.createConnection(configuration);
                Admin admin = connection.getAdmin()) {
            admin.createTable(TableDescriptorBuilder.newBuilder(TableName.valueOf(TABLE))
                    .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
                    .build());
        }
    }
}

package io.coursepulse.topology.activity;

import io.coursepulse.store.hbase.RecentActivityTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.storm.hbase.bolt.mapper.HBaseMapper;
import org.apache.storm.hbase.common.ColumnList;
import org.apache.storm.tuple.Tuple;

/**
 * Maps the tuples of {@link RecentRowsBolt} to puts: absolute values with the end of the window as timestamp, so that
 * repeated and late writes have no effect. Must not throw: storm-hbase's bolt would then neither ack nor fail the
 * tuple.
 */
final class RecentActivityMapper implements HBaseMapper {

    private static final long serialVersionUID = 1L;

    private static final byte[] FAMILY = bytes(RecentActivityTable.FAMILY);

    @Override
    public byte[] rowKey(Tuple tuple) {
        return bytes(tuple.getStringByField(RecentRowsBolt.COURSE));
    }

    @Override
    public ColumnList columns(Tuple tuple) {
        byte[] clicks = ByteBuffer.allocate(Long.BYTES)
                .putLong(tuple.getLongByField(RecentRowsBolt.CLICKS))
                .array();
        return new ColumnList()
                .addColumn(
                        FAMILY,
                        bytes(tuple.getStringByField(RecentRowsBolt.WINDOW)),
                        tuple.getLongByField(RecentRowsBolt.TO),
                        clicks);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.coursepulse.topology.activity;

import io.coursepulse.store.hbase.RecentActivityTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.storm.hbase.bolt.mapper.HBaseMapper;
import org.apache.storm.hbase.common.ColumnList;
import org.apache.storm.tuple.Tuple;

/**
 * What {@link RecentRowsBolt} emits, as a put: an absolute value, with the end of its window as its timestamp, so that one
 * which is written again, or late, changes nothing. Never throws: storm-hbase's bolt neither acks nor fails a tuple whose
 * mapper does.
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

package io.coursepulse.topology.counts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coursepulse.trident.LedgerUpdater;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.storm.kafka.trident.mapper.TridentTupleToKafkaMapper;
import org.apache.storm.trident.tuple.TridentTuple;

/**
 * A changed counter as a record of topic {@code course-counts}: the key is {@code course_clickcount/20171111_112}, the
 * value is JSON with {@code table}, {@code row} and {@code count}. The count is the whole count, not a difference, so a
 * record that comes again after a replay changes nothing.
 */
final class CountRecordMapper implements TridentTupleToKafkaMapper<String, String> {

    private static final long serialVersionUID = 1L;

    /** The counter's value after the batch. A Long. */
    static final String COUNT = "count";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String getKeyFromTuple(TridentTuple tuple) {
        return tuple.getStringByField(LedgerUpdater.TABLE) + "/" + tuple.getStringByField(LedgerUpdater.ROW);
    }

    @Override
    public String getMessageFromTuple(TridentTuple tuple) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("table", tuple.getStringByField(LedgerUpdater.TABLE));
        fields.put("row", tuple.getStringByField(LedgerUpdater.ROW));
        fields.put("count", tuple.getLongByField(COUNT));
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Two texts and a number are always JSON", e);
        }
    }
}

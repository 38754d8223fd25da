package io.coursepulse.topology.counts;

import io.coursepulse.topic.CountMessage;
import io.coursepulse.trident.LedgerUpdater;
import org.apache.storm.kafka.trident.mapper.TridentTupleToKafkaMapper;
import org.apache.storm.trident.tuple.TridentTuple;

/** Maps a changed counter to the record of a {@link CountMessage}. */
final class CountRecordMapper implements TridentTupleToKafkaMapper<String, String> {

    private static final long serialVersionUID = 1L;

    /** The counter's value after the batch. A Long. */
    static final String COUNT = "count";

    @Override
    public String getKeyFromTuple(TridentTuple tuple) {
        return message(tuple).key();
    }

    @Override
    public String getMessageFromTuple(TridentTuple tuple) {
        return message(tuple).toJson();
    }

    private static CountMessage message(TridentTuple tuple) {
        return new CountMessage(
                tuple.getStringByField(LedgerUpdater.TABLE),
                tuple.getStringByField(LedgerUpdater.ROW),
                tuple.getLongByField(COUNT));
    }
}

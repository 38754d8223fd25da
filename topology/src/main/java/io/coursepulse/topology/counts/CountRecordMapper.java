package io.coursepulse.topology.counts;

import io.coursepulse.topic.CountMessage;
import io.coursepulse.trident.CounterUpdater;
import org.apache.storm.kafka.trident.mapper.TridentTupleToKafkaMapper;
import org.apache.storm.trident.tuple.TridentTuple;

/** Maps a changed counter to the record of a {@link CountMessage}. */
final class CountRecordMapper implements TridentTupleToKafkaMapper<String, String> {

    private static final long serialVersionUID = 1L;

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
                tuple.getStringByField(CounterUpdater.TABLE),
                tuple.getStringByField(CounterUpdater.ROW),
                tuple.getLongByField(CounterUpdater.COUNT));
    }
}

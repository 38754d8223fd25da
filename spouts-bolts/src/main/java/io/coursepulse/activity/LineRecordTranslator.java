package io.coursepulse.activity;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.storm.kafka.spout.KafkaTuple;
import org.apache.storm.kafka.spout.RecordTranslator;
import org.apache.storm.tuple.Fields;

/** Translates a Kafka record to its partition and line. A record without a value is an empty line. */
final class LineRecordTranslator implements RecordTranslator<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    private static final byte[] NO_LINE = new byte[0];

    @Override
    public List<Object> apply(ConsumerRecord<byte[], byte[]> record) {
        return new KafkaTuple(record.partition(), record.value() == null ? NO_LINE : record.value())
                .routedTo(RecentLinesSpout.LINES);
    }

    @Override
    public Fields getFieldsFor(String stream) {
        return new Fields(RecentLinesSpout.PARTITION, RecentLinesSpout.LINE);
    }

    @Override
    public List<String> streams() {
        return List.of(RecentLinesSpout.LINES);
    }
}

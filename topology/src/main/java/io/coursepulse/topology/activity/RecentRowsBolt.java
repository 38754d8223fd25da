package io.coursepulse.topology.activity;

import io.coursepulse.store.StoreException;
import io.coursepulse.store.hbase.HBaseAddress;
import io.coursepulse.store.hbase.RecentActivityTable;
import io.coursepulse.topic.MessageDecoder;
import io.coursepulse.topic.RecentWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * Splits the windows of topic {@code course-activity} into the rows of {@code course_recent}, and creates the table if
 * it is missing. While HBase is unavailable, records fail and are replayed by the spout. A record that is not a window
 * is skipped: failing it would replay it forever.
 */
final class RecentRowsBolt extends BaseRichBolt {

    static final String COURSE = "course";
    static final String WINDOW = "window";

    /** The end of the window, in milliseconds: the cell's timestamp. */
    static final String TO = "to";

    static final String CLICKS = "clicks";

    /** The Storm metric of skipped records. */
    static final String SKIPPED = "skipped-records";

    private final HBaseAddress address;
    private transient MessageDecoder<RecentWindow> windows;
    private transient boolean tableExists;
    private transient OutputCollector collector;

    RecentRowsBolt(HBaseAddress address) {
        this.address = address;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        this.windows = new MessageDecoder<>(RecentWindow::of);
        context.registerGauge(SKIPPED, windows::skipped);
    }

    @Override
    public void execute(Tuple tuple) {
        Optional<RecentWindow> window = windows.decode(record(tuple));
        try {
            if (window.isPresent() && !isOutdated(window.get())) {
                createTable();
                emitRows(window.get(), tuple);
            }
            collector.ack(tuple);
        } catch (StoreException.Unavailable e) {
            collector.reportError(e);
            collector.fail(tuple);
        }
    }

    /** The record of a tuple that storm-kafka-client's default translator has created. */
    private static ConsumerRecord<byte[], byte[]> record(Tuple tuple) {
        String value = tuple.getStringByField("value");
        return new ConsumerRecord<>(
                tuple.getStringByField("topic"),
                tuple.getIntegerByField("partition"),
                tuple.getLongByField("offset"),
                null,
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * After an outage of HBase only the newest windows matter: one that ended more than its length ago has been
     * replaced.
     */
    private static boolean isOutdated(RecentWindow window) {
        long length = window.to().toEpochMilli() - window.from().toEpochMilli();
        return window.to().plusMillis(length).isBefore(Instant.now());
    }

    private void createTable() {
        if (!tableExists) {
            RecentActivityTable.createIfMissing(address);
            tableExists = true;
        }
    }

    private void emitRows(RecentWindow window, Tuple anchor) {
        for (RecentWindow.Course course : window.courses()) {
            collector.emit(
                    anchor,
                    new Values(course.course(), window.window(), window.to().toEpochMilli(), course.clicks()));
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields(COURSE, WINDOW, TO, CLICKS));
    }
}

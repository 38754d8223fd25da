package io.coursepulse.trident;

import io.coursepulse.topic.RejectedLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of rejected lines as a Trident state; each record is a {@link RejectedLine}. A replayed batch writes its
 * lines again, with the same keys. Not thread-safe.
 */
public final class RejectedLinesState implements State {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedLinesState.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    /** Writes to {@code topic} with {@code producer}. */
    public RejectedLinesState(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    @Override
    public void beginCommit(Long txid) {
        // The txid is not needed: readers recognize the lines of a replayed batch by their keys.
    }

    @Override
    public void commit(Long txid) {
        // Everything is stored when write returns.
    }

    /**
     * Writes lines and waits until Kafka has acknowledged them.
     *
     * @throws FailedException if Kafka does not accept them now; Trident replays the batch
     */
    void write(List<RejectedLine> lines) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(lines.size());
            for (RejectedLine line : lines) {
                sent.add(producer.send(line.toRecord(topic)));
            }
            producer.flush();
            for (int i = 0; i < sent.size(); i++) {
                confirm(sent.get(i), lines.get(i));
            }
        } catch (KafkaException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("The worker is stopping", e);
        }
    }

    private void confirm(Future<RecordMetadata> sent, RejectedLine line) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw failed(e.getCause());
            }
            // It is counted as rejected, and can be read in its original topic. Retrying would not help.
            LOG.warn(
                    "Rejected line of {} bytes at offset {} of {} exceeds the maximum record size of topic {}; not"
                            + " copied",
                    line.line().length,
                    line.offset(),
                    line.partition(),
                    topic);
        }
    }

    private FailedException failed(Throwable e) {
        return new FailedException(
                "Cannot write rejected lines to topic " + topic + " (" + e.getMessage() + "). The batch will be"
                        + " retried; no data is lost. Check that the topic exists.",
                e);
    }

    /**
     * Opens the topic for one task.
     *
     * @param producer the settings of a producer of byte arrays
     * @param topic the topic's name
     */
    public record Factory(Map<String, Object> producer, String topic) implements StateFactory {

        public Factory {
            // A serializable copy.
            producer = new HashMap<>(producer);
        }

        @Override
        public State makeState(
                Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new RejectedLinesState(new KafkaProducer<>(producer), topic);
        }
    }
}

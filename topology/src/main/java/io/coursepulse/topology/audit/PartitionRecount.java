package io.coursepulse.topology.audit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.counts.VisitCounts;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Recounts the lines of one topic partition. Not thread-safe. */
final class PartitionRecount implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final TopicPartition partition;
    private final Predicate<Visit> selected;
    private final AtomicLong progress;
    private final Blacklists blacklists;

    /** The blacklist version of the previous line; it rarely changes. */
    private Blacklist blacklist = Blacklist.EMPTY;

    private final LineClassifier classifier;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final VisitCounts visits = new VisitCounts();

    /**
     * Starts at offset {@code from}.
     *
     * @param blacklists the versions of the blacklist
     * @param selected selects the visits to count
     * @param progress incremented for every offset that was read
     */
    PartitionRecount(
            PipelineConfig pipeline,
            Blacklists blacklists,
            TopicPartition partition,
            long from,
            Predicate<Visit> selected,
            AtomicLong progress) {
        this.partition = partition;
        this.selected = selected;
        this.progress = progress;
        this.blacklists = blacklists;
        this.classifier = new LineClassifier(pipeline.lines());
        this.consumer = TopicOffsets.consumer(pipeline.kafka());
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
    }

    /**
     * Counts up to the ledger's next offset.
     *
     * @param ledger the partition's row, with the blacklist versions that were used
     * @throws AuditException if Kafka does not return the lines
     */
    void countTo(LedgerRow ledger) {
        long to = ledger.nextOffset();
        Instant since = Instant.now();
        try {
            long position = consumer.position(partition);
            while (position < to) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(POLL_TIMEOUT).records(partition)) {
                    if (record.offset() >= to) {
                        consumer.seek(partition, to);
                        break;
                    }
                    count(record, ledger);
                }
                long reached = Math.min(consumer.position(partition), to);
                if (reached > position) {
                    since = Instant.now();
                } else if (Duration.between(since, Instant.now()).compareTo(TIMEOUT) > 0) {
                    throw new AuditException("Timed out after " + TIMEOUT.toSeconds() + " s reading offsets ["
                            + position + ", " + to + ") of " + partition + " from Kafka.");
                }
                progress.addAndGet(reached - position);
                position = reached;
            }
        } catch (OffsetOutOfRangeException e) {
            throw new AuditException("The offsets to recount are not in Kafka: " + e.offsetOutOfRangePartitions(), e);
        } catch (KafkaException e) {
            throw new AuditException("Kafka request failed: " + e.getMessage(), e);
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> line, LedgerRow ledger) {
        byte[] bytes = line.value() == null ? new byte[0] : line.value();
        long version = ledger.blacklistAt(line.offset());
        if (blacklist.version() != version) {
            blacklist = blacklists.version(version);
        }
        if (classifier.classify(bytes, 0, bytes.length, blacklist) == Outcome.COUNTED
                && selected.test(classifier.visit())) {
            visits.accept(classifier.visit());
        }
    }

    /** The counts so far. */
    Map<CellKey, Long> counts() {
        return visits.additions();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

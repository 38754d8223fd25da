package io.coursepulse.topology.audit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.counts.VisitCounts;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.Visit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Counts the lines of one topic partition again. For one thread. */
final class PartitionRecount implements AutoCloseable {

    private final TopicPartition partition;
    private final Predicate<Visit> wanted;
    private final AtomicLong progress;
    private final Blacklists blacklists;

    /** The version for the line before; it changes rarely, and all partitions share the place where versions are kept. */
    private Blacklist blacklist = Blacklist.EMPTY;

    private final LineClassifier classifier;
    private final TopicReader reader;
    private final VisitCounts visits = new VisitCounts();
    private long position;

    /**
     * Prepares to count from offset {@code from} on.
     *
     * @param blacklists the versions of the blacklist that the lines were classified with
     * @param wanted which visits count
     * @param progress increased by every offset that was passed
     */
    PartitionRecount(
            PipelineConfig pipeline,
            Blacklists blacklists,
            TopicPartition partition,
            long from,
            Predicate<Visit> wanted,
            AtomicLong progress) {
        this.partition = partition;
        this.wanted = wanted;
        this.progress = progress;
        this.blacklists = blacklists;
        this.classifier = new LineClassifier(pipeline.lines());
        this.reader = new TopicReader(
                pipeline.kafka().bootstrapServers(), pipeline.kafka().accessLog());
        reader.assign(partition, from);
        this.position = from;
    }

    /**
     * Goes on until all that the ledger has is counted.
     *
     * @param ledger the partition's row, which also says by which version of the blacklist
     * @throws AuditException if Kafka does not give the lines
     */
    void countTo(LedgerRow ledger) {
        long to = ledger.nextOffset();
        try {
            reader.readTo(Map.of(partition, to), lines -> {
                lines.forEach(line -> count(line, ledger));
                advanceTo(lines.get(lines.size() - 1).offset() + 1);
            });
            // The last offsets may have no line.
            advanceTo(to);
        } catch (OffsetOutOfRangeException e) {
            throw new AuditException(
                    "Kafka does not have the lines that are to be counted: " + e.offsetOutOfRangePartitions(), e);
        } catch (KafkaException e) {
            throw new AuditException("Kafka does not give the lines that are to be counted: " + e.getMessage(), e);
        }
    }

    private void advanceTo(long offset) {
        progress.addAndGet(offset - position);
        position = offset;
    }

    private void count(ConsumerRecord<byte[], byte[]> line, LedgerRow ledger) {
        byte[] bytes = line.value() == null ? new byte[0] : line.value();
        long version = ledger.blacklistAt(line.offset());
        if (blacklist.version() != version) {
            blacklist = blacklists.version(version);
        }
        if (classifier.classify(bytes, 0, bytes.length, blacklist) == Outcome.COUNTED
                && wanted.test(classifier.visit())) {
            visits.accept(classifier.visit());
        }
    }

    /** What was counted so far. */
    Map<CellKey, Long> counts() {
        return visits.additions();
    }

    @Override
    public void close() {
        reader.close();
    }
}

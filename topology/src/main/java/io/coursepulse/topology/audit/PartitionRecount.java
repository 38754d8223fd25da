package io.coursepulse.topology.audit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.Visit;
import io.coursepulse.visit.VisitCounts;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Recounts a part of a topic partition in one pass, up to two ledger positions. Not thread-safe.
 *
 * <p>The lines before the first position are in every counter; those from there to the second may be.
 */
final class PartitionRecount implements AutoCloseable {

    /**
     * What to read.
     *
     * @param from the first offset
     * @param certain the first offset that may be missing in counters
     * @param to one past the last offset
     */
    record Part(long from, long certain, long to) {}

    private final TopicPartition partition;
    private final Part part;
    private final LedgerRow ledger;
    private final Predicate<Visit> selected;
    private final AtomicLong progress;
    private final Blacklists blacklists;

    /** The blacklist version of the previous line; it rarely changes. */
    private Blacklist blacklist = Blacklist.EMPTY;

    private final LineClassifier classifier;
    private final TopicReader reader;
    private final VisitCounts certain = new VisitCounts();
    private final VisitCounts possible = new VisitCounts();
    private long position;

    /**
     * Prepares the recount of {@code part}.
     *
     * @param ledger the partition's row, with the blacklist versions that were used
     * @param selected selects the visits to count
     * @param progress incremented for every offset that was read
     */
    PartitionRecount(
            PipelineConfig pipeline,
            TopicPartition partition,
            Part part,
            LedgerRow ledger,
            Predicate<Visit> selected,
            AtomicLong progress) {
        this.partition = partition;
        this.part = part;
        this.ledger = ledger;
        this.selected = selected;
        this.progress = progress;
        this.blacklists = pipeline.blacklists();
        this.classifier = new LineClassifier(pipeline.lines());
        this.reader = new TopicReader(
                pipeline.kafka().bootstrapServers(), pipeline.kafka().accessLog());
        this.position = part.from();
    }

    /**
     * Reads and counts.
     *
     * @throws AuditException if Kafka does not return the lines
     */
    void run() {
        try {
            reader.assign(partition, part.from());
            reader.readTo(Map.of(partition, part.to()), lines -> {
                lines.forEach(this::count);
                advanceTo(lines.get(lines.size() - 1).offset() + 1);
            });
            // The last offsets may have no line.
            advanceTo(part.to());
        } catch (OffsetOutOfRangeException e) {
            throw new AuditException("The offsets to recount are not in Kafka: " + e.offsetOutOfRangePartitions(), e);
        } catch (KafkaException e) {
            throw new AuditException("Cannot read the lines to recount from Kafka: " + e.getMessage(), e);
        }
    }

    private void advanceTo(long offset) {
        progress.addAndGet(offset - position);
        position = offset;
    }

    private void count(ConsumerRecord<byte[], byte[]> line) {
        byte[] bytes = line.value() == null ? new byte[0] : line.value();
        long version = ledger.blacklistAt(line.offset());
        if (blacklist.version() != version) {
            blacklist = blacklists.version(version);
        }
        if (classifier.classify(bytes, 0, bytes.length, blacklist) == Outcome.COUNTED
                && selected.test(classifier.visit())) {
            (line.offset() < part.certain() ? certain : possible).accept(classifier.visit());
        }
    }

    /** Adds the counts to {@code atLeast}, those of the lines that are in every counter, and to {@code atMost}. */
    void addTo(Map<CellKey, Long> atLeast, Map<CellKey, Long> atMost) {
        certain.forEach((row, clicks) -> {
            atLeast.merge(CellKey.counter(row), clicks, Long::sum);
            atMost.merge(CellKey.counter(row), clicks, Long::sum);
        });
        possible.forEach((row, clicks) -> atMost.merge(CellKey.counter(row), clicks, Long::sum));
    }

    @Override
    public void close() {
        reader.close();
    }
}

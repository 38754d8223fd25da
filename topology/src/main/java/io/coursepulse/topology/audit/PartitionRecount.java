package io.coursepulse.topology.audit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.Blacklists;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.LedgerRow;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.RulesIdentity;
import io.coursepulse.visit.Visit;
import io.coursepulse.visit.VisitCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Recounts the lines of one topic partition. Not thread-safe. */
final class PartitionRecount implements AutoCloseable {

    private final TopicPartition partition;
    private final Predicate<Visit> selected;
    private final AtomicLong progress;
    private final Blacklists blacklists;

    /** The blacklist version of the previous line; it rarely changes. */
    private Blacklist blacklist = Blacklist.EMPTY;

    private final RulesIdentity rules;
    private final LineClassifier classifier;
    private final TopicReader reader;
    private final VisitCounts visits = new VisitCounts();
    private long position;

    /**
     * Starts at offset {@code from}.
     *
     * @param blacklists the versions of the blacklist that the lines were classified with
     * @param rules the identity of the rules at hand
     * @param selected selects the visits to count
     * @param progress incremented for every offset that was read
     */
    PartitionRecount(
            PipelineConfig pipeline,
            Blacklists blacklists,
            RulesIdentity rules,
            TopicPartition partition,
            long from,
            Predicate<Visit> selected,
            AtomicLong progress) {
        this.partition = partition;
        this.selected = selected;
        this.progress = progress;
        this.blacklists = blacklists;
        this.rules = rules;
        this.classifier = new LineClassifier(pipeline.lines());
        this.reader = new TopicReader(
                pipeline.kafka().bootstrapServers(), pipeline.kafka().accessLog());
        reader.assign(partition, from);
        this.position = from;
    }

    /**
     * Counts up to the ledger's next offset.
     *
     * @param ledger the partition's row, with the blacklist versions that were used
     * @throws AuditException if Kafka does not return the lines
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
            throw new AuditException("The offsets to recount are not in Kafka: " + e.offsetOutOfRangePartitions(), e);
        } catch (KafkaException e) {
            throw new AuditException("Cannot read the lines to recount from Kafka: " + e.getMessage(), e);
        }
    }

    private void advanceTo(long offset) {
        progress.addAndGet(offset - position);
        position = offset;
    }

    private void count(ConsumerRecord<byte[], byte[]> line, LedgerRow ledger) {
        byte[] bytes = line.value() == null ? new byte[0] : line.value();
        checkRules(line.offset(), ledger.rulesAt(line.offset()));
        long version = ledger.blacklistAt(line.offset());
        if (blacklist.version() != version) {
            blacklist = blacklists.version(version);
        }
        if (classifier.classify(bytes, 0, bytes.length, blacklist) == Outcome.COUNTED
                && selected.test(classifier.visit())) {
            visits.accept(classifier.visit());
        }
    }

    private void checkRules(long offset, long used) {
        if (used != RulesIdentity.UNKNOWN && used != rules.id()) {
            throw new AuditException("Offset " + offset + " of " + partition + " was counted under rules " + used
                    + ", but these are rules " + rules.id() + " (" + rules.description() + "), which may judge it"
                    + " otherwise. Recount with the configuration and the version of CoursePulse that counted it; the"
                    + " worker's log has the rules at every start.");
        }
    }

    /** The counts so far. */
    Map<CellKey, Long> counts() {
        Map<CellKey, Long> counts = new HashMap<>();
        visits.forEach((row, clicks) -> counts.put(CellKey.counter(row), clicks));
        return counts;
    }

    @Override
    public void close() {
        reader.close();
    }
}

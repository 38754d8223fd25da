package io.coursepulse.spout;

import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.spout.RangeReader.Lines;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.trident.KafkaTridentSpoutTopicPartition;
import org.apache.storm.kafka.spout.trident.TopicPartitionSerializer;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits the batches of the partitions of one task. */
final class RangeEmitter
        implements IPartitionedTridentSpout.Emitter<
                List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(RangeEmitter.class);

    /** Well below the maximum size of a message between workers. */
    private static final int CHUNK_BYTES = 1 << 20;

    /** The interval between retries while a server is unavailable. */
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(200);

    private final ExactKafkaSpoutConfig config;
    private final RangeReader reader;
    private final LedgerCheck ledger;
    private final TopicPartitionSerializer serializer = new TopicPartitionSerializer();
    private long topicId;

    RangeEmitter(ExactKafkaSpoutConfig config) {
        this(config, new RangeReader(config));
    }

    RangeEmitter(ExactKafkaSpoutConfig config, RangeReader reader) {
        this.config = config;
        this.reader = reader;
        this.ledger = new LedgerCheck(config.ledgerReader().open());
    }

    @Override
    public List<KafkaTridentSpoutTopicPartition> getOrderedPartitions(List<Map<String, Object>> partitions) {
        for (Map<String, Object> partition : partitions) {
            topicId = ((Number) partition.get(TopicCoordinator.TOPIC_ID)).longValue();
        }
        ledger.setTopicId(topicId);
        return partitions.stream()
                .map(serializer::fromMap)
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .map(KafkaTridentSpoutTopicPartition::new)
                .toList();
    }

    @Override
    public void refreshPartitions(List<KafkaTridentSpoutTopicPartition> partitions) {
        LOG.info("Assigned partitions: {}", partitions);
    }

    /**
     * Emits a batch that has no metadata yet. Every partition is given metadata, even one without new lines: if all
     * partitions of a task had none, Trident would treat the next attempt as a new batch, and its lines might differ.
     */
    @Override
    public Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> emitBatchNew(
            TransactionAttempt attempt,
            TridentCollector collector,
            Set<KafkaTridentSpoutTopicPartition> partitions,
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> previous) {
        Batch batch = retryUntilTimeout(attempt, () -> readBatch(attempt, partitions, previous));
        Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> metadata = new HashMap<>();
        for (KafkaTridentSpoutTopicPartition partition : partitions) {
            OffsetRange range = batch.ranges().get(partition.getTopicPartition());
            emit(partition.getTopicPartition(), range, batch.lines().get(partition.getTopicPartition()), collector);
            metadata.put(partition, range.toMap());
        }
        return metadata;
    }

    private record Batch(Map<TopicPartition, OffsetRange> ranges, Map<TopicPartition, Lines> lines) {}

    private Batch readBatch(
            TransactionAttempt attempt,
            Set<KafkaTridentSpoutTopicPartition> partitions,
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> previous) {
        long txid = attempt.getTransactionId();
        long usedBlacklist = 0;
        Map<TopicPartition, Long> from = new HashMap<>();
        for (KafkaTridentSpoutTopicPartition partition : partitions) {
            Optional<OffsetRange> last =
                    Optional.ofNullable(previous.get(partition)).map(OffsetRange::of);
            from.put(partition.getTopicPartition(), next(partition.getTopicPartition(), last, txid));
            usedBlacklist =
                    Math.max(usedBlacklist, last.map(OffsetRange::blacklist).orElse(0L));
        }
        long blacklist = currentBlacklist(Math.max(usedBlacklist, ledger.blacklist()));
        Map<TopicPartition, Lines> lines = reader.readNew(from);
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        from.forEach((partition, first) -> ranges.put(
                partition, new OffsetRange(first, lines.get(partition).to(), blacklist, txid)));
        return new Batch(ranges, lines);
    }

    private long currentBlacklist(long used) {
        try {
            return config.blacklists().currentAfter(used);
        } catch (BlacklistException.Unavailable e) {
            throw new FailedException(e.getMessage(), e);
        } catch (BlacklistException.Refused e) {
            throw new ReportedFailedException(e.getMessage() + " Nothing is counted until then.", e);
        }
    }

    private long next(TopicPartition partition, Optional<OffsetRange> last, long txid) {
        return last.isPresent()
                ? ledger.startAfter(partition, last.get(), txid)
                : ledger.startWithoutMetadata(partition, txid).orElseGet(() -> firstOffset(partition));
    }

    private long firstOffset(TopicPartition partition) {
        long beginning = reader.beginning(partition);
        if (beginning > 0 && config.start() == PartitionStart.ZERO) {
            throw new ReportedFailedException(partition
                    + " was never counted, and Kafka has deleted its first lines: it"
                    + " begins at offset " + beginning + ". Counting has stopped to avoid skipping them silently."
                    + " Restore the topic; or, if its lines before offset " + beginning
                    + " are not to be counted, set counts.start = earliest and submit the topology again.");
        }
        return beginning;
    }

    @Override
    public void reEmitPartitionBatch(
            TransactionAttempt attempt,
            TridentCollector collector,
            KafkaTridentSpoutTopicPartition partition,
            Map<String, Object> metadata) {
        TopicPartition topicPartition = partition.getTopicPartition();
        if (metadata == null) {
            // A crash happened between storing the metadata of one partition and of the next. So no attempt of this
            // batch can have committed; this partition is skipped and continues with the next batch.
            LOG.info("Batch {} has no metadata for {}; skipping this partition", attempt, topicPartition);
            return;
        }
        OffsetRange stored = OffsetRange.of(metadata);
        OffsetRange range = retryUntilTimeout(
                attempt, () -> ledger.replayRange(topicPartition, stored, attempt.getTransactionId()));
        if (!range.isEmpty()) {
            LOG.info("Replaying batch {}: offsets {} of {}", attempt, range, topicPartition);
            emit(
                    topicPartition,
                    range,
                    retryUntilTimeout(attempt, () -> reader.readRange(topicPartition, range)),
                    collector);
        }
    }

    /**
     * Retries while servers are unavailable. Trident would also replay the batch, but detects a failure in a spout only
     * by the batch timeout (TridentBoltExecutor acknowledges the tuple that triggered the emit).
     */
    private <T> T retryUntilTimeout(TransactionAttempt attempt, Supplier<T> work) {
        Stopwatch stopwatch = Stopwatch.started();
        while (true) {
            try {
                return work.get();
            } catch (ReportedFailedException e) {
                // Retrying does not help; an operator must intervene.
                LOG.error("Cannot emit batch {}: {}", attempt, e.getMessage());
                throw e;
            } catch (FailedException e) {
                if (stopwatch.hasPassed(config.timeout())) {
                    LOG.warn(
                            "Cannot emit batch {}, it will be replayed after its timeout: {}", attempt, e.getMessage());
                    throw e;
                }
                LOG.debug("Retrying batch {}", attempt, e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("The worker is stopping", e);
        }
    }

    private void emit(TopicPartition partition, OffsetRange range, Lines lines, TridentCollector collector) {
        long from = range.from();
        Chunk.Packer packer = new Chunk.Packer(from);
        for (ConsumerRecord<byte[], byte[]> record : lines.records()) {
            if (packer.lines() == config.chunkLines() || packer.bytes() >= CHUNK_BYTES) {
                emit(partition, from, record.offset(), range.blacklist(), packer, collector);
                from = record.offset();
                packer = new Chunk.Packer(from);
            }
            // A record without a value is an empty line, which is rejected and counted as such.
            packer.add(record.offset(), record.value() == null ? new byte[0] : record.value());
        }
        if (from < range.to()) {
            emit(partition, from, range.to(), range.blacklist(), packer, collector);
        }
    }

    private void emit(
            TopicPartition partition,
            long from,
            long to,
            long blacklist,
            Chunk.Packer packer,
            TridentCollector collector) {
        collector.emit(new Values(partition.toString(), from, to, blacklist, packer.pack(), topicId));
    }

    @Override
    public void close() {
        ledger.close();
        reader.close();
    }
}

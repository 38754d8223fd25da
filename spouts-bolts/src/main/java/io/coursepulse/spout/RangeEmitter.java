package io.coursepulse.spout;

import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.config.Stopwatch;
import io.coursepulse.config.Ticker;
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

    private static final long NONE = Long.MAX_VALUE;

    private static final OffsetRange NO_LINES = new OffsetRange(0, 0, 0, 0, 0, false);

    /** A worker's death costs one or two attempts. */
    private static final int MANY_ATTEMPTS = 3;

    private final ExactKafkaSpoutConfig config;
    private final RangeReader reader;
    private final LedgerCheck ledger;
    private final Ticker ticker;
    private final TopicPartitionSerializer serializer = new TopicPartitionSerializer();
    private long topicId;

    /** A new batch that could not be emitted yet. */
    private long notEmitted = NONE;

    RangeEmitter(ExactKafkaSpoutConfig config, RangeReader reader, Ticker ticker) {
        this.config = config;
        this.reader = reader;
        this.ticker = ticker;
        this.ledger = new LedgerCheck(config.ledgerReader().open(), config.rules());
        LOG.info(
                "Lines are classified by rules {}: {}",
                config.rules().id(),
                config.rules().description());
    }

    @Override
    public List<KafkaTridentSpoutTopicPartition> getOrderedPartitions(List<Map<String, Object>> partitions) {
        for (Map<String, Object> partition : partitions) {
            topicId = ((Number) partition.get(TopicCoordinator.TOPIC_ID)).longValue();
        }
        ledger.setTopicId(topicId);
        List<TopicPartition> ordered = partitions.stream()
                .map(serializer::fromMap)
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
        ledger.setPartitions(ordered);
        return ordered.stream().map(KafkaTridentSpoutTopicPartition::new).toList();
    }

    @Override
    public void refreshPartitions(List<KafkaTridentSpoutTopicPartition> partitions) {
        LOG.info("Assigned partitions: {}", partitions);
    }

    /**
     * Emits a batch that has no metadata yet. Every partition is given metadata, even one without new lines: if all
     * partitions of a task had none, Trident would treat the next attempt as a new batch, and its lines might differ.
     *
     * <p>After a batch that could not be emitted, later ones are refused until it has been, or is in the ledger: they
     * would take its lines.
     */
    @Override
    public Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> emitBatchNew(
            TransactionAttempt attempt,
            TridentCollector collector,
            Set<KafkaTridentSpoutTopicPartition> partitions,
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> previous) {
        if (partitions.isEmpty()) {
            emit(ExactKafkaSpout.NO_PARTITION, NO_LINES, 0, 0, new Chunk.Packer(0), collector);
            return Map.of();
        }
        ledger.beginAttempt(attempt);
        long txid = attempt.getTransactionId();
        if (txid > notEmitted && !isCounted(notEmitted, attempt, partitions)) {
            LOG.warn("Not emitting batch {}: batch {} must be emitted before", attempt, notEmitted);
            throw new FailedException("Batch " + notEmitted + " must be emitted before batch " + txid);
        }
        notEmitted = txid;
        Batch batch = retryUntilTimeout(attempt, () -> readBatch(attempt, partitions, previous));
        Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> metadata = new HashMap<>();
        for (KafkaTridentSpoutTopicPartition partition : partitions) {
            OffsetRange range = batch.ranges().get(partition.getTopicPartition());
            emit(
                    attempt,
                    partition.getTopicPartition(),
                    range,
                    batch.lines().get(partition.getTopicPartition()),
                    collector);
            metadata.put(partition, range.toMap());
        }
        notEmitted = NONE;
        return metadata;
    }

    /** Another worker may have counted it, or a coordinator that was cut off may have asked for an old batch. */
    private boolean isCounted(long txid, TransactionAttempt attempt, Set<KafkaTridentSpoutTopicPartition> partitions) {
        return retryUntilTimeout(attempt, () -> partitions.stream()
                .anyMatch(partition -> ledger.hasBatch(partition.getTopicPartition(), txid)));
    }

    private record Batch(Map<TopicPartition, OffsetRange> ranges, Map<TopicPartition, Lines> lines) {}

    private Batch readBatch(
            TransactionAttempt attempt,
            Set<KafkaTridentSpoutTopicPartition> partitions,
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> previous) {
        long txid = attempt.getTransactionId();
        long usedBlacklist = 0;
        Map<TopicPartition, LedgerCheck.Start> starts = new HashMap<>();
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        Map<TopicPartition, Lines> lines = new HashMap<>();
        for (KafkaTridentSpoutTopicPartition partition : partitions) {
            TopicPartition name = partition.getTopicPartition();
            Optional<OffsetRange> last =
                    Optional.ofNullable(previous.get(partition)).map(OffsetRange::of);
            LedgerCheck.Start start = ledger.start(name, last, txid);
            starts.put(name, start);
            if (!start.lines()) {
                ranges.put(name, emptyStart(name, txid));
                lines.put(name, readRange(name, ranges.get(name)));
            } else if (start.counted().isPresent()) {
                ranges.put(name, start.counted().get());
                lines.put(name, readRange(name, start.counted().get()));
            } else {
                from.put(name, start.offset().orElseGet(() -> firstOffset(name)));
            }
            usedBlacklist =
                    Math.max(usedBlacklist, last.map(OffsetRange::blacklist).orElse(0L));
        }
        long blacklist = currentBlacklist(Math.max(usedBlacklist, ledger.blacklist()));
        lines.putAll(reader.readNew(from));
        from.forEach((partition, first) -> ranges.put(
                partition,
                new OffsetRange(
                        first,
                        lines.get(partition).to(),
                        blacklist,
                        config.rules().id(),
                        txid,
                        starts.get(partition).first())));
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

    /**
     * Emits a batch's part of one partition again. If its metadata was lost by a crash between storing it and that of
     * another partition, the part is empty, unless the ledger has it, and its lines are in the next batch.
     */
    @Override
    public void reEmitPartitionBatch(
            TransactionAttempt attempt,
            TridentCollector collector,
            KafkaTridentSpoutTopicPartition partition,
            Map<String, Object> metadata) {
        ledger.beginAttempt(attempt);
        TopicPartition name = partition.getTopicPartition();
        long txid = attempt.getTransactionId();
        Optional<OffsetRange> stored = Optional.ofNullable(metadata).map(OffsetRange::of);
        OffsetRange range = retryUntilTimeout(
                attempt, () -> ledger.replayRange(name, stored, txid).orElseGet(() -> emptyStart(name, txid)));
        logReplay(attempt, range, name);
        emit(attempt, name, range, retryUntilTimeout(attempt, () -> readRange(name, range)), collector);
        if (txid == notEmitted) {
            notEmitted = NONE;
        }
    }

    private static void logReplay(TransactionAttempt attempt, OffsetRange range, TopicPartition partition) {
        if (attempt.getAttemptId() < MANY_ATTEMPTS) {
            LOG.info("Replaying batch {}: offsets {} of {}", attempt, range, partition);
        } else {
            LOG.warn(
                    "Replaying batch {}: offsets {} of {}. It has failed or exceeded counts.batch-timeout {} times; the"
                            + " warnings before this one, in the logs of all workers, say which step failed or took long.",
                    attempt,
                    range,
                    partition,
                    attempt.getAttemptId());
        }
    }

    private OffsetRange emptyStart(TopicPartition partition, long txid) {
        long first = firstOffset(partition);
        return new OffsetRange(
                first,
                first,
                currentBlacklist(ledger.blacklist()),
                config.rules().id(),
                txid,
                true);
    }

    private Lines readRange(TopicPartition partition, OffsetRange range) {
        return range.isEmpty() ? new Lines(List.of(), range.to()) : reader.readRange(partition, range);
    }

    /**
     * Retries while servers are unavailable. Trident would also replay the batch, but detects a failure in a spout only
     * by the batch timeout (TridentBoltExecutor acknowledges the tuple that triggered the emit).
     */
    private <T> T retryUntilTimeout(TransactionAttempt attempt, Supplier<T> work) {
        Stopwatch stopwatch = Stopwatch.started(ticker);
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

    private void pause() {
        try {
            ticker.sleep(RETRY_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("The worker is stopping", e);
        }
    }

    /** Emits at least one chunk, also for an empty range: the ledger has every partition in every batch. */
    private void emit(
            TransactionAttempt attempt,
            TopicPartition partition,
            OffsetRange range,
            Lines lines,
            TridentCollector collector) {
        if (range.txid() > attempt.getTransactionId()) {
            LOG.warn(
                    "Batch {} has been counted already, the ledger of {} has batch {}: passing it",
                    attempt,
                    partition,
                    range.txid());
            emit(ExactKafkaSpout.COUNTED_ALREADY, NO_LINES, 0, 0, new Chunk.Packer(0), collector);
            return;
        }
        long from = range.from();
        Chunk.Packer packer = new Chunk.Packer(from);
        for (ConsumerRecord<byte[], byte[]> record : lines.records()) {
            if (packer.lines() == config.chunkLines() || packer.bytes() >= CHUNK_BYTES) {
                emit(partition.toString(), range, from, record.offset(), packer, collector);
                from = record.offset();
                packer = new Chunk.Packer(from);
            }
            // A record without a value is an empty line, which is rejected and counted as such.
            packer.add(record.offset(), record.value() == null ? new byte[0] : record.value());
        }
        emit(partition.toString(), range, from, range.to(), packer, collector);
        ledger.emitted(partition, range);
    }

    private void emit(
            String partition, OffsetRange range, long from, long to, Chunk.Packer packer, TridentCollector collector) {
        collector.emit(new Values(
                partition,
                from,
                to,
                range.blacklist(),
                packer.pack(),
                topicId,
                range.from(),
                range.to(),
                range.first(),
                range.rules()));
    }

    @Override
    public void close() {
        ledger.close();
        reader.close();
    }
}

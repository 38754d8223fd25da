package io.coursepulse.spout;

import io.coursepulse.spout.RangeReader.Lines;
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
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits the batches of the partitions that one task has. */
final class RangeEmitter
        implements IPartitionedTridentSpout.Emitter<
                List<Map<String, Object>>, KafkaTridentSpoutTopicPartition, Map<String, Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(RangeEmitter.class);

    /** A chunk's bytes stay well below what a worker's message may be. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final ExactKafkaSpoutConfig config;
    private final RangeReader reader;
    private final StartCheck start;
    private final TopicPartitionSerializer serializer = new TopicPartitionSerializer();

    RangeEmitter(ExactKafkaSpoutConfig config) {
        this(config, new RangeReader(config));
    }

    RangeEmitter(ExactKafkaSpoutConfig config, RangeReader reader) {
        this.config = config;
        this.reader = reader;
        this.start = new StartCheck(config.account().open());
    }

    @Override
    public List<KafkaTridentSpoutTopicPartition> getOrderedPartitions(List<Map<String, Object>> partitions) {
        return partitions.stream()
                .map(serializer::fromMap)
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .map(KafkaTridentSpoutTopicPartition::new)
                .toList();
    }

    @Override
    public void refreshPartitions(List<KafkaTridentSpoutTopicPartition> partitions) {
        LOG.info("This task reads {}", partitions);
    }

    /**
     * Emits a batch that has no metadata yet. Every partition is given metadata, even one without new lines: if a task's
     * partitions all had none, the next attempt would be taken for a new batch and might take lines that this one did
     * not.
     */
    @Override
    public Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> emitBatchNew(
            TransactionAttempt attempt,
            TridentCollector collector,
            Set<KafkaTridentSpoutTopicPartition> partitions,
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> previous) {
        return sayingWhy(attempt, () -> emitNew(attempt, collector, partitions, previous));
    }

    private Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> emitNew(
            TransactionAttempt attempt,
            TridentCollector collector,
            Set<KafkaTridentSpoutTopicPartition> partitions,
            Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> previous) {
        long blacklist = config.blacklists().current();
        Map<TopicPartition, Long> from = new HashMap<>();
        for (KafkaTridentSpoutTopicPartition partition : partitions) {
            Optional<OffsetRange> last =
                    Optional.ofNullable(previous.get(partition)).map(OffsetRange::of);
            from.put(partition.getTopicPartition(), next(partition.getTopicPartition(), last, attempt));
        }
        Map<TopicPartition, Lines> lines = reader.readNew(from);
        Map<KafkaTridentSpoutTopicPartition, Map<String, Object>> ranges = new HashMap<>();
        for (KafkaTridentSpoutTopicPartition partition : partitions) {
            TopicPartition topicPartition = partition.getTopicPartition();
            Lines read = lines.get(topicPartition);
            OffsetRange range = new OffsetRange(from.get(topicPartition), read.to(), blacklist);
            emit(topicPartition, range, read.records(), collector);
            ranges.put(partition, range.toMap());
        }
        return ranges;
    }

    private long next(TopicPartition partition, Optional<OffsetRange> last, TransactionAttempt attempt) {
        long txid = attempt.getTransactionId();
        return last.isPresent()
                ? start.after(partition, last.get(), txid)
                : start.withoutMetadata(partition, txid).orElseGet(() -> reader.beginning(partition));
    }

    @Override
    public void reEmitPartitionBatch(
            TransactionAttempt attempt,
            TridentCollector collector,
            KafkaTridentSpoutTopicPartition partition,
            Map<String, Object> metadata) {
        TopicPartition topicPartition = partition.getTopicPartition();
        if (metadata == null) {
            // A crash came between the metadata of one partition and that of the next. So no attempt of this batch can
            // have committed; this partition sits it out and goes on with the next batch.
            LOG.info("Batch {} has no metadata for {}: it takes nothing from there", attempt, topicPartition);
            return;
        }
        OffsetRange range = OffsetRange.of(metadata);
        sayingWhy(attempt, () -> {
            start.again(topicPartition, range, attempt.getTransactionId());
            if (!range.isEmpty()) {
                LOG.info("Batch {} takes {} of {} again", attempt, range, topicPartition);
                emit(
                        topicPartition,
                        range,
                        reader.readAgain(topicPartition, range).records(),
                        collector);
            }
            return range;
        });
    }

    /** Trident tries the batch again when its timeout is over, and says nothing of it. */
    private static <T> T sayingWhy(TransactionAttempt attempt, Supplier<T> work) {
        try {
            return work.get();
        } catch (FailedException e) {
            LOG.warn("Batch {} could not be emitted and is tried again after its timeout: {}", attempt, e.getMessage());
            throw e;
        }
    }

    private void emit(
            TopicPartition partition,
            OffsetRange range,
            List<ConsumerRecord<byte[], byte[]>> records,
            TridentCollector collector) {
        long from = range.from();
        Chunk.Packer packer = new Chunk.Packer(from);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (packer.lines() == config.chunkLines() || packer.bytes() >= CHUNK_BYTES) {
                emit(partition, from, record.offset(), range.blacklist(), packer, collector);
                from = record.offset();
                packer = new Chunk.Packer(from);
            }
            // A record without a value is a line without bytes: it is refused as empty, and counted as refused.
            packer.add(record.offset(), record.value() == null ? new byte[0] : record.value());
        }
        if (from < range.to()) {
            emit(partition, from, range.to(), range.blacklist(), packer, collector);
        }
    }

    private static void emit(
            TopicPartition partition,
            long from,
            long to,
            long blacklist,
            Chunk.Packer packer,
            TridentCollector collector) {
        collector.emit(new Values(partition.toString(), from, to, blacklist, packer.pack()));
    }

    @Override
    public void close() {
        start.close();
        reader.close();
    }
}

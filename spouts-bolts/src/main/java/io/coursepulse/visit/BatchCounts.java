package io.coursepulse.visit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.spout.Chunk;
import io.coursepulse.spout.LineChunk;
import io.coursepulse.spout.OffsetRange;
import io.coursepulse.topic.RejectedLine;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the lines of a batch, chunk by chunk, before anything is made into a tuple: that is what makes the pipeline
 * fast. Used by one thread.
 */
public final class BatchCounts {

    private static final Dimension[] OF_SOME_VISITS = Dimension.ofSomeVisits().toArray(Dimension[]::new);

    /** What the batch has taken of one topic partition so far. */
    public static final class PartitionCounts {

        private final long topicId;
        private final OffsetRange range;
        private long to;
        private final CRC32C lineDigest = new CRC32C();
        private long visitDigest;
        private final Map<LocalDate, long[]> days = new HashMap<>();

        /** The day of the last counted line; lines come more or less in the order of time. */
        private LocalDate day;

        private long[] span;
        private final OutcomeCounts lines = new OutcomeCounts();
        private final long[] visits = new long[OF_SOME_VISITS.length];

        private PartitionCounts(LineChunk first) {
            this.topicId = first.topicId();
            this.range = first.batch();
            this.to = range.from();
        }

        /** Which topic of that name the partition belongs to. */
        public long topicId() {
            return topicId;
        }

        /** The offsets and the rules. */
        public OffsetRange range() {
            return range;
        }

        /** How many lines, by the names of their outcomes; they sum to the number of offsets. */
        public Map<String, Long> outcomes() {
            return lines.byColumn();
        }

        /** How many of the counted lines have a value in each dimension that counts only those. */
        public Map<Dimension, Long> visits() {
            Map<Dimension, Long> byDimension = new EnumMap<>(Dimension.class);
            for (int i = 0; i < visits.length; i++) {
                byDimension.put(OF_SOME_VISITS[i], visits[i]);
            }
            return byDimension;
        }

        /**
         * A digest of the lines in their order, of their outcomes, and of the keys they are counted under. It does not
         * depend on how the lines were divided into chunks.
         */
        public long digest() {
            return lineDigest.getValue() << 32 ^ visitDigest;
        }

        private void addLine(byte[] bytes, int start, int end, Outcome outcome) {
            lineDigest.update(bytes, start, end - start);
            lineDigest.update(outcome.ordinal());
        }

        /** The first and the last offset of a counted line of each day. */
        public Map<LocalDate, long[]> days() {
            return days;
        }

        private void addDay(LocalDate of, long offset) {
            if (!of.equals(day)) {
                day = of;
                span = days.computeIfAbsent(of, any -> new long[] {offset, offset});
            }
            span[0] = Math.min(span[0], offset);
            span[1] = Math.max(span[1], offset);
        }

        private void addVisit(Visit visit, long offset) {
            addDay(visit.minute().toLocalDate(), offset);
            visitDigest = 31 * visitDigest + visit.digest();
            for (int i = 0; i < visits.length; i++) {
                if (!visit.value(OF_SOME_VISITS[i]).equals(Visit.NOT_COUNTED)) {
                    visits[i]++;
                }
            }
        }
    }

    private final Map<String, PartitionCounts> partitions = new TreeMap<>();
    private boolean arrived;
    private boolean countedAlready;
    private final Consumer<Visit> visits;
    private final Consumer<RejectedLine> rejected;

    /**
     * Begins with an empty batch.
     *
     * @param visits takes every visit that counts
     * @param rejected takes every rejected line
     */
    public BatchCounts(Consumer<Visit> visits, Consumer<RejectedLine> rejected) {
        this.visits = visits;
        this.rejected = rejected;
    }

    /**
     * Adds a chunk, which follows on the last one of its partition.
     *
     * @throws MixedBatchException if it does not: two attempts of the batch, or two workers that emit the same attempt,
     *     are mixed
     */
    public void add(LineChunk chunk, LineClassifier classifier, Blacklist blacklist) {
        arrived = true;
        PartitionCounts counts = partitions.get(chunk.partition());
        if (counts == null) {
            counts = new PartitionCounts(chunk);
            partitions.put(chunk.partition(), counts);
        } else if (counts.to == counts.range.to()) {
            throw new MixedBatchException(chunk.partition() + " has more lines than the batch, which ends at offset "
                    + counts.to + ": a chunk begins at offset " + chunk.from());
        }
        if (!counts.range.equals(chunk.batch()) || counts.topicId != chunk.topicId()) {
            throw new MixedBatchException("Chunks of " + chunk.partition() + " belong to different batches: "
                    + counts.range.toMap() + " of topic " + counts.topicId + ", and "
                    + chunk.batch().toMap() + " of topic " + chunk.topicId());
        }
        if (counts.to != chunk.from()) {
            throw new MixedBatchException("A chunk of " + chunk.partition() + " begins at offset " + chunk.from()
                    + ", but the one before it ended at " + counts.to);
        }
        count(chunk, counts, classifier, blacklist);
    }

    private void count(LineChunk chunk, PartitionCounts counts, LineClassifier classifier, Blacklist blacklist) {
        TopicPartition partition = partition(chunk.partition());
        long[] lines = {0};
        Chunk.forEach(chunk.packed(), chunk.from(), (offset, bytes, start, end) -> {
            lines[0]++;
            Outcome outcome = classifier.classify(bytes, start, end, blacklist);
            counts.addLine(bytes, start, end, outcome);
            count(outcome, offset, counts, classifier);
            if (outcome == Outcome.REJECTED) {
                rejected.accept(new RejectedLine(
                        partition, offset, classifier.reason().label(), Arrays.copyOfRange(bytes, start, end)));
            }
        });
        counts.lines.add(Outcome.NO_LINE, chunk.to() - chunk.from() - lines[0]);
        counts.to = chunk.to();
    }

    /** {@code access-log-0}: the number stands behind the last hyphen. */
    private static TopicPartition partition(String name) {
        int hyphen = name.lastIndexOf('-');
        return new TopicPartition(name.substring(0, hyphen), Integer.parseInt(name.substring(hyphen + 1)));
    }

    private void count(Outcome outcome, long offset, PartitionCounts counts, LineClassifier classifier) {
        if (outcome == Outcome.REJECTED) {
            counts.lines.addRejected(classifier.reason());
            return;
        }
        counts.lines.add(outcome, 1);
        if (outcome == Outcome.COUNTED) {
            counts.addVisit(classifier.visit(), offset);
            visits.accept(classifier.visit());
        }
    }

    /** Notes that the spout task has no partitions, so that the batch has no chunks. */
    public void addTaskWithoutPartitions() {
        arrived = true;
    }

    /** Notes that the batch was counted completely before, whatever else of it arrives. */
    public void addCountedAlready() {
        arrived = true;
        countedAlready = true;
    }

    /** Whether the batch was counted completely before, and is to pass without effect. */
    public boolean countedAlready() {
        return countedAlready;
    }

    /**
     * Checks that the batch has ended.
     *
     * @throws MixedBatchException if chunks are missing
     */
    public void checkComplete() {
        if (!arrived) {
            throw new MixedBatchException("Nothing of the batch has arrived from the spout task that sends here,"
                    + " although Trident takes the batch for complete: another task has reported twice");
        }
        partitions.forEach((partition, counts) -> {
            if (counts.to != counts.range.to()) {
                throw new MixedBatchException(
                        "The last chunks of " + partition + " are missing: the batch ends at offset "
                                + counts.range.to() + ", its chunks at " + counts.to);
            }
        });
    }

    /** What was taken, by topic partition. */
    public Map<String, PartitionCounts> partitions() {
        return partitions;
    }
}

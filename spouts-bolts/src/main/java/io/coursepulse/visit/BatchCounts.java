package io.coursepulse.visit;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.spout.Chunk;
import io.coursepulse.spout.LineChunk;
import io.coursepulse.topic.RejectedLine;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
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
        private final long from;
        private final long blacklist;
        private long to;
        private final OutcomeCounts lines = new OutcomeCounts();
        private final long[] visits = new long[OF_SOME_VISITS.length];

        private PartitionCounts(LineChunk first, Blacklist blacklist) {
            this.topicId = first.topicId();
            this.from = first.from();
            this.to = first.from();
            this.blacklist = blacklist.version();
        }

        /** Which topic of that name the partition belongs to. */
        public long topicId() {
            return topicId;
        }

        /** The first offset. */
        public long from() {
            return from;
        }

        /** One past the last offset. */
        public long to() {
            return to;
        }

        /** The version of the blacklist that the lines were classified with. */
        public long blacklist() {
            return blacklist;
        }

        /** How many lines, by the names of their outcomes; they sum to {@code to - from}. */
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

        private void addVisit(Visit visit) {
            for (int i = 0; i < visits.length; i++) {
                if (!visit.value(OF_SOME_VISITS[i]).equals(Visit.NOT_COUNTED)) {
                    visits[i]++;
                }
            }
        }
    }

    private final Map<String, PartitionCounts> partitions = new TreeMap<>();
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

    /** Adds a chunk, which follows on the last one of its partition. */
    public void add(LineChunk chunk, LineClassifier classifier, Blacklist blacklist) {
        PartitionCounts counts =
                partitions.computeIfAbsent(chunk.partition(), name -> new PartitionCounts(chunk, blacklist));
        if (counts.blacklist != blacklist.version() || counts.topicId != chunk.topicId()) {
            throw new IllegalStateException("One batch of " + chunk.partition() + " was classified with two versions of"
                    + " the blacklist, " + counts.blacklist + " and " + blacklist.version() + ", or is of two topics, "
                    + counts.topicId + " and " + chunk.topicId());
        }
        if (counts.to != chunk.from()) {
            throw new IllegalStateException("A chunk of " + chunk.partition() + " begins at offset " + chunk.from()
                    + ", but the one before it ended at " + counts.to);
        }
        TopicPartition partition = partition(chunk.partition());
        long[] lines = {0};
        Chunk.forEach(chunk.packed(), chunk.from(), (offset, bytes, start, end) -> {
            lines[0]++;
            Outcome outcome = classifier.classify(bytes, start, end, blacklist);
            count(outcome, counts, classifier);
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

    private void count(Outcome outcome, PartitionCounts counts, LineClassifier classifier) {
        if (outcome == Outcome.REJECTED) {
            counts.lines.addRejected(classifier.reason());
            return;
        }
        counts.lines.add(outcome, 1);
        if (outcome == Outcome.COUNTED) {
            counts.addVisit(classifier.visit());
            visits.accept(classifier.visit());
        }
    }

    /** What was taken, by topic partition. */
    public Map<String, PartitionCounts> partitions() {
        return partitions;
    }
}

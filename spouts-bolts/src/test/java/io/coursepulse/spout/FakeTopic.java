package io.coursepulse.spout;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;

/** A topic's ends and the ledger of its lines, both under the test's control. */
final class FakeTopic implements TopicEnds {

    static final long ID = 1;

    private final LongSupplier lines;
    private long countedBatch = 1;
    private long beginning;
    private Optional<Long> counted = Optional.empty();
    private boolean allCounted = true;
    private boolean silent;
    private boolean unavailable;
    private boolean ledgerUnavailable;
    private int questions;
    private int ledgerReads;

    /** @param lines the end offset of each partition, all of which are counted until {@link #counted} says otherwise */
    FakeTopic(LongSupplier lines) {
        this.lines = lines;
    }

    void counted(Optional<Long> next) {
        counted = next;
        allCounted = false;
    }

    void countedBatch(long txid) {
        countedBatch = txid;
    }

    void beginning(long offset) {
        beginning = offset;
    }

    /** Kafka does not answer. */
    void silent(boolean now) {
        silent = now;
    }

    /** Kafka answers with an error. */
    void unavailable(boolean now) {
        unavailable = now;
    }

    void ledgerUnavailable(boolean now) {
        ledgerUnavailable = now;
    }

    int questions() {
        return questions;
    }

    int ledgerReads() {
        return ledgerReads;
    }

    @Override
    public Future<Map<TopicPartition, Long>> ends(int partitions) {
        questions++;
        if (silent) {
            return new CompletableFuture<>();
        }
        if (unavailable) {
            return CompletableFuture.failedFuture(new KafkaException("no leader"));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (int number = 0; number < partitions; number++) {
            ends.put(new TopicPartition("access-log", number), lines.getAsLong());
        }
        return CompletableFuture.completedFuture(ends);
    }

    @Override
    public long beginning(TopicPartition partition) {
        return beginning;
    }

    @Override
    public void close() {
        // Nothing to close.
    }

    LedgerReader ledger() {
        return new LedgerReader() {
            @Override
            public Map<String, Position> positions(Collection<String> partitions) {
                ledgerReads++;
                if (ledgerUnavailable) {
                    throw new FailedException("the store is down");
                }
                Map<String, Position> positions = new HashMap<>();
                (allCounted ? Optional.of(lines.getAsLong()) : counted)
                        .map(next -> new Position(next, countedBatch, 0, 0, 0, ID))
                        .ifPresent(position -> partitions.forEach(partition -> positions.put(partition, position)));
                return positions;
            }

            @Override
            public void close() {
                // Nothing to close.
            }
        };
    }
}

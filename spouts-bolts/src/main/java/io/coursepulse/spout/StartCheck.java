package io.coursepulse.spout;

import io.coursepulse.spout.Account.Position;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.ReportedFailedException;

/**
 * Compares the transaction state with the ledger before a partition's first batch in this process. Later batches need
 * no look: the ledger itself refuses one that does not follow on the last. Used by one thread.
 */
final class StartCheck implements AutoCloseable {

    private final Account account;
    private final Set<TopicPartition> checked = new HashSet<>();

    StartCheck(Account account) {
        this.account = account;
    }

    /**
     * Where a partition without any metadata begins. Trident has none before a partition's first batch, but also after
     * a batch that the partition had to sit out. Only the ledger can tell the one from the other; beginning anew in
     * the second case would count all lines again.
     *
     * @return the offset at which the ledger stands; empty if the ledger does not know the partition
     */
    OptionalLong withoutMetadata(TopicPartition partition, long txid) {
        Optional<Position> position = account.position(partition.toString());
        if (position.isEmpty()) {
            checked.add(partition);
            return OptionalLong.empty();
        }
        if (position.get().txid() >= txid) {
            throw disagreement(
                    partition, position.get(), "the transaction state is at batch " + txid + " and knows no offset");
        }
        checked.add(partition);
        return OptionalLong.of(position.get().nextOffset());
    }

    /** Where the batch after {@code last} begins. */
    long after(TopicPartition partition, OffsetRange last, long txid) {
        check(partition, last.to(), Long.MAX_VALUE, txid);
        return last.to();
    }

    /** Checks a range that is to be emitted again. */
    void again(TopicPartition partition, OffsetRange range, long txid) {
        check(partition, range.from(), range.to(), txid);
    }

    /**
     * The ledger may stand before {@code from}, while earlier batches are still under way, or at it. It stands at
     * {@code to} if an attempt of this batch has entered the ledger, but has not committed as a whole.
     */
    private void check(TopicPartition partition, long from, long to, long txid) {
        if (checked.contains(partition)) {
            return;
        }
        Optional<Position> position = account.position(partition.toString());
        if (position.isPresent()) {
            long next = position.get().nextOffset();
            long since = position.get().txid();
            boolean agrees = since < txid ? next <= from : since == txid && next == to;
            if (!agrees) {
                throw disagreement(partition, position.get(), "batch " + txid + " is to begin at offset " + from);
            }
        }
        checked.add(partition);
    }

    private static ReportedFailedException disagreement(TopicPartition partition, Position position, String state) {
        return new ReportedFailedException("The transaction state in ZooKeeper does not agree with the ledger. For "
                + partition + " the ledger stands at offset " + position.nextOffset() + " since batch "
                + position.txid() + ", but " + state + ". The state was lost or is old, the topic was created anew, or"
                + " another topology counts into the same tables. Nothing is counted, so that no count gets wrong.");
    }

    @Override
    public void close() {
        account.close();
    }
}

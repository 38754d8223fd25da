package io.coursepulse.counter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The account of every line. For each topic partition it holds the offset that the counts have reached and how many
 * lines had which outcome, written in the same batch as the counts. So at any moment, for each partition,
 * {@code next_offset - first_offset = sum of the outcomes}.
 *
 * <p>It takes a batch only if the batch starts where the last one ended. That is the second lock on exactness, behind
 * the transaction ids: lost transaction state, a re-created topic, or a second topology on the same tables shows here
 * before anything of that batch is counted. Used by one thread.
 */
public final class Ledger {

    /** The ledger's table; its row keys are topic partitions such as {@code access-log-0}. */
    public static final String TABLE = "line_ledger";
    /** The first offset that was ever counted of a partition. */
    public static final String FIRST_OFFSET = "first_offset";
    /** One past the last offset that was counted of a partition. */
    public static final String NEXT_OFFSET = "next_offset";

    private final CounterStore store;
    private final Collection<String> outcomes;

    /**
     * Keeps the ledger in {@code store}, which this does not close.
     *
     * @param outcomes the names of all outcomes there are
     */
    public Ledger(CounterStore store, Collection<String> outcomes) {
        this.store = store;
        this.outcomes = List.copyOf(new TreeSet<>(outcomes));
    }

    /**
     * Writes a batch into the ledger, or finds that an earlier attempt of it did.
     *
     * @param entries one entry per topic partition with lines in the batch
     * @throws StoreException.Unavailable if it is not known to be stored; write the batch again
     * @throws StoreException.Refused if the batch does not follow on what is stored; nothing of it was written
     */
    public void write(long txid, List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            if (!outcomes.containsAll(entry.outcomes().keySet())) {
                // Its stored value would not be read, and so be overwritten.
                throw new IllegalArgumentException("The ledger has no column for one of " + entry.outcomes());
            }
        }
        Map<CellKey, StampedValue> stored = store.read(cells(entries));
        Map<CellKey, StampedValue> changed = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            if (!isWritten(entry, txid, stored)) {
                post(entry, txid, stored, changed);
            }
        }
        if (!changed.isEmpty()) {
            store.write(changed);
        }
    }

    private List<CellKey> cells(List<LedgerEntry> entries) {
        List<CellKey> cells = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            cells.add(cell(entry, NEXT_OFFSET));
            for (String outcome : outcomes) {
                cells.add(cell(entry, outcome));
            }
        }
        return cells;
    }

    private static boolean isWritten(LedgerEntry entry, long txid, Map<CellKey, StampedValue> stored) {
        StampedValue next = stored.get(cell(entry, NEXT_OFFSET));
        if (next == null) {
            return false;
        }
        long expected = next.txid() == txid ? entry.to() : entry.from();
        if (next.txid() > txid || next.value() != expected) {
            throw new StoreException.Refused("Batch " + txid + " brings offsets " + entry.from() + " to " + entry.to()
                    + " of " + entry.partition() + ", but the ledger stands at offset " + next.value() + " since batch "
                    + next.txid() + ". The transaction state in ZooKeeper was lost or is old, the topic was created"
                    + " anew, or another topology counts into the same tables. Nothing of this batch was counted.");
        }
        return next.txid() == txid;
    }

    private static void post(
            LedgerEntry entry, long txid, Map<CellKey, StampedValue> stored, Map<CellKey, StampedValue> changed) {
        CellKey next = cell(entry, NEXT_OFFSET);
        if (!stored.containsKey(next)) {
            changed.put(cell(entry, FIRST_OFFSET), new StampedValue(entry.from(), txid));
        }
        changed.put(next, new StampedValue(entry.to(), txid));
        entry.outcomes().forEach((outcome, lines) -> {
            CellKey cell = cell(entry, outcome);
            StampedValue before = stored.get(cell);
            changed.put(cell, new StampedValue((before == null ? 0 : before.value()) + lines, txid));
        });
    }

    private static CellKey cell(LedgerEntry entry, String column) {
        return new CellKey(TABLE, entry.partition(), column);
    }
}

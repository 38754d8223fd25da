package io.coursepulse.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The account of every line. For each topic partition it holds the offset that the counts have reached and how many
 * lines had which outcome, written in the same batch as the counts. So at any moment, for each partition,
 * {@code next_offset - first_offset = sum of the outcomes}.
 *
 * <p>It takes a batch only if the batch starts where the last one ended, and compares and writes in one step. That is
 * the second lock on exactness, behind the transaction ids: lost transaction state, a re-created topic, or a second
 * topology on the same tables shows here before anything of that batch is counted. It also settles which lines a batch
 * has: when a worker that was believed dead and its successor both bring the same batch with different ends, the first
 * that writes wins, and every later attempt has to bring what the ledger holds ({@link LedgerRow#batchOffset}). Used by
 * one thread.
 */
public final class Ledger {

    /** The ledger's table; its row keys are topic partitions such as {@code access-log-0}. */
    public static final String TABLE = "line_ledger";
    /** The first offset that was ever counted of a partition. */
    public static final String FIRST_OFFSET = "first_offset";
    /** One past the last offset that was counted of a partition. */
    public static final String NEXT_OFFSET = "next_offset";
    /** The first offset of the last batch that had lines of a partition. */
    public static final String BATCH_OFFSET = "batch_offset";
    /** The version of the blacklist that the last batch was judged by. */
    public static final String BLACKLIST_VERSION = "blacklist_version";

    /** Before a version's number: the first offset that it has judged. Version 0 has none. */
    public static final String BLACKLIST_SINCE = "blacklist_since_";

    /** Tells the topic from another one of the same name: Kafka's id of it, folded. */
    public static final String TOPIC_ID = "topic_id";

    /** The columns that say where the counts stand: all but those of the outcomes, and of the blacklist's history. */
    public static final Set<String> POSITION_COLUMNS =
            Set.of(FIRST_OFFSET, NEXT_OFFSET, BATCH_OFFSET, BLACKLIST_VERSION, TOPIC_ID);

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
     * @throws StoreException.Refused if a partition's lines do not follow on what is stored; nothing of the batch may be
     *     counted
     */
    public void write(long txid, List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            if (!outcomes.containsAll(entry.outcomes().keySet())) {
                // Its stored value would not be read, and so be overwritten.
                throw new IllegalArgumentException("The ledger has no column for one of " + entry.outcomes());
            }
        }
        Map<CellKey, StampedValue> stored = store.read(cells(entries));
        List<LedgerEntry> unwritten = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            if (!isWritten(entry, txid, stored)) {
                unwritten.add(entry);
            }
        }
        for (LedgerEntry entry : unwritten) {
            writeEntry(entry, txid, stored);
        }
    }

    private List<CellKey> cells(List<LedgerEntry> entries) {
        List<CellKey> cells = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            cells.add(cell(entry, NEXT_OFFSET));
            cells.add(cell(entry, BATCH_OFFSET));
            cells.add(cell(entry, BLACKLIST_VERSION));
            cells.add(cell(entry, TOPIC_ID));
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
        if (!holds(stored, cell(entry, TOPIC_ID), entry.topicId())) {
            throw new StoreException.Refused("Batch " + txid + " brings offsets " + entry.from() + " to " + entry.to()
                    + " of " + entry.partition() + ", but of another topic than the one that the ledger has counted up"
                    + " to offset " + next.value() + ": it was deleted and created again. Nothing of this batch was"
                    + " counted.");
        }
        boolean follows = next.txid() < txid && next.value() == entry.from();
        boolean written = next.txid() == txid
                && next.value() == entry.to()
                && holds(stored, cell(entry, BATCH_OFFSET), entry.from())
                && holds(stored, cell(entry, BLACKLIST_VERSION), entry.blacklist());
        if (!follows && !written) {
            throw new StoreException.Refused("Batch " + txid + " brings offsets " + entry.from() + " to " + entry.to()
                    + " of " + entry.partition() + ", but the ledger stands at offset " + next.value() + " since batch "
                    + next.txid() + ". The transaction state in ZooKeeper was lost or is old, the topic was created"
                    + " anew, or another topology counts into the same tables. Nothing of this batch was counted.");
        }
        return written;
    }

    private static boolean holds(Map<CellKey, StampedValue> stored, CellKey cell, long value) {
        return stored.containsKey(cell) && stored.get(cell).value() == value;
    }

    private void writeEntry(LedgerEntry entry, long txid, Map<CellKey, StampedValue> stored) {
        CellKey next = cell(entry, NEXT_OFFSET);
        StampedValue before = stored.get(next);
        OptionalLong expected = before == null ? OptionalLong.empty() : OptionalLong.of(before.value());
        if (!store.writeIf(next, expected, row(entry, txid, stored))) {
            // Also when an earlier call was carried out after its time was up: the next attempt finds it there.
            throw new StoreException.Unavailable(
                    "Another attempt of batch " + txid + " was faster in the ledger of " + entry.partition()
                            + "; the batch is tried again, with the lines that the ledger holds",
                    null);
        }
    }

    private static Map<CellKey, StampedValue> row(LedgerEntry entry, long txid, Map<CellKey, StampedValue> stored) {
        Map<CellKey, StampedValue> row = new LinkedHashMap<>();
        if (!stored.containsKey(cell(entry, NEXT_OFFSET))) {
            row.put(cell(entry, FIRST_OFFSET), new StampedValue(entry.from(), txid));
            row.put(cell(entry, TOPIC_ID), new StampedValue(entry.topicId(), txid));
        }
        row.put(cell(entry, NEXT_OFFSET), new StampedValue(entry.to(), txid));
        row.put(cell(entry, BATCH_OFFSET), new StampedValue(entry.from(), txid));
        row.put(cell(entry, BLACKLIST_VERSION), new StampedValue(entry.blacklist(), txid));
        StampedValue previousVersion = stored.get(cell(entry, BLACKLIST_VERSION));
        if (entry.blacklist() != (previousVersion == null ? 0 : previousVersion.value())) {
            row.put(cell(entry, BLACKLIST_SINCE + entry.blacklist()), new StampedValue(entry.from(), txid));
        }
        entry.outcomes().forEach((outcome, lines) -> {
            CellKey cell = cell(entry, outcome);
            StampedValue before = stored.get(cell);
            row.put(cell, new StampedValue((before == null ? 0 : before.value()) + lines, txid));
        });
        return row;
    }

    private static CellKey cell(LedgerEntry entry, String column) {
        return new CellKey(TABLE, entry.partition(), column);
    }
}

package io.coursepulse.store;

import io.coursepulse.dimension.Dimension;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Accounts for every line. For each topic partition it holds the next offset to count and the number of lines by
 * outcome, written in the same batch as the counts. So at any time, for each partition, {@code next_offset -
 * first_offset = sum of the outcomes}. For dimensions that count only some visits it holds how many those are, so that
 * the sum of every table is known.
 *
 * <p>It accepts a batch only if the batch starts where the last one ended, by an atomic compare-and-set. This is the
 * second safeguard of exactly-once counting, after the transaction IDs: lost transaction state, a re-created topic or a
 * second topology on the same tables is detected before anything of that batch is counted. It also decides which lines
 * a batch has: when a zombie worker and its successor both write the same batch with different ends, the first write
 * wins, and every later attempt must have the offsets recorded in the ledger ({@link LedgerRow#batchOffset}). Not
 * thread-safe.
 */
public final class Ledger {

    /** The ledger's table; its row keys are topic partitions such as {@code access-log-0}. */
    public static final String TABLE = "line_ledger";
    /** The first offset of a partition that was ever counted. */
    public static final String FIRST_OFFSET = "first_offset";
    /** The first offset of a partition that has not been counted. */
    public static final String NEXT_OFFSET = "next_offset";
    /**
     * The last batch, as a value: a batch writes the row only if this has not changed. The next offset does not change with a
     * batch without lines. Absent in rows of earlier versions.
     */
    public static final String BATCH = "batch";

    /** The first offset of the last batch. */
    public static final String BATCH_OFFSET = "batch_offset";
    /** The blacklist version of the last batch. */
    public static final String BLACKLIST_VERSION = "blacklist_version";

    /**
     * Prefix of the columns with the first offset of each blacklist version, followed by its number: {@code
     * blacklist_since_57}. A version that comes back has another column for each time, with the offset appended: {@code
     * blacklist_since_57_1200}. Version 0 has none before another version was used.
     */
    public static final String BLACKLIST_SINCE = "blacklist_since_";

    /** The identity of the rules that the last batch was classified by, apart from the blacklist. */
    public static final String RULES = "rules";

    /**
     * Prefix of the columns with the first offset of each identity of the rules, followed by it; as for {@link
     * #BLACKLIST_SINCE}.
     */
    public static final String RULES_SINCE = "rules_since_";

    /** A digest of the last batch's lines and of what became of them. */
    public static final String BATCH_DIGEST = "batch_digest";

    /** The first offset from which on {@link CountedDays} are noted; absent in rows of earlier versions. */
    public static final String DAYS_SINCE = "days_since";

    /** Kafka's topic ID, folded to a long: distinguishes a re-created topic from the former one. */
    public static final String TOPIC_ID = "topic_id";

    /**
     * Prefix of the columns with the number of counted lines that have a value in a dimension which counts only those:
     * {@code with_engine}. A row that was begun before there was such a number never gets it: it could not include the
     * lines before.
     */
    public static final String VISITS_WITH = "with_";

    /** The columns of a partition's position. The others are outcomes, or have one of the prefixes. */
    public static final Set<String> POSITION_COLUMNS = Set.of(
            FIRST_OFFSET,
            NEXT_OFFSET,
            BATCH,
            BATCH_OFFSET,
            BLACKLIST_VERSION,
            RULES,
            BATCH_DIGEST,
            DAYS_SINCE,
            TOPIC_ID);

    private final CounterStore store;
    private final CountedDays days;
    private final InstantSource clock;
    private final Collection<String> outcomes;

    /**
     * A ledger in {@code store}, which is not closed by this class.
     *
     * @param outcomes the names of all outcomes
     */
    public Ledger(CounterStore store, Collection<String> outcomes) {
        this(store, outcomes, InstantSource.system());
    }

    Ledger(CounterStore store, Collection<String> outcomes, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.days = new CountedDays(store);
        this.outcomes = List.copyOf(new TreeSet<>(outcomes));
        for (String outcome : this.outcomes) {
            if (POSITION_COLUMNS.contains(outcome)
                    || outcome.startsWith(BLACKLIST_SINCE)
                    || outcome.startsWith(RULES_SINCE)
                    || outcome.startsWith(VISITS_WITH)) {
                throw new IllegalArgumentException(
                        "An outcome cannot be named " + outcome + ": the ledger has another use for that column");
            }
        }
    }

    /** The column of a dimension that counts only some visits: {@code with_keyword}. */
    public static String visitsColumn(Dimension dimension) {
        return VISITS_WITH + dimension.key();
    }

    /**
     * Writes a batch to the ledger, unless an earlier attempt of it has done so.
     *
     * @param entries one entry per topic partition, also if the batch has no lines of it
     * @throws StoreException.Unavailable if the batch is not known to be stored, or counting is paused; write it again
     * @throws StoreException.Refused if a partition's lines do not start at the ledger's next offset, or if the batch
     *     before is not in all counters; nothing of the batch may be counted
     */
    public void write(long txid, List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            if (!outcomes.containsAll(entry.outcomes().keySet())) {
                // Its stored value would not be read and would then be overwritten.
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
        if (!unwritten.isEmpty()) {
            boolean hasLines = unwritten.stream().anyMatch(entry -> entry.from() < entry.to());
            CountingPause.check(store, clock.instant());
            boolean follows = unwritten.stream().anyMatch(entry -> stored.containsKey(cell(entry, BATCH)));
            CounterShards.checkComplete(store, txid, hasLines, follows);
            days.extend(txid, unwritten);
        }
        for (LedgerEntry entry : unwritten) {
            writeEntry(entry, txid, stored);
        }
    }

    private List<CellKey> cells(List<LedgerEntry> entries) {
        List<CellKey> cells = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            cells.add(cell(entry, NEXT_OFFSET));
            cells.add(cell(entry, BATCH));
            cells.add(cell(entry, BATCH_OFFSET));
            cells.add(cell(entry, BLACKLIST_VERSION));
            cells.add(cell(entry, TOPIC_ID));
            cells.add(cell(entry, BLACKLIST_SINCE + entry.blacklist()));
            cells.add(cell(entry, RULES));
            cells.add(cell(entry, RULES_SINCE + entry.rules()));
            cells.add(cell(entry, BATCH_DIGEST));
            cells.add(cell(entry, DAYS_SINCE));
            for (String outcome : outcomes) {
                cells.add(cell(entry, outcome));
            }
            for (Dimension dimension : Dimension.ofSomeVisits()) {
                cells.add(cell(entry, visitsColumn(dimension)));
            }
        }
        return cells;
    }

    private static boolean isWritten(LedgerEntry entry, long txid, Map<CellKey, StampedValue> stored) {
        StampedValue next = stored.get(cell(entry, NEXT_OFFSET));
        if (next == null) {
            if (!entry.first()) {
                throw new StoreException.Refused("Batch " + txid + " contains offsets " + entry.from() + " to "
                        + entry.to() + " of " + entry.partition() + ", which should follow on an earlier batch, but the"
                        + " ledger has no entry for this partition. The store has lost data, or is not the one that was"
                        + " used. Nothing of this batch was counted.");
            }
            return false;
        }
        if (!holds(stored, cell(entry, TOPIC_ID), entry.topicId())) {
            throw new StoreException.Refused("Batch " + txid + " contains offsets " + entry.from() + " to " + entry.to()
                    + " of " + entry.partition()
                    + ", but from another topic than the one that the ledger has counted up to offset " + next.value()
                    + ": the topic was deleted and re-created. Nothing of this batch was counted.");
        }
        boolean follows = next.txid() < txid && next.value() == entry.from();
        boolean written = next.txid() == txid
                && next.value() == entry.to()
                && holds(stored, cell(entry, BATCH_OFFSET), entry.from())
                && holds(stored, cell(entry, BLACKLIST_VERSION), entry.blacklist());
        if (!follows && !written) {
            throw new StoreException.Refused(
                    "Batch " + txid + " contains offsets " + entry.from() + " to " + entry.to() + " of "
                            + entry.partition() + ", but the ledger is at offset " + next.value() + " (batch "
                            + next.txid()
                            + "). The transaction state in ZooKeeper was lost or is outdated, the topic was"
                            + " re-created, or another topology uses the same tables. Nothing of this batch was"
                            + " counted.");
        }
        if (written) {
            checkSameBatch(entry, txid, stored);
        }
        return written;
    }

    /** Rows of earlier versions have neither. */
    private static void checkSameBatch(LedgerEntry entry, long txid, Map<CellKey, StampedValue> stored) {
        if (differs(stored, cell(entry, RULES), txid, entry.rules())) {
            throw new StoreException.Refused("Batch " + txid + " of " + entry.partition() + " was counted under rules "
                    + stored.get(cell(entry, RULES)).value() + " and cannot be replayed under rules " + entry.rules()
                    + ". Kill the topology and submit it with the former configuration until that batch has been"
                    + " counted.");
        }
        if (differs(stored, cell(entry, BATCH_DIGEST), txid, entry.digest())) {
            throw new StoreException.Refused("Batch " + txid + " has other lines at offsets " + entry.from() + " to "
                    + entry.to() + " of " + entry.partition()
                    + " than when it was first counted, or judges them otherwise."
                    + " Kafka has lost and replaced acknowledged lines (an unclean leader election), or a data file was"
                    + " changed. A part of the former lines may be in the counters, so the batch is not counted again."
                    + " Restore the topic.");
        }
    }

    private static boolean differs(Map<CellKey, StampedValue> stored, CellKey cell, long txid, long value) {
        StampedValue found = stored.get(cell);
        return found != null && found.txid() == txid && found.value() != value;
    }

    private static boolean holds(Map<CellKey, StampedValue> stored, CellKey cell, long value) {
        return stored.containsKey(cell) && stored.get(cell).value() == value;
    }

    private void writeEntry(LedgerEntry entry, long txid, Map<CellKey, StampedValue> stored) {
        CellKey batch = cell(entry, BATCH);
        StampedValue before = stored.get(batch);
        OptionalLong expected = before == null ? OptionalLong.empty() : OptionalLong.of(before.value());
        if (!store.writeIf(batch, expected, row(entry, txid, stored))) {
            // Also if an earlier call succeeded after its timeout: the next attempt finds its values.
            throw new StoreException.Unavailable(
                    "A concurrent attempt of batch " + txid + " updated the ledger of " + entry.partition()
                            + " first; the batch is retried with the offsets recorded there",
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
        row.put(cell(entry, BATCH), new StampedValue(txid, txid));
        row.put(cell(entry, BATCH_OFFSET), new StampedValue(entry.from(), txid));
        row.put(cell(entry, BLACKLIST_VERSION), new StampedValue(entry.blacklist(), txid));
        if (!stored.containsKey(cell(entry, DAYS_SINCE))) {
            row.put(cell(entry, DAYS_SINCE), new StampedValue(entry.from(), txid));
        }
        row.put(cell(entry, RULES), new StampedValue(entry.rules(), txid));
        row.put(cell(entry, BATCH_DIGEST), new StampedValue(entry.digest(), txid));
        putChange(row, entry, txid, stored, BLACKLIST_VERSION, BLACKLIST_SINCE, entry.blacklist());
        putChange(row, entry, txid, stored, RULES, RULES_SINCE, entry.rules());
        for (Dimension dimension : Dimension.ofSomeVisits()) {
            CellKey cell = cell(entry, visitsColumn(dimension));
            StampedValue before = stored.get(cell);
            if (before != null || !stored.containsKey(cell(entry, NEXT_OFFSET))) {
                long visits = entry.visits().getOrDefault(dimension, 0L);
                row.put(cell, new StampedValue((before == null ? 0 : before.value()) + visits, txid));
            }
        }
        entry.outcomes().forEach((outcome, lines) -> {
            CellKey cell = cell(entry, outcome);
            StampedValue before = stored.get(cell);
            row.put(cell, new StampedValue((before == null ? 0 : before.value()) + lines, txid));
        });
        return row;
    }

    /** Notes the offset from which on a version is used, if another one was used before. */
    private static void putChange(
            Map<CellKey, StampedValue> row,
            LedgerEntry entry,
            long txid,
            Map<CellKey, StampedValue> stored,
            String column,
            String sincePrefix,
            long version) {
        StampedValue previous = stored.get(cell(entry, column));
        if (version != (previous == null ? 0 : previous.value())) {
            CellKey since = cell(entry, sincePrefix + version);
            boolean again = stored.containsKey(since);
            row.put(
                    again ? cell(entry, since.column() + "_" + entry.from()) : since,
                    new StampedValue(entry.from(), txid));
        }
    }

    private static CellKey cell(LedgerEntry entry, String column) {
        return new CellKey(TABLE, entry.partition(), column);
    }
}

package io.coursepulse.trident;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseStateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Writes a batch into the ledger, and only then lets its clicks through to the counters: what the ledger refuses is not
 * counted. On a replay the ledger finds its entries there and lets the clicks through again, for the counters know
 * themselves which of them they have.
 */
public final class LedgerUpdater extends BaseStateUpdater<LedgerState> {

    private static final long serialVersionUID = 1L;

    /** In: the batch's entries, a {@code List<LedgerEntry>}. */
    public static final String ENTRIES = "entries";
    /** In: the batch's clicks, a {@code Map<CellKey, Long>}. */
    public static final String ADDITIONS = "additions";
    /** Out: a counter's table. A String. */
    public static final String TABLE = "table";
    /** Out: a counter's row key. A String. */
    public static final String ROW = "row";
    /** Out: the clicks to add to the counter. A Long. */
    public static final String CLICKS = "clicks";

    /** What it takes. */
    public static final Fields IN = new Fields(ENTRIES, ADDITIONS);
    /** What it lets through. */
    public static final Fields OUT = new Fields(TABLE, ROW, CLICKS);

    @Override
    @SuppressWarnings("unchecked")
    public void updateState(LedgerState ledger, List<TridentTuple> tuples, TridentCollector collector) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (TridentTuple tuple : tuples) {
            entries.addAll((List<LedgerEntry>) tuple.getValueByField(ENTRIES));
        }
        if (entries.isEmpty()) {
            return;
        }
        ledger.write(entries);
        for (TridentTuple tuple : tuples) {
            Map<CellKey, Long> additions = (Map<CellKey, Long>) tuple.getValueByField(ADDITIONS);
            additions.forEach((cell, clicks) -> collector.emit(new Values(cell.table(), cell.row(), clicks)));
        }
    }
}

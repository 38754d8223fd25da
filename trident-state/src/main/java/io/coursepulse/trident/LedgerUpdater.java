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
 * Writes a batch to the ledger and only then emits its clicks for the counters: a batch that the ledger refuses is not
 * counted. On a replay the entries are already in the ledger and the clicks are emitted again; the counters skip those
 * that they have already added.
 */
public final class LedgerUpdater extends BaseStateUpdater<LedgerState> {

    private static final long serialVersionUID = 1L;

    /** Input: the batch's entries, a {@code List<LedgerEntry>}. */
    public static final String ENTRIES = "entries";
    /** Input: the batch's clicks, a {@code Map<CellKey, Long>}. */
    public static final String ADDITIONS = "additions";
    /** Output: a counter's table. A String. */
    public static final String TABLE = "table";
    /** Output: a counter's row key. A String. */
    public static final String ROW = "row";
    /** Output: the clicks to add to the counter. A Long. */
    public static final String CLICKS = "clicks";

    /** The input fields. */
    public static final Fields IN = new Fields(ENTRIES, ADDITIONS);
    /** The output fields. */
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

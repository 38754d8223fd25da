package io.coursepulse.trident;

import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseStateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Writes a batch to the ledger and only then sends its clicks to the counters: a batch that the ledger refuses is not
 * counted. Every counter task is sent a message in every batch, see {@link CounterAdditions}. On a replay the entries are
 * already in the ledger and the messages are sent again; the counters skip what they have already added.
 */
public final class LedgerUpdater extends BaseStateUpdater<LedgerState> {

    private static final long serialVersionUID = 1L;

    /** Input: whether the batch was counted completely before, so that it passes without effect. A Boolean. */
    public static final String COUNTED_ALREADY = "counted-already";
    /** Input: the batch's entries, a {@code List<LedgerEntry>}. */
    public static final String ENTRIES = "entries";
    /** Input: the batch's clicks by shard, a {@code Map<Integer, Map<CellKey, Long>>}. */
    public static final String ADDITIONS = "additions";
    /** Output: the counter task that a message is for, from 0 on. An Integer. */
    public static final String TASK = "task";
    /** Output: packed {@link CounterAdditions}. A byte[]. */
    public static final String MESSAGE = "message";

    /** The input fields. */
    public static final Fields IN = new Fields(COUNTED_ALREADY, ENTRIES, ADDITIONS);
    /** The output fields. */
    public static final Fields OUT = new Fields(TASK, MESSAGE);

    private final int counterTasks;

    /** Sends to {@code counterTasks} tasks. */
    public LedgerUpdater(int counterTasks) {
        this.counterTasks = counterTasks;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void updateState(LedgerState ledger, List<TridentTuple> tuples, TridentCollector collector) {
        List<LedgerEntry> entries = new ArrayList<>();
        List<Map<Integer, Map<CellKey, Long>>> byTask = new ArrayList<>();
        for (int task = 0; task < counterTasks; task++) {
            byTask.add(new HashMap<>());
        }
        boolean countedAlready = false;
        for (TridentTuple tuple : tuples) {
            countedAlready |= tuple.getBooleanByField(COUNTED_ALREADY);
            entries.addAll((List<LedgerEntry>) tuple.getValueByField(ENTRIES));
            ((Map<Integer, Map<CellKey, Long>>) tuple.getValueByField(ADDITIONS))
                    .forEach((shard, clicks) ->
                            byTask.get(CounterShards.task(shard, counterTasks)).put(shard, clicks));
        }
        if (!countedAlready) {
            ledger.write(entries);
        }
        long digest = entries.stream().mapToLong(LedgerEntry::offsetsDigest).sum();
        for (int task = 0; task < counterTasks; task++) {
            for (byte[] message : new CounterAdditions(countedAlready, digest, byTask.get(task))
                    .pack(ledger.task(), ledger.tasks())) {
                collector.emit(new Values(task, message));
            }
        }
    }
}

package io.coursepulse.trident;

import java.util.List;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseStateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds what the ledger tasks have sent to the counters of one task. Emits the counters' new values. */
public final class CounterUpdater extends BaseStateUpdater<CounterState> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CounterUpdater.class);

    /** Output: a counter's table. A String. */
    public static final String TABLE = "table";
    /** Output: a counter's row key. A String. */
    public static final String ROW = "row";
    /** Output: the counter's value after the batch. A Long. */
    public static final String COUNT = "count";

    /** The input fields. */
    public static final Fields IN = new Fields(LedgerUpdater.MESSAGE);
    /** The output fields. */
    public static final Fields OUT = new Fields(TABLE, ROW, COUNT);

    @Override
    public void updateState(CounterState counters, List<TridentTuple> tuples, TridentCollector collector) {
        CounterAdditions batch = merge(tuples);
        counters.add(batch).forEach((cell, count) -> collector.emit(new Values(cell.table(), cell.row(), count)));
    }

    private static CounterAdditions merge(List<TridentTuple> tuples) {
        try {
            return CounterAdditions.merge(tuples.stream()
                    .map(tuple -> tuple.getBinaryByField(LedgerUpdater.MESSAGE))
                    .toList());
        } catch (FailedException e) {
            // Trident does not log failures.
            LOG.warn("The batch is incomplete and will be replayed: {}", e.getMessage());
            throw e;
        }
    }
}

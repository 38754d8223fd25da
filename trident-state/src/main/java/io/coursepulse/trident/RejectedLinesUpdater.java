package io.coursepulse.trident;

import io.coursepulse.topic.RejectedLine;
import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseStateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;

/** Writes a batch's rejected lines to their topic. Emits nothing. */
public final class RejectedLinesUpdater extends BaseStateUpdater<RejectedLinesState> {

    private static final long serialVersionUID = 1L;

    /** Input: the batch's rejected lines, a {@code List<RejectedLine>}. */
    public static final String REJECTED = "rejected";

    /** The input fields. */
    public static final Fields IN = new Fields(REJECTED);

    @Override
    @SuppressWarnings("unchecked")
    public void updateState(RejectedLinesState topic, List<TridentTuple> tuples, TridentCollector collector) {
        for (TridentTuple tuple : tuples) {
            List<RejectedLine> lines = (List<RejectedLine>) tuple.getValueByField(REJECTED);
            if (!lines.isEmpty()) {
                topic.write(lines);
            }
        }
    }
}

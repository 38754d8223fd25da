package io.coursepulse.simulation;

import io.coursepulse.trident.LedgerState;
import io.coursepulse.trident.LedgerUpdater;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/**
 * A {@link LedgerUpdater} whose messages do not say who sent them and how many senders there are: a counter task cannot
 * notice that one is missing, or there twice. Used by one thread.
 */
final class AnonymousMessages implements StateUpdater<LedgerState> {

    private static final long serialVersionUID = 1L;

    private final transient LedgerUpdater updater;
    private final transient IntSupplier numbers;

    /** @param numbers gives another number each time */
    AnonymousMessages(LedgerUpdater updater, IntSupplier numbers) {
        this.updater = updater;
        this.numbers = numbers;
    }

    @Override
    public void updateState(LedgerState ledger, List<TridentTuple> tuples, TridentCollector collector) {
        updater.updateState(ledger, tuples, new TridentCollector() {
            @Override
            public void emit(List<Object> values) {
                byte[] message = ((byte[]) values.get(1)).clone();
                // The first two numbers: the sender, here another one each time, and the number of senders.
                ByteBuffer.wrap(message).putInt(numbers.getAsInt()).putInt(0);
                collector.emit(new Values(values.get(0), message));
            }

            @Override
            public void flush() {
                collector.flush();
            }

            @Override
            public void reportError(Throwable error) {
                collector.reportError(error);
            }
        });
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        updater.prepare(conf, context);
    }

    @Override
    public void cleanup() {
        updater.cleanup();
    }
}

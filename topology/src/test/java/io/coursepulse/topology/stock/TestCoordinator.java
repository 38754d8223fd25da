package io.coursepulse.topology.stock;

import io.coursepulse.spout.SingleTaskContext;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.MasterBatchCoordinator;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.WindowedTimeThrottler;

/** Storm's own batch coordinator, with a throttle that the test controls. Not thread-safe. */
final class TestCoordinator implements AutoCloseable {

    private static final Object PARTITIONS = Spouts.partitions(new TopicPartition("access-log", 0));

    private record EmittedAttempt(String stream, TransactionAttempt attempt) {}

    private final MasterBatchCoordinator master;
    private final Queue<EmittedAttempt> emitted = new ArrayDeque<>();
    private final List<TransactionAttempt> started = new ArrayList<>();
    private final List<Long> outOfOrder = new ArrayList<>();
    private final ScriptedThrottle throttle;

    /**
     * Opens the coordinator with a spout that is always ready, as Storm's Kafka spouts are.
     *
     * @param closed for how many checks the throttle is closed after each start; afterwards it is always open
     */
    TestCoordinator(Map<String, Object> settings, int... closed) throws ReflectiveOperationException {
        this(settings, txid -> true, closed);
    }

    /**
     * Opens the coordinator.
     *
     * @param ready whether the spout is ready for a batch
     * @param closed for how many checks the throttle is closed after each start; afterwards it is always open
     */
    TestCoordinator(Map<String, Object> settings, LongPredicate ready, int... closed)
            throws ReflectiveOperationException {
        master = new MasterBatchCoordinator(List.of(Spouts.TRANSACTION_ID), List.of(new ScriptedSpout(ready)));
        master.open(settings, SingleTaskContext.context(), new SpoutOutputCollector(new Collector()));
        throttle = new ScriptedThrottle(closed);
        // It uses the system clock, so there is no other way to open it at a certain point.
        Field field = MasterBatchCoordinator.class.getDeclaredField("throttler");
        field.setAccessible(true);
        field.set(master, throttle);
    }

    /** Lets it check once whether batches may start. */
    void startBatches() {
        master.nextTuple();
    }

    boolean hasScriptLeft() {
        return throttle.starts < throttle.closed.length;
    }

    /** The batches in the order in which they were started, with repetitions. */
    List<Long> started() {
        return started.stream().map(TransactionAttempt::getTransactionId).toList();
    }

    /** The attempts in the order in which they were started. */
    List<TransactionAttempt> startedAttempts() {
        return started;
    }

    /** Lets the worker process everything emitted so far and what follows from it, without starting a batch. */
    void processEmitted(TestWorker worker) {
        master.deactivate();
        while (!emitted.isEmpty()) {
            EmittedAttempt next = emitted.remove();
            switch (next.stream()) {
                case MasterBatchCoordinator.BATCH_STREAM_ID -> worker.emit(next.attempt(), PARTITIONS);
                case MasterBatchCoordinator.COMMIT_STREAM_ID -> worker.commit(next.attempt());
                default -> worker.success(next.attempt());
            }
            acknowledge(next);
        }
        master.activate();
    }

    /** Acknowledges everything emitted so far and what follows from it, without starting a batch. */
    void acknowledgeAll() {
        master.deactivate();
        while (!emitted.isEmpty()) {
            acknowledge(emitted.remove());
        }
        master.activate();
    }

    /** The number of batches that were started and have neither been committed nor failed. */
    int uncommitted() {
        return active().size();
    }

    /** The batches that were started when an earlier one was neither active nor committed. */
    List<Long> startedBeforeAnEarlierOne() {
        return outOfOrder;
    }

    private Map<?, ?> active() {
        return (Map<?, ?>) read("activeTx");
    }

    private Object read(String name) {
        try {
            Field field = MasterBatchCoordinator.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(master);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void checkOrder(long started) {
        for (long earlier = (Long) read("currTransaction"); earlier < started; earlier++) {
            if (!active().containsKey(earlier)) {
                outOfOrder.add(started);
            }
        }
    }

    /** Acknowledges the oldest tuple in flight, if any, and starts batches if the coordinator wants to. */
    void acknowledgeOne() {
        EmittedAttempt next = emitted.poll();
        if (next != null) {
            acknowledge(next);
        }
    }

    /** Fails the oldest tuple in flight, if any, and starts batches if the coordinator wants to. */
    void failOne() {
        EmittedAttempt next = emitted.poll();
        if (next != null && !next.stream().equals(MasterBatchCoordinator.SUCCESS_STREAM_ID)) {
            master.fail(next.attempt());
        }
    }

    private void acknowledge(EmittedAttempt next) {
        if (!next.stream().equals(MasterBatchCoordinator.SUCCESS_STREAM_ID)) {
            master.ack(next.attempt());
        }
    }

    @Override
    public void close() {
        master.close();
    }

    /** Like Storm's, it closes only by a start, and opens by itself. */
    private static final class ScriptedThrottle extends WindowedTimeThrottler {

        private final int[] closed;
        private int starts;
        private int checksUntilOpen;

        ScriptedThrottle(int... closed) {
            super(1, 1);
            this.closed = closed;
        }

        @Override
        public void markEvent() {
            checksUntilOpen = starts < closed.length ? closed[starts] : 0;
            starts++;
        }

        @Override
        public boolean isThrottled() {
            return checksUntilOpen > 0 && checksUntilOpen-- > 0;
        }
    }

    private final class Collector implements ISpoutOutputCollector {

        @Override
        public List<Integer> emit(String stream, List<Object> tuple, Object messageId) {
            TransactionAttempt attempt = (TransactionAttempt) tuple.get(0);
            if (stream.equals(MasterBatchCoordinator.BATCH_STREAM_ID)) {
                started.add(attempt);
                checkOrder(attempt.getTransactionId());
            }
            emitted.add(new EmittedAttempt(stream, attempt));
            return List.of();
        }

        @Override
        public void emitDirect(int task, String stream, List<Object> tuple, Object messageId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getPendingCount() {
            return 0;
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void reportError(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** A spout with a configurable readiness. */
    private record ScriptedSpout(LongPredicate ready) implements ITridentSpout<Object> {

        @Override
        public BatchCoordinator<Object> getCoordinator(String id, Map<String, Object> conf, TopologyContext context) {
            return new BatchCoordinator<>() {
                @Override
                public Object initializeTransaction(long txid, Object previous, Object current) {
                    return PARTITIONS;
                }

                @Override
                public void success(long txid) {
                    // Stateless.
                }

                @Override
                public boolean isReady(long txid) {
                    return ready.test(txid);
                }

                @Override
                public void close() {
                    // Nothing to close.
                }
            };
        }

        @Override
        public Emitter<Object> getEmitter(String id, Map<String, Object> conf, TopologyContext context) {
            throw new UnsupportedOperationException("the test's worker emits");
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return Map.of();
        }

        @Override
        public Fields getOutputFields() {
            return new Fields();
        }
    }
}

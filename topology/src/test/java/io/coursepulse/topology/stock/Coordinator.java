package io.coursepulse.topology.stock;

import io.coursepulse.spout.SingleTaskContext;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.MasterBatchCoordinator;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.WindowedTimeThrottler;

/** Storm's own coordinator of batches, with a throttle that the test opens and closes. Used by one thread. */
final class Coordinator implements AutoCloseable {

    private static final Object PARTITIONS = Spouts.partitions(new TopicPartition("access-log", 0));

    private record EmittedAttempt(String stream, TransactionAttempt attempt) {}

    private final MasterBatchCoordinator master =
            new MasterBatchCoordinator(List.of(Spouts.TRANSACTION_ID), List.of(new ReadySpout()));
    private final Queue<EmittedAttempt> emitted = new ArrayDeque<>();
    private final List<Long> started = new ArrayList<>();
    private final ScriptedThrottle throttle;

    /**
     * Opens it.
     *
     * @param open whether the throttle is open, for each look at it; after these it is
     */
    Coordinator(Map<String, Object> settings, boolean... open) throws ReflectiveOperationException {
        master.open(settings, SingleTaskContext.context(), new SpoutOutputCollector(new Collector()));
        throttle = new ScriptedThrottle(open);
        // It measures time by the system's clock, so there is no other way to have it open at a certain moment.
        Field field = MasterBatchCoordinator.class.getDeclaredField("throttler");
        field.setAccessible(true);
        field.set(master, throttle);
    }

    /** Has it look once whether batches may start. */
    void startBatches() {
        master.nextTuple();
    }

    boolean hasThrottleChecksLeft() {
        return throttle.checks < throttle.open.length;
    }

    /** The batches in the order in which they started, each as often as it did. */
    List<Long> started() {
        return started;
    }

    /** Has the worker do what the coordinator has emitted so far, and what it emits for that, but start no batch. */
    void processEmitted(Worker worker) {
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

    /** Has everything that was emitted so far succeed, and what is emitted for that, but start no batch. */
    void acknowledgeAll() {
        master.deactivate();
        while (!emitted.isEmpty()) {
            acknowledge(emitted.remove());
        }
        master.activate();
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

    private static final class ScriptedThrottle extends WindowedTimeThrottler {

        private final boolean[] open;
        private int checks;

        ScriptedThrottle(boolean... open) {
            super(1, 1);
            this.open = open;
        }

        @Override
        public boolean isThrottled() {
            return checks < open.length && !open[checks++];
        }
    }

    private final class Collector implements ISpoutOutputCollector {

        @Override
        public List<Integer> emit(String stream, List<Object> tuple, Object messageId) {
            TransactionAttempt attempt = (TransactionAttempt) tuple.get(0);
            if (stream.equals(MasterBatchCoordinator.BATCH_STREAM_ID)) {
                started.add(attempt.getTransactionId());
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
            // Nothing is held back.
        }

        @Override
        public void reportError(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** A spout that always has another batch. */
    private static final class ReadySpout implements ITridentSpout<Object> {

        @Override
        public BatchCoordinator<Object> getCoordinator(String id, Map<String, Object> conf, TopologyContext context) {
            return new BatchCoordinator<>() {
                @Override
                public Object initializeTransaction(long txid, Object previous, Object current) {
                    return PARTITIONS;
                }

                @Override
                public void success(long txid) {
                    // It keeps nothing.
                }

                @Override
                public boolean isReady(long txid) {
                    return true;
                }

                @Override
                public void close() {
                    // It holds nothing.
                }
            };
        }

        @Override
        public Emitter<Object> getEmitter(String id, Map<String, Object> conf, TopologyContext context) {
            throw new UnsupportedOperationException("The test's worker emits");
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

package io.coursepulse.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.daemon.GrouperFactory;
import org.apache.storm.grouping.LoadAwareCustomStreamGrouping;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicBoltExecutor;
import org.apache.storm.trident.spout.TridentSpoutCoordinator;
import org.apache.storm.trident.spout.TridentSpoutExecutor;
import org.apache.storm.trident.topology.MasterBatchCoordinator;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.trident.topology.TridentBoltExecutor;
import org.apache.storm.tuple.MessageId;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;

/** A spout or bolt in a worker, with what Storm's executors do around it. */
abstract class Task {

    /** What travels between tasks. */
    sealed interface Message {}

    /** A tuple. */
    record TupleMessage(TupleImpl tuple) implements Message {}

    /** The acker's word to a spout: all of a tuple's tree was acknowledged, or something of it failed. */
    record Completion(long root, boolean acknowledged) implements Message {}

    final SimulatedCluster cluster;
    final Worker worker;
    final int id;
    final String component;
    final TopologyContext context;

    /** Messages that have not been received, by sender. */
    final Map<Object, Channel> channels = new LinkedHashMap<>();

    /** Whether it is being prepared, or has called a server and waits for the answer. */
    boolean busy = true;

    private final Map<String, List<LoadAwareCustomStreamGrouping>> groupings = new HashMap<>();

    private Task(SimulatedCluster cluster, Worker worker, int id) {
        this.cluster = cluster;
        this.worker = worker;
        this.id = id;
        this.component = worker.plan.taskToComponent().get(id);
        this.context = new TopologyContext(
                worker.plan.topology(),
                worker.plan.conf(),
                worker.plan.taskToComponent(),
                worker.plan.componentToTasks(),
                worker.plan.streams(),
                Map.of(),
                "counts-1-1",
                null,
                null,
                id,
                6700 + worker.slot,
                List.of(id),
                Map.of(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new AtomicBoolean(),
                null);
    }

    /** A task of the component that the plan gives this number. */
    static Task of(SimulatedCluster cluster, Worker worker, int id) {
        String component = worker.plan.taskToComponent().get(id);
        return worker.plan.topology().get_spouts().containsKey(component)
                ? new Spout(cluster, worker, id)
                : new Bolt(cluster, worker, id);
    }

    /** Instantiates and opens or prepares it. */
    abstract void start();

    abstract void receive(Message message);

    /** The tasks that receive a tuple. */
    final List<Integer> receivers(String stream, List<Object> values) {
        List<Integer> tasks = new ArrayList<>();
        for (LoadAwareCustomStreamGrouping grouping : groupings.computeIfAbsent(stream, this::groupings)) {
            tasks.addAll(grouping.chooseTasks(id, values));
        }
        return tasks;
    }

    private List<LoadAwareCustomStreamGrouping> groupings(String stream) {
        List<LoadAwareCustomStreamGrouping> found = new ArrayList<>();
        for (TopologyPlan.Target target : worker.plan.targets(component, stream)) {
            found.add(GrouperFactory.mkGrouper(
                    context,
                    component,
                    stream,
                    worker.plan.streams().get(component).get(stream),
                    target.grouping(),
                    worker.plan.componentToTasks().get(target.component()),
                    worker.plan.conf()));
        }
        return found;
    }

    final void send(int receiver, String stream, List<Object> values, MessageId messageId) {
        cluster.send(
                worker,
                this,
                receiver,
                new TupleMessage(new TupleImpl(context, values, component, id, stream, messageId)));
    }

    @Override
    public String toString() {
        return component + "-" + id + " of " + worker;
    }

    /** A bolt, with anchors and acknowledgements as in {@code BoltOutputCollectorImpl}. */
    static final class Bolt extends Task implements IOutputCollector {

        private IBolt bolt;

        private Bolt(SimulatedCluster cluster, Worker worker, int id) {
            super(cluster, worker, id);
        }

        @Override
        void start() {
            bolt = (IBolt) worker.plan.instance(component, cluster);
            if (bolt instanceof BasicBoltExecutor basic
                    && StormInternals.basicBolt(basic) instanceof TridentSpoutCoordinator coordinator) {
                StormInternals.prepare(coordinator, worker.plan.conf(), context, cluster.zooKeeper());
                StormInternals.setCollector(basic, new OutputCollector(this));
            } else {
                if (bolt instanceof TridentBoltExecutor trident
                        && StormInternals.bolt(trident) instanceof TridentSpoutExecutor spout) {
                    StormInternals.keepStateIn(cluster.zooKeeper(), spout);
                }
                bolt.prepare(worker.plan.conf(), context, new OutputCollector(this));
            }
            if (bolt instanceof TridentBoltExecutor trident) {
                scheduleRotation(trident);
            }
        }

        private void scheduleRotation(TridentBoltExecutor trident) {
            long timeout = ((Number) worker.plan.conf().get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS)).longValue() * 1_000;
            cluster.schedule(timeout + cluster.random().nextInt(5_000), () -> rotate(trident));
        }

        private void rotate(TridentBoltExecutor trident) {
            if (!worker.alive) {
                return;
            }
            if (busy || worker.frozen) {
                cluster.schedule(1_000, () -> rotate(trident));
                return;
            }
            cluster.run(this, () -> {
                StormInternals.letRotate(trident);
                trident.execute(new TupleImpl(
                        context,
                        List.of(5),
                        Constants.SYSTEM_COMPONENT_ID,
                        (int) Constants.SYSTEM_TASK_ID,
                        Constants.SYSTEM_TICK_STREAM_ID));
            });
            scheduleRotation(trident);
        }

        @Override
        void receive(Message message) {
            bolt.execute(((TupleMessage) message).tuple());
        }

        @Override
        public List<Integer> emit(String stream, Collection<Tuple> anchors, List<Object> values) {
            List<Integer> tasks = receivers(stream, values);
            tasks.forEach(task -> sendAnchored(task, stream, anchors, values));
            return tasks;
        }

        @Override
        public void emitDirect(int task, String stream, Collection<Tuple> anchors, List<Object> values) {
            sendAnchored(task, stream, anchors, values);
        }

        private void sendAnchored(int task, String stream, Collection<Tuple> anchors, List<Object> values) {
            Map<Long, Long> ids = new HashMap<>();
            if (anchors != null) {
                for (Tuple anchor : anchors) {
                    if (!anchor.getMessageId().getAnchorsToIds().isEmpty()) {
                        long edge = cluster.random().nextLong();
                        ((TupleImpl) anchor).updateAckVal(edge);
                        anchor.getMessageId().getAnchors().forEach(root -> ids.merge(root, edge, (a, b) -> a ^ b));
                    }
                }
            }
            send(task, stream, values, MessageId.makeId(ids));
        }

        @Override
        public void ack(Tuple input) {
            long value = ((TupleImpl) input).getAckVal();
            input.getMessageId()
                    .getAnchorsToIds()
                    .forEach((root, edge) ->
                            cluster.toAcker(worker, root, acker -> acker.ackerAck(cluster, root, edge ^ value)));
        }

        @Override
        public void fail(Tuple input) {
            input.getMessageId()
                    .getAnchors()
                    .forEach(root -> cluster.toAcker(worker, root, acker -> acker.ackerFail(cluster, root)));
        }

        @Override
        public void resetTimeout(Tuple input) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void reportError(Throwable error) {
            cluster.report(this, error);
        }
    }

    /** Trident's coordinator, with pending tuples and their timeouts as in {@code SpoutExecutor}. */
    static final class Spout extends Task implements ISpoutOutputCollector {

        private static final long MAX_POLL_INTERVAL_MILLIS = 400;

        private final Map<Long, Object> pending = new HashMap<>();
        private final int maxPending;
        private final long timeoutMillis;
        private MasterBatchCoordinator master;
        private long pollInterval = 1;

        private Spout(SimulatedCluster cluster, Worker worker, int id) {
            super(cluster, worker, id);
            maxPending = ((Number) worker.plan.conf().get(Config.TOPOLOGY_MAX_SPOUT_PENDING)).intValue();
            timeoutMillis = ((Number) worker.plan.conf().get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS)).longValue() * 1_000;
        }

        @Override
        void start() {
            master = (MasterBatchCoordinator) worker.plan.instance(component, cluster);
            StormInternals.open(
                    master,
                    worker.plan.conf(),
                    context,
                    new SpoutOutputCollector(this),
                    cluster.zooKeeper(),
                    cluster.time(),
                    worker.plan.defect() == Defect.ATTEMPTS_REPEATED);
            cluster.schedule(1, this::poll);
        }

        private void poll() {
            if (!worker.alive) {
                return;
            }
            if (!busy && !worker.frozen && pending.size() < maxPending) {
                cluster.run(this, master::nextTuple);
                pollInterval = Math.min(MAX_POLL_INTERVAL_MILLIS, pollInterval * 2);
            }
            cluster.schedule(1 + cluster.random().nextInt((int) pollInterval + 3), this::poll);
        }

        @Override
        void receive(Message message) {
            if (message instanceof Completion completion) {
                pollInterval = 1;
                Object attempt = pending.remove(completion.root());
                if (attempt == null) {
                    return;
                }
                if (completion.acknowledged()) {
                    master.ack(attempt);
                } else {
                    cluster.trace(() -> this + ": failed " + attempt);
                    master.fail(attempt);
                }
            }
        }

        private void expire(long root) {
            if (!worker.alive || !pending.containsKey(root)) {
                return;
            }
            if (busy || worker.frozen) {
                cluster.schedule(100, () -> expire(root));
                return;
            }
            pollInterval = 1;
            Object attempt = pending.remove(root);
            cluster.trace(() -> this + ": timeout of " + attempt);
            cluster.run(this, () -> master.fail(attempt));
        }

        @Override
        public List<Integer> emit(String stream, List<Object> values, Object messageId) {
            pollInterval = 1;
            TransactionAttempt attempt = (TransactionAttempt) values.get(0);
            cluster.trace(() -> this + ": " + stream + " " + attempt);
            List<Integer> tasks = receivers(stream, values);
            long root = cluster.random().nextLong();
            long all = 0;
            for (int task : tasks) {
                if (messageId == null) {
                    send(task, stream, values, MessageId.makeUnanchored());
                } else {
                    long edge = cluster.random().nextLong();
                    all ^= edge;
                    send(task, stream, values, MessageId.makeRootId(root, edge));
                }
            }
            if (messageId != null) {
                pending.put(root, messageId);
                long value = all;
                cluster.toAcker(worker, root, acker -> acker.ackerInit(cluster, root, value, id));
                // Storm's rotating map takes between one and two timeouts.
                cluster.schedule(timeoutMillis + cluster.random().nextInt((int) timeoutMillis), () -> expire(root));
            }
            return tasks;
        }

        @Override
        public void emitDirect(int task, String stream, List<Object> values, Object messageId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getPendingCount() {
            return pending.size();
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void reportError(Throwable error) {
            cluster.report(this, error);
        }
    }
}

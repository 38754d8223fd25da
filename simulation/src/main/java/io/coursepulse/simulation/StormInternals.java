package io.coursepulse.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicBoltExecutor;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.spout.ISpoutPartition;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.spout.PartitionedTridentSpoutExecutor;
import org.apache.storm.trident.spout.TridentSpoutCoordinator;
import org.apache.storm.trident.spout.TridentSpoutExecutor;
import org.apache.storm.trident.topology.MasterBatchCoordinator;
import org.apache.storm.trident.topology.TridentBoltExecutor;
import org.apache.storm.trident.topology.state.RotatingTransactionalState;
import org.apache.storm.trident.topology.state.TransactionalState;
import org.apache.storm.utils.WindowedTimeThrottler;
import org.objenesis.ObjenesisStd;
import org.objenesis.instantiator.ObjectInstantiator;

/**
 * Opens those classes of storm-client 2.8.3 that connect to ZooKeeper or read the system's clock while they open. They
 * have no parameter for either, so each {@code open} and {@code prepare} is done here statement by statement, with a
 * {@link TransactionalState} in memory; everything after it is theirs. The alternatives were a class of the name {@code
 * TransactionalState} before Storm's on the class path, which {@code recover} would find too, and a class loader for the
 * simulation alone.
 */
final class StormInternals {

    private static final ObjectInstantiator<InMemoryState> WITHOUT_CONNECTING =
            new ObjenesisStd().getInstantiatorOf(InMemoryState.class);

    private static final Map<String, Field> FIELDS = new java.util.concurrent.ConcurrentHashMap<>();

    private StormInternals() {}

    /** Like {@link MasterBatchCoordinator#open}. */
    static void open(
            MasterBatchCoordinator master,
            Map<String, Object> conf,
            TopologyContext context,
            SpoutOutputCollector collector,
            SimulatedZooKeeper zooKeeper,
            SimulatedTime time,
            boolean startsEverything) {
        set(
                master,
                "throttler",
                new Throttler(
                        time, ((Number) conf.get(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS)).longValue()));
        List<TransactionalState> states = get(master, "states");
        List<String> ids = get(master, "managedSpoutIds");
        ids.forEach(id -> states.add(state(zooKeeper, id, "coordinator")));
        Long current = (Long) call(master, "getStoredCurrTransaction", new Class<?>[0]);
        set(master, "currTransaction", current);
        set(master, "collector", collector);
        int maxActive = ((Number) conf.get(Config.TOPOLOGY_MAX_SPOUT_PENDING)).intValue();
        set(master, "maxTransactionActive", maxActive);
        set(
                master,
                "attemptIds",
                call(master, "getStoredCurrAttempts", new Class<?>[] {long.class, int.class}, current, maxActive));
        List<ITridentSpout<?>> spouts = get(master, "spouts");
        List<Object> coordinators = get(master, "coordinators");
        for (int i = 0; i < spouts.size(); i++) {
            ITridentSpout.BatchCoordinator<?> coordinator = spouts.get(i).getCoordinator(ids.get(i), conf, context);
            coordinators.add(startsEverything ? new AlwaysReady() : coordinator);
        }
    }

    /** Like {@link TridentSpoutCoordinator#prepare}. */
    static void prepare(
            TridentSpoutCoordinator bolt,
            Map<String, Object> conf,
            TopologyContext context,
            SimulatedZooKeeper zooKeeper) {
        String id = get(bolt, "id");
        ITridentSpout<?> spout = get(bolt, "spout");
        set(bolt, "coord", spout.getCoordinator(id, conf, context));
        TransactionalState state = state(zooKeeper, id, "coordinator");
        set(bolt, "underlyingState", state);
        set(bolt, "state", new RotatingTransactionalState(state, "meta"));
    }

    /** Replaces a {@link TridentSpoutExecutor}'s spout by one that opens its emitters with a state in memory. */
    static void keepStateIn(SimulatedZooKeeper zooKeeper, TridentSpoutExecutor executor) {
        PartitionedTridentSpoutExecutor spout = get(executor, "spout");
        String id = get(executor, "txStateId");
        set(executor, "spout", new InMemorySpout(spout, state(zooKeeper, id, "user")));
    }

    /** The bolt that a {@link TridentBoltExecutor} runs. */
    static Object bolt(TridentBoltExecutor executor) {
        return get(executor, "bolt");
    }

    /** The bolt that a {@code BasicBoltExecutor} runs. */
    static Object basicBolt(Object executor) {
        return get(executor, "bolt");
    }

    /** What {@code BasicBoltExecutor.prepare} does apart from preparing its bolt. */
    static void setCollector(BasicBoltExecutor executor, OutputCollector collector) {
        set(executor, "collector", new BasicOutputCollector(collector));
    }

    /** Lets the executor forget old batches with the next tick, as it does after every timeout. */
    static void letRotate(TridentBoltExecutor executor) {
        set(executor, "lastRotate", 0L);
    }

    /** A half of the transaction state: {@code coordinator} or {@code user}. */
    static TransactionalState state(SimulatedZooKeeper zooKeeper, String id, String subroot) {
        InMemoryState state = WITHOUT_CONNECTING.newInstance();
        state.zooKeeper = zooKeeper;
        state.root = "/" + id + "/" + subroot + "/";
        return state;
    }

    @SuppressWarnings("unchecked")
    static <T> T get(Object object, String name) {
        try {
            return (T) field(object.getClass(), name).get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object object, String name, Object value) {
        try {
            field(object.getClass(), name).set(object, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Class<?> type, String name) {
        return FIELDS.computeIfAbsent(type.getName() + "." + name, any -> {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                try {
                    Field field = at.getDeclaredField(name);
                    field.setAccessible(true);
                    return field;
                } catch (NoSuchFieldException e) {
                    continue;
                }
            }
            throw new IllegalStateException(
                    type + " has no field " + name + ": another version of Storm? Compare StormInternals with it.");
        });
    }

    private static Object call(Object object, String name, Class<?>[] types, Object... arguments) {
        try {
            Method method = object.getClass().getDeclaredMethod(name, types);
            method.setAccessible(true);
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts every transaction, as Storm's spouts do. */
    private static final class AlwaysReady implements ITridentSpout.BatchCoordinator<Object> {

        @Override
        public Object initializeTransaction(long txid, Object previous, Object current) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void success(long txid) {
            // It has no state.
        }

        @Override
        public boolean isReady(long txid) {
            return true;
        }

        @Override
        public void close() {
            // It has no state.
        }
    }

    /** Storm's, with simulated time. */
    private static final class Throttler extends WindowedTimeThrottler {

        private final SimulatedTime time;
        private final long windowMillis;
        private long windowStart;
        private boolean used;

        Throttler(SimulatedTime time, long windowMillis) {
            super(windowMillis, 1);
            this.time = time;
            this.windowMillis = windowMillis;
            this.windowStart = time.millis();
        }

        @Override
        public boolean isThrottled() {
            resetIfNecessary();
            return used;
        }

        @Override
        public void markEvent() {
            resetIfNecessary();
            used = true;
        }

        private void resetIfNecessary() {
            long now = time.millis();
            if (now - windowStart > windowMillis) {
                windowStart = now;
                used = false;
            }
        }
    }

    /** Storm's transactional state on a {@link SimulatedZooKeeper}; never constructed, as that connects. */
    static final class InMemoryState extends TransactionalState {

        private SimulatedZooKeeper zooKeeper;
        private String root;

        private InMemoryState() {
            super(Map.of(), "", "");
        }

        @Override
        public void setData(String path, Object value) {
            zooKeeper.set(root + path, value);
        }

        @Override
        public void delete(String path) {
            zooKeeper.delete(root + path);
        }

        @Override
        public List<String> list(String path) {
            return zooKeeper.children(root + path);
        }

        @Override
        public void mkdir(String path) {
            zooKeeper.set(root + path, 7);
        }

        @Override
        public Object getData(String path) {
            return zooKeeper.get(root + path);
        }

        @Override
        public void close() {
            // Nothing is connected.
        }
    }

    /** Opens {@code PartitionedTridentSpoutExecutor.Emitter}, field by field. */
    private record InMemorySpout(PartitionedTridentSpoutExecutor executor, TransactionalState state)
            implements ITridentSpout<Object> {

        private static final long serialVersionUID = 1L;

        private static final Class<?> EMITTER = emitterType();

        private static final ObjectInstantiator<?> INSTANCES = new ObjenesisStd().getInstantiatorOf(EMITTER);

        private static Class<?> emitterType() {
            try {
                return Class.forName(PartitionedTridentSpoutExecutor.class.getName() + "$Emitter");
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("Another version of Storm?", e);
            }
        }

        @Override
        public BatchCoordinator<Object> getCoordinator(String id, Map<String, Object> conf, TopologyContext context) {
            return executor.getCoordinator(id, conf, context);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Emitter<Object> getEmitter(String id, Map<String, Object> conf, TopologyContext context) {
            IPartitionedTridentSpout<Object, ISpoutPartition, Object> spout = executor.getPartitionedSpout();
            Object emitter = INSTANCES.newInstance();
            set(emitter, "this$0", executor);
            set(emitter, "emitter", spout.getEmitter(conf, context));
            set(emitter, "state", state);
            set(emitter, "partitionStates", new HashMap<>());
            set(emitter, "index", context.getThisTaskIndex());
            set(emitter, "numTasks", new ArrayList<>(context.getComponentTasks(context.getThisComponentId())).size());
            return (Emitter<Object>) emitter;
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return executor.getComponentConfiguration();
        }

        @Override
        public org.apache.storm.tuple.Fields getOutputFields() {
            return executor.getOutputFields();
        }
    }
}

package io.coursepulse.topology.stock;

import io.coursepulse.spout.InMemoryKafka;
import io.coursepulse.spout.SingleTaskContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.kafka.spout.trident.StockEmitters;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.MapState;
import org.apache.storm.trident.state.map.OpaqueMap;
import org.apache.storm.trident.state.map.TransactionalMap;

/** Storm's Kafka spout and Storm's state. */
final class StockWorker extends TestWorker {

    private final MapState<Long> counters;

    private StockWorker(ITridentSpout.Emitter<Object> spout, MapState<Long> counters) {
        super(spout);
        this.counters = counters;
    }

    static StockWorker transactional(InMemoryKafka kafka, TestDatabase store, Map<String, Object> settings) {
        return new StockWorker(
                Spouts.task(StockEmitters.transactional(kafka.consumer(), SingleTaskContext.context()), settings),
                TransactionalMap.build(store.stock()));
    }

    static StockWorker opaque(InMemoryKafka kafka, TestDatabase store, Map<String, Object> settings) {
        return new StockWorker(
                Spouts.task(StockEmitters.opaque(kafka.consumer(), SingleTaskContext.context()), settings),
                OpaqueMap.build(store.stock()));
    }

    @Override
    @SuppressWarnings("rawtypes")
    void count(long txid, List<List<Object>> records) {
        Map<String, Long> clicks = new TreeMap<>();
        // Storm's spout emits topic, partition, offset, key and value.
        records.forEach(record -> clicks.merge(LogLines.course((byte[]) record.get(4)), 1L, Long::sum));
        List<List<Object>> keys = new ArrayList<>();
        List<ValueUpdater> updaters = new ArrayList<>();
        clicks.forEach((course, count) -> {
            keys.add(List.of(course));
            updaters.add(new CombinerValueUpdater(new Sum(), count));
        });
        counters.beginCommit(txid);
        counters.multiUpdate(keys, updaters);
        counters.commit(txid);
    }

    @Override
    long stored(String course) {
        Long count = counters.multiGet(List.of(List.of(course))).get(0);
        return count == null ? 0 : count;
    }
}

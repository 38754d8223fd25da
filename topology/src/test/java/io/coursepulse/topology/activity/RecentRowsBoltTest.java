package io.coursepulse.topology.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.spout.SingleTaskContext;
import io.coursepulse.store.hbase.HBaseAddress;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecentRowsBoltTest {

    private final List<Tuple> acked = new ArrayList<>();
    private final List<List<Object>> emitted = new ArrayList<>();
    private final RecentRowsBolt bolt =
            new RecentRowsBolt(new HBaseAddress("127.0.0.1:1", "/hbase", Duration.ofSeconds(1)));

    RecentRowsBoltTest() {
        bolt.prepare(Map.of(), SingleTaskContext.context(), new OutputCollector(new IOutputCollector() {
            @Override
            public List<Integer> emit(String stream, Collection<Tuple> anchors, List<Object> tuple) {
                emitted.add(tuple);
                return List.of();
            }

            @Override
            public void emitDirect(int task, String stream, Collection<Tuple> anchors, List<Object> tuple) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void ack(Tuple tuple) {
                acked.add(tuple);
            }

            @Override
            public void fail(Tuple tuple) {
                throw new AssertionError("The spout would emit the record for ever");
            }

            @Override
            public void resetTimeout(Tuple tuple) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void flush() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void reportError(Throwable error) {
                throw new AssertionError(error);
            }
        }));
    }

    private static Tuple record(String value) {
        return (Tuple) Proxy.newProxyInstance(
                Tuple.class.getClassLoader(),
                new Class<?>[] {Tuple.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getStringByField" -> arguments[0].equals("value") ? value : "course-activity";
                    case "getIntegerByField" -> 0;
                    case "getLongByField" -> 7L;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "{}", "{\"window\":\"1m\"}", "7", "\u0000"})
    void recordThatIsNoWindowIsSkipped(String value) {
        bolt.execute(record(value));

        assertThat(acked).hasSize(1);
        assertThat(emitted).isEmpty();
    }

    @Test
    void outdatedWindowNeedsNoHBase() {
        bolt.execute(record("{\"window\":\"1m\",\"from\":\"2017-11-11T00:00:00Z\",\"to\":\"2017-11-11T00:01:00Z\","
                + "\"clicks\":1,\"courses\":[{\"course\":\"112\",\"clicks\":1}]}"));

        assertThat(acked).hasSize(1);
        assertThat(emitted).isEmpty();
    }
}

package io.coursepulse.simulation;

import io.coursepulse.config.Ticker;
import io.coursepulse.spout.KafkaAccess;
import io.coursepulse.spout.TopicEnds;
import io.coursepulse.spout.TopicLookup;
import io.coursepulse.topic.TopicReader;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The topic of log lines in memory. A poll returns lines from the consumer's positions on, as many as it likes. */
final class SimulatedKafka implements KafkaAccess {

    private static final long serialVersionUID = 1L;

    static final String TOPIC = "access-log";

    private static final long TOPIC_ID = 7;

    private final transient SimulatedCluster cluster;
    private final transient List<List<byte[]>> partitions = new ArrayList<>();

    SimulatedKafka(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void addPartition() {
        partitions.add(new ArrayList<>());
    }

    int partitions() {
        return partitions.size();
    }

    void append(int partition, byte[] line) {
        partitions.get(partition).add(line);
    }

    List<byte[]> lines(int partition) {
        return partitions.get(partition);
    }

    /** The offsets of every partition. */
    Map<TopicPartition, TopicReader.Offsets> offsets() {
        Map<TopicPartition, TopicReader.Offsets> offsets = new HashMap<>();
        for (int number = 0; number < partitions.size(); number++) {
            offsets.put(
                    new TopicPartition(TOPIC, number),
                    new TopicReader.Offsets(0, partitions.get(number).size()));
        }
        return offsets;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        SimulatedConsumer consumer =
                new SimulatedConsumer(((Number) properties.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)).intValue());
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                SimulatedKafka.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> consumer.call(method, arguments));
    }

    @Override
    public TopicLookup lookup() {
        return new TopicLookup() {
            @Override
            public Optional<Topic> find() {
                if (cluster.troubles().kafka()) {
                    throw new KafkaException("simulated outage");
                }
                return Optional.of(new Topic(TOPIC_ID, partitions.size()));
            }

            @Override
            public void close() {
                // Nothing is connected.
            }
        };
    }

    @Override
    public TopicEnds ends() {
        return new TopicEnds() {
            @Override
            public Future<Map<TopicPartition, Long>> ends(int count) {
                if (cluster.troubles().kafka()) {
                    return cluster.random().nextBoolean()
                            ? new CompletableFuture<>()
                            : CompletableFuture.failedFuture(new KafkaException("simulated outage"));
                }
                Map<TopicPartition, Long> ends = new HashMap<>();
                for (int number = 0; number < count; number++) {
                    ends.put(new TopicPartition(TOPIC, number), (long)
                            partitions.get(number).size());
                }
                return CompletableFuture.completedFuture(ends);
            }

            @Override
            public long beginning(TopicPartition partition) {
                return 0;
            }

            @Override
            public void close() {
                // Nothing is connected.
            }
        };
    }

    @Override
    public Ticker ticker() {
        return cluster.time();
    }

    /** A producer that loses nothing, but may be unavailable. */
    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> producer() {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                SimulatedKafka.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "send" -> {
                        cluster.interrupt();
                        yield cluster.troubles().kafka()
                                ? CompletableFuture.failedFuture(new KafkaException("simulated outage"))
                                : CompletableFuture.completedFuture(null);
                    }
                    case "flush", "close" -> null;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    /** The methods of a consumer that the spout uses. */
    private final class SimulatedConsumer {

        private final int maxRecords;
        private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
        private final Set<TopicPartition> assigned = new HashSet<>();

        SimulatedConsumer(int maxRecords) {
            this.maxRecords = maxRecords;
        }

        @SuppressWarnings("unchecked")
        Object call(Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "assignment" -> Set.copyOf(assigned);
                case "assign" -> {
                    assigned.clear();
                    assigned.addAll((Collection<TopicPartition>) arguments[0]);
                    positions.keySet().retainAll(assigned);
                    yield null;
                }
                case "seek" -> {
                    positions.put((TopicPartition) arguments[0], (Long) arguments[1]);
                    yield null;
                }
                case "position" -> position((TopicPartition) arguments[0]);
                case "beginningOffsets" -> {
                    failIfAway();
                    Map<TopicPartition, Long> beginnings = new HashMap<>();
                    ((Collection<TopicPartition>) arguments[0]).forEach(partition -> beginnings.put(partition, 0L));
                    yield beginnings;
                }
                case "poll" -> poll((Duration) arguments[0]);
                case "close" -> null;
                default -> throw new UnsupportedOperationException(method.toString());
            };
        }

        private long position(TopicPartition partition) {
            Long position = positions.get(partition);
            if (position == null) {
                throw new IllegalStateException("no position of " + partition);
            }
            return position;
        }

        private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            cluster.callServer("Kafka poll");
            failIfAway();
            int room = cluster.random().nextInt(3) == 0 ? cluster.random().nextInt(3) : maxRecords;
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
            for (TopicPartition partition : assigned) {
                List<byte[]> lines = partitions.get(partition.partition());
                List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
                long at = position(partition);
                while (at < lines.size() && room > 0) {
                    taken.add(new ConsumerRecord<>(TOPIC, partition.partition(), at, null, lines.get((int) at)));
                    at++;
                    room--;
                }
                if (!taken.isEmpty()) {
                    positions.put(partition, at);
                    records.put(partition, taken);
                    next.put(partition, new OffsetAndMetadata(at));
                }
            }
            if (records.isEmpty()) {
                cluster.sleep(timeout.toMillis());
            }
            return new ConsumerRecords<>(records, next);
        }

        private void failIfAway() {
            if (cluster.troubles().kafka()) {
                throw new KafkaException("simulated outage");
            }
        }
    }
}

package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.run.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ElectionNotNeededException;

/** The partitions of the topic of lines. For one thread. */
final class TopicAdmin implements AutoCloseable {

    private final Admin admin;
    private final String topic;

    TopicAdmin(DrillCluster cluster) {
        topic = cluster.topic();
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.sandbox().kafkaBootstrapServers()));
    }

    int partitions() throws InterruptedException, ExecutionException {
        return describe().partitions().size();
    }

    private TopicDescription describe() throws InterruptedException, ExecutionException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }

    void increasePartitionsTo(int partitions) throws InterruptedException, ExecutionException {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    /** The broker that leads each partition. */
    Map<Integer, Integer> leaders() throws InterruptedException, ExecutionException {
        Map<Integer, Integer> leaders = new TreeMap<>();
        for (TopicPartitionInfo partition : describe().partitions()) {
            leaders.put(partition.partition(), partition.leader().id());
        }
        return leaders;
    }

    /** Makes the next replica of each partition its leader, and returns when it is. */
    void rotateLeaders() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Optional<NewPartitionReassignment>> rotated = new HashMap<>();
        for (TopicPartitionInfo partition : describe().partitions()) {
            List<Integer> replicas =
                    new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
            Collections.rotate(replicas, -1);
            rotated.put(
                    new TopicPartition(topic, partition.partition()),
                    Optional.of(new NewPartitionReassignment(replicas)));
        }
        admin.alterPartitionReassignments(rotated).all().get();
        Await.until("the preferred replicas to lead", Targets.RECOVERY_TIMEOUT, () -> {
            electPreferred(rotated.keySet());
            Map<Integer, Integer> leaders = leaders();
            return rotated.entrySet().stream().allMatch(each -> leaders.get(
                            each.getKey().partition())
                    .equals(each.getValue().orElseThrow().targetReplicas().get(0)));
        });
    }

    private void electPreferred(Set<TopicPartition> partitions) throws InterruptedException {
        try {
            admin.electLeaders(ElectionType.PREFERRED, partitions).all().get();
        } catch (ExecutionException e) {
            // A partition whose preferred replica leads already needs no election.
            if (!(e.getCause() instanceof ElectionNotNeededException)) {
                throw new DrillFailure("Kafka could not elect leaders: " + e.getCause());
            }
        }
    }

    /** The sum of the partitions' next offsets. */
    long endOffsets() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(each -> each.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}

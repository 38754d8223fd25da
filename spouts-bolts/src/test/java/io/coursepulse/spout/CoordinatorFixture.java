package io.coursepulse.spout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;

/** Opens the coordinator of {@link ExactKafkaSpout} on a topic that always exists, for tests in other packages. */
public final class CoordinatorFixture {

    private CoordinatorFixture() {}

    /** Opens a coordinator of a topic with one partition. */
    public static IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> open() {
        return new TopicCoordinator("access-log", new TopicLookup() {
            @Override
            public Optional<Topic> find() {
                return Optional.of(new Topic(1, 1));
            }

            @Override
            public void close() {
                // Nothing to close.
            }
        });
    }
}

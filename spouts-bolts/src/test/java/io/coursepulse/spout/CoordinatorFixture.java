package io.coursepulse.spout;

import io.coursepulse.config.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;

/** Opens the coordinator of {@link ExactKafkaSpout} on a topic that always exists, for tests in other packages. */
public final class CoordinatorFixture {

    /** Starts every transaction, with or without new lines. */
    static final StartCondition ALWAYS = new StartCondition() {
        @Override
        public boolean mayStart(long txid, TopicLookup.Topic topic) {
            return true;
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    };

    private CoordinatorFixture() {}

    /** Opens a coordinator of a topic with one partition, which starts batches with or without new lines. */
    public static IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> open() {
        return open(ALWAYS);
    }

    /** Opens a coordinator of a topic with one partition, all of whose {@code lines} are counted. */
    public static IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> openWithCountedLines(
            LongSupplier lines, int inFlight) {
        FakeTopic topic = new FakeTopic(lines);
        return open(new NewLines(topic, topic::ledger, Duration.ZERO, inFlight, Ticker.SYSTEM));
    }

    private static IPartitionedTridentSpout.Coordinator<List<Map<String, Object>>> open(StartCondition condition) {
        return new TopicCoordinator(
                "access-log",
                new TopicLookup() {
                    @Override
                    public Optional<Topic> find() {
                        return Optional.of(new Topic(FakeTopic.ID, 1));
                    }

                    @Override
                    public void close() {
                        // Nothing to close.
                    }
                },
                condition);
    }
}

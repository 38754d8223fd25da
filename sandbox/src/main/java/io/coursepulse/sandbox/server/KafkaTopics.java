package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.run.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of CoursePulse, and probes the broker. For one thread. */
final class KafkaTopics implements AutoCloseable {

    static final String ACCESS_LOG = "access-log";
    static final String REJECTED = "access-log-rejected";
    static final String COURSE_COUNTS = "course-counts";

    static final String COURSE_ACTIVITY = "course-activity";
    static final String COURSE_AUDITS = "course-audits";

    private static final List<NewTopic> TOPICS = List.of(
            // Kept forever: `recount` counts a day again from these lines.
            topic(ACCESS_LOG, 4, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
            // A line may be as long as a record of the first topic, plus key and headers.
            topic(REJECTED, 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 << 20))),
            // Only the newest count of each key is shown; those of past days are deleted after a while.
            topic(
                    COURSE_COUNTS,
                    1,
                    Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(Duration.ofDays(2).toMillis()))),
            topic(COURSE_AUDITS, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
            // Only the newest window is shown; one partition keeps their order.
            topic(
                    COURSE_ACTIVITY,
                    1,
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(Duration.ofHours(1).toMillis()))));

    private static final Duration LIST_TIMEOUT = Duration.ofMinutes(1);

    private final Admin admin;

    KafkaTopics(String bootstrapServers) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000));
    }

    /** The number of registered brokers. */
    int brokers() throws InterruptedException, ExecutionException {
        return admin.describeCluster().nodes().get().size();
    }

    /** Creates missing topics with a replica on each broker, and returns when the broker lists all: the controller knows them earlier. */
    void create(int brokers) throws InterruptedException, ExecutionException {
        for (NewTopic each : TOPICS) {
            NewTopic topic = new NewTopic(each.name(), each.numPartitions(), (short) brokers).configs(each.configs());
            try {
                admin.createTopics(List.of(topic)).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        Set<String> names = TOPICS.stream().map(NewTopic::name).collect(Collectors.toSet());
        Await.until(
                "the broker to list its new topics",
                LIST_TIMEOUT,
                () -> admin.listTopics().names().get().containsAll(names));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }
}

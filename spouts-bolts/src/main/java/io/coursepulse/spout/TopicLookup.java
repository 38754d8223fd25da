package io.coursepulse.spout;

import java.util.Optional;

/** Looks up the topic of log lines in Kafka. Not thread-safe. */
interface TopicLookup extends AutoCloseable {

    /**
     * The current state of a topic.
     *
     * @param id Kafka's topic ID, folded to a long; changes when the topic is re-created
     * @param partitions the number of partitions, numbered from 0
     */
    record Topic(long id, int partitions) {}

    /**
     * The topic; empty if it does not exist.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka is unavailable
     */
    Optional<Topic> find();

    @Override
    void close();
}

package io.coursepulse.spout;

import java.util.Optional;

/** Asks Kafka about the topic of log lines. Used by one thread. */
interface TopicLookup extends AutoCloseable {

    /**
     * A topic as it is at this moment.
     *
     * @param id tells it from another topic of the same name, before or after it
     * @param partitions how many it has; they are numbered from 0
     */
    record Topic(long id, int partitions) {}

    /**
     * The topic; empty if there is none of that name.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
     */
    Optional<Topic> find();

    @Override
    void close();
}

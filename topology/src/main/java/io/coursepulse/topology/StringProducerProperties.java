package io.coursepulse.topology;

import io.coursepulse.config.KafkaConfig;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** The producer of records for the web server, whose keys and values are strings. */
public final class StringProducerProperties {

    private StringProducerProperties() {}

    /** Its settings; a record is acknowledged when all in-sync replicas have it. */
    public static Properties properties(KafkaConfig kafka) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        return properties;
    }
}

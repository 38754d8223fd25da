package io.coursepulse.drill;

import io.coursepulse.demo.LogRecount;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Every line that has reached Kafka, read by a parser that shares nothing with the pipeline's. Each generated line has an
 * id of its own, so that a line that Flume brought twice is told from one that was counted twice. For one thread.
 */
final class KafkaLineReader implements AutoCloseable {

    private static final String ID = "rid=";
    private static final int RUN_DIGITS = 10;
    private static final int ID_DIGITS = 20;

    private final TopicReader reader;
    private final Map<String, BitSet> seen = new HashMap<>();
    private final LogRecount firstDeliveries;
    private final LogRecount redeliveries;
    private long lines;
    private long distinct;

    KafkaLineReader(String bootstrapServers, String topic, ZoneId zone) {
        this.firstDeliveries = new LogRecount(zone);
        this.redeliveries = new LogRecount(zone);
        this.reader = new TopicReader(bootstrapServers, topic);
    }

    /** Reads on to the present end of every partition. */
    void readToEnd() {
        reader.readToEnd(
                records -> records.forEach(record -> add(new String(record.value(), StandardCharsets.ISO_8859_1))));
    }

    private void add(String line) {
        lines++;
        int at = line.indexOf(ID);
        if (at < 0 || line.length() < at + ID.length() + ID_DIGITS) {
            throw new DrillFailure("A line without an id is in Kafka, which the generator did not write: " + line);
        }
        String id = line.substring(at + ID.length(), at + ID.length() + ID_DIGITS);
        BitSet ofRun = seen.computeIfAbsent(id.substring(0, RUN_DIGITS), run -> new BitSet());
        int number = Math.toIntExact(Long.parseLong(id.substring(RUN_DIGITS), 16));
        if (!ofRun.get(number)) {
            ofRun.set(number);
            distinct++;
            firstDeliveries.add(line);
        } else {
            redeliveries.add(line);
        }
    }

    /** The lines that were read. */
    long lines() {
        return lines;
    }

    /** Those of them that have different ids. */
    long distinct() {
        return distinct;
    }

    /** How all lines have to be counted. */
    GroundTruth all() {
        return firstDeliveries.truth().plus(redeliveries.truth());
    }

    /** How they would have to be counted if each had come once. */
    GroundTruth deduplicated() {
        return firstDeliveries.truth();
    }

    @Override
    public void close() {
        reader.close();
    }
}

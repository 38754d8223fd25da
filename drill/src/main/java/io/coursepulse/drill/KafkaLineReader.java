package io.coursepulse.drill;

import io.coursepulse.demo.LogRecount;
import io.coursepulse.drill.fault.DrillFailure;
import io.coursepulse.drill.fault.Fault;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Every line in Kafka, counted by a parser that shares nothing with the pipeline's. Each generated line has a unique id,
 * which distinguishes a line that Flume delivered twice from one that was counted twice. For one thread.
 */
final class KafkaLineReader implements AutoCloseable {

    private static final String ID = "rid=";
    private static final int RUN_DIGITS = 10;
    private static final int ID_DIGITS = 20;

    private final TopicReader reader;
    private final Map<String, BitSet> seen = new HashMap<>();
    private final LogRecount firstDeliveries;
    private final LogRecount redeliveries;
    private final LogRecount strangers;
    private long lines;
    private long distinct;
    private long fromStrangers;

    KafkaLineReader(String bootstrapServers, String topic, ZoneId zone) {
        this.firstDeliveries = new LogRecount(zone);
        this.redeliveries = new LogRecount(zone);
        this.strangers = new LogRecount(zone);
        this.reader = new TopicReader(bootstrapServers, topic);
    }

    /** Reads to the present end of every partition. */
    void readToEnd() {
        reader.readToEnd(
                records -> records.forEach(record -> add(new String(record.value(), StandardCharsets.ISO_8859_1))));
    }

    private void add(String line) {
        lines++;
        if (line.contains(Fault.STRANGER)) {
            fromStrangers++;
            strangers.add(line);
            return;
        }
        int at = line.indexOf(ID);
        if (at < 0 || line.length() < at + ID.length() + ID_DIGITS) {
            throw new DrillFailure("Kafka contains a line without rid=, not written by the generator: " + line);
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

    /** The lines that no web server has written. */
    long fromStrangers() {
        return fromStrangers;
    }

    /** The lines with different ids. */
    long distinct() {
        return distinct;
    }

    /** The expected counts of all lines. */
    GroundTruth all() {
        return firstDeliveries.truth().plus(redeliveries.truth()).plus(strangers.truth());
    }

    /** The expected counts if each line had been delivered once. */
    GroundTruth deduplicated() {
        return firstDeliveries.truth();
    }

    @Override
    public void close() {
        reader.close();
    }
}

package io.coursepulse.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

    private static final String TOPIC = "access-log";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final TopicReader reader = new TopicReader(kafka, TOPIC, Duration.ofMillis(200));
    private final List<String> read = new ArrayList<>();

    private void partitions(int count) {
        kafka.updatePartitions(
                TOPIC,
                IntStream.range(0, count)
                        .mapToObj(partition -> new PartitionInfo(TOPIC, partition, null, null, null))
                        .toList());
    }

    private void offsets(TopicPartition partition, long beginning, long end) {
        kafka.updateBeginningOffsets(Map.of(partition, beginning));
        kafka.updateEndOffsets(Map.of(partition, end));
    }

    /** The mock takes only records of assigned partitions: it gets them when it is polled. */
    private void deliverOnPoll(TopicPartition partition, long from, long to) {
        kafka.schedulePollTask(() -> {
            for (long offset = from; offset < to; offset++) {
                kafka.addRecord(new ConsumerRecord<>(TOPIC, partition.partition(), offset, null, new byte[0]));
            }
        });
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(record -> read.add(record.partition() + "/" + record.offset()));
    }

    @Test
    void saysWhatKafkaHasInTheOrderOfPartitions() {
        partitions(2);
        offsets(SECOND, 0, 3);
        offsets(FIRST, 5, 9);

        assertThat(reader.offsets())
                .containsExactly(
                        Map.entry(FIRST, new TopicReader.Offsets(5, 9)),
                        Map.entry(SECOND, new TopicReader.Offsets(0, 3)));
        assertThat(reader.offsets().get(FIRST).count()).isEqualTo(4);
    }

    @Test
    void missingTopicHasNoPartitions() {
        assertThat(reader.offsets()).isEmpty();
        assertThat(reader.assignAll(TopicReader.StartPosition.BEGINNING)).isEmpty();
    }

    @Test
    void startsAtBeginningOrALittleBeforeTheEnd() {
        partitions(2);
        offsets(FIRST, 5, 9);
        offsets(SECOND, 0, 1);

        assertThat(reader.assignAll(TopicReader.StartPosition.BEGINNING)).containsExactly(FIRST, SECOND);
        assertThat(kafka.position(FIRST)).isEqualTo(5);
        assertThat(kafka.position(SECOND)).isZero();
        reader.assignAll(TopicReader.StartPosition.beforeEnd(2));
        assertThat(kafka.position(FIRST)).isEqualTo(7);
        assertThat(kafka.position(SECOND)).isZero();
        reader.assignAll(TopicReader.StartPosition.beforeEnd(0));
        assertThat(kafka.position(FIRST)).isEqualTo(9);
    }

    @Test
    void readsToTheEndAsItWasAndGoesOnFromThere() {
        partitions(2);
        offsets(FIRST, 5, 8);
        offsets(SECOND, 0, 0);
        deliverOnPoll(FIRST, 5, 7);
        deliverOnPoll(FIRST, 7, 8);
        reader.readToEnd(this::take);
        assertThat(read).containsExactly("0/5", "0/6", "0/7");

        offsets(FIRST, 5, 9);
        deliverOnPoll(FIRST, 8, 9);
        reader.readToEnd(this::take);
        assertThat(read).containsExactly("0/5", "0/6", "0/7", "0/8");
    }

    @Test
    void readsPartitionThatWasAddedFromItsBeginning() {
        partitions(1);
        offsets(FIRST, 0, 1);
        deliverOnPoll(FIRST, 0, 1);
        reader.readToEnd(this::take);

        partitions(2);
        offsets(SECOND, 0, 1);
        deliverOnPoll(SECOND, 0, 1);
        reader.readToEnd(this::take);
        assertThat(read).containsExactly("0/0", "1/0");
    }

    @Test
    void stopsExactlyAtTheGivenOffset() {
        offsets(FIRST, 0, 9);
        reader.assign(FIRST, 2);
        deliverOnPoll(FIRST, 2, 9);
        reader.readTo(Map.of(FIRST, 4L), this::take);

        assertThat(read).containsExactly("0/2", "0/3");
        assertThat(kafka.position(FIRST)).isEqualTo(4);
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void partitionPastItsOffsetIsLeftWhereItIs() {
        offsets(FIRST, 0, 9);
        reader.assign(FIRST, 7);
        reader.readTo(Map.of(FIRST, 4L), this::take);

        assertThat(read).isEmpty();
        assertThat(kafka.position(FIRST)).isEqualTo(7);
    }

    @Test
    void missingRecordsAreATimeoutThatNamesThem() {
        offsets(FIRST, 0, 9);
        reader.assign(FIRST, 2);
        deliverOnPoll(FIRST, 2, 3);

        assertThatThrownBy(() -> reader.readTo(Map.of(FIRST, 4L), this::take))
                .isInstanceOf(TimeoutException.class)
                .hasMessageEndingWith("waiting for offsets [3, 4) of access-log-0");
        assertThat(read).containsExactly("0/2");
        assertThat(kafka.paused()).isEmpty();
    }

    /** Of two partitions that were polled together, the first is not handed over again, the second not skipped. */
    @Test
    void recordsThatWereNotHandledAreHandedOverAgain() {
        partitions(2);
        offsets(FIRST, 0, 2);
        offsets(SECOND, 0, 2);
        reader.assignAll(TopicReader.StartPosition.BEGINNING);
        kafka.schedulePollTask(() -> {
            for (long offset = 0; offset < 2; offset++) {
                kafka.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, null, new byte[0]));
                kafka.addRecord(new ConsumerRecord<>(TOPIC, 1, offset, null, new byte[0]));
            }
        });
        List<TopicPartition> handled = new ArrayList<>();
        assertThatThrownBy(() -> reader.readTo(Map.of(FIRST, 2L, SECOND, 2L), records -> {
                    if (!handled.isEmpty()) {
                        throw new IllegalStateException("a defect");
                    }
                    handled.add(new TopicPartition(TOPIC, records.get(0).partition()));
                }))
                .hasMessage("a defect");

        TopicPartition first = handled.get(0);
        TopicPartition second = first.equals(FIRST) ? SECOND : FIRST;
        assertThat(kafka.position(first)).isEqualTo(2);
        assertThat(kafka.position(second)).isZero();
    }

    @Test
    void kafkasFailureReachesTheCaller() {
        offsets(FIRST, 0, 9);
        reader.assign(FIRST, 2);
        kafka.setPollException(new KafkaException("no answer"));

        assertThatThrownBy(() -> reader.readTo(Map.of(FIRST, 4L), this::take)).hasMessage("no answer");
    }

    @Test
    void wakeupEndsAPoll() {
        offsets(FIRST, 0, 9);
        reader.assign(FIRST, 2);
        reader.wakeup();

        assertThatThrownBy(() -> reader.poll(Duration.ofSeconds(10))).isInstanceOf(WakeupException.class);
    }
}

package io.coursepulse.spout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.config.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.junit.jupiter.api.Test;

class RangeReaderTest {

    private static final long RULES = 7;

    private static final TopicPartition ZERO = new TopicPartition("access-log", 0);
    private static final TopicPartition ONE = new TopicPartition("access-log", 1);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final RangeReader reader = new RangeReader(kafka, Duration.ofMillis(100), Ticker.SYSTEM);

    RangeReaderTest() {
        kafka.updateBeginningOffsets(Map.of(ZERO, 3L, ONE, 0L));
    }

    /** Each poll returns only the lines at these offsets. */
    private void poll(TopicPartition partition, long... offsets) {
        kafka.schedulePollTask(() -> {
            for (long offset : offsets) {
                kafka.addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[] {(byte) offset}));
            }
        });
    }

    /** The next poll skips offsets without a line, such as a transaction marker. */
    private void pollGap(TopicPartition partition, long to) {
        kafka.schedulePollTask(() -> kafka.seek(partition, to));
    }

    private static List<Long> offsets(RangeReader.Lines lines) {
        return lines.records().stream().map(ConsumerRecord::offset).toList();
    }

    private RangeReader.Lines replay(long from, long to) {
        return reader.readRange(ZERO, new OffsetRange(from, to, 0, RULES, 1, false));
    }

    @Test
    void returnsBeginningOffset() {
        assertThat(reader.beginning(ZERO)).isEqualTo(3);
    }

    @Test
    void readsNewLinesOfAllPartitions() {
        kafka.schedulePollTask(() -> assertThat(kafka.assignment()).containsExactlyInAnyOrder(ZERO, ONE));
        poll(ZERO, 5, 6, 7);
        Map<TopicPartition, Long> from = Map.of(ZERO, 5L, ONE, 2L);
        assertThat(offsets(reader.readNew(from).get(ZERO))).isEmpty();
        Map<TopicPartition, RangeReader.Lines> lines = reader.readNew(from);
        assertThat(offsets(lines.get(ZERO))).containsExactly(5L, 6L, 7L);
        assertThat(lines.get(ZERO).to()).isEqualTo(8);
        assertThat(offsets(lines.get(ONE))).isEmpty();
        assertThat(lines.get(ONE).to()).isEqualTo(2);
        assertThat(reader.readNew(Map.of())).isEmpty();
    }

    @Test
    void newRangeEndsAtConsumerPosition() {
        pollGap(ZERO, 9);
        RangeReader.Lines lines = reader.readNew(Map.of(ZERO, 5L)).get(ZERO);
        assertThat(offsets(lines)).isEmpty();
        assertThat(lines.to()).isEqualTo(9);
    }

    @Test
    void newLinesAreReadFromTheGivenOffsets() {
        poll(ZERO, 5, 6);
        reader.readNew(Map.of(ZERO, 5L));
        poll(ZERO, 5, 6, 7);
        assertThat(offsets(reader.readNew(Map.of(ZERO, 5L)).get(ZERO))).containsExactly(5L, 6L, 7L);
        poll(ZERO, 8);
        assertThat(offsets(reader.readNew(Map.of(ZERO, 8L)).get(ZERO))).containsExactly(8L);
    }

    @Test
    void replayReadsExactlyItsRange() {
        poll(ZERO, 4, 5, 6, 7, 8, 9);
        RangeReader.Lines lines = replay(5, 8);
        assertThat(offsets(lines)).containsExactly(5L, 6L, 7L);
        assertThat(lines.to()).isEqualTo(8);
        assertThat(kafka.assignment()).containsExactly(ZERO);
    }

    @Test
    void replayPollsUntilComplete() {
        poll(ZERO, 5);
        poll(ZERO);
        poll(ZERO, 6, 7);
        poll(ZERO);
        poll(ZERO, 8, 9, 10);
        RangeReader.Lines lines = replay(5, 9);
        assertThat(offsets(lines)).containsExactly(5L, 6L, 7L, 8L);
        assertThat(lines.to()).isEqualTo(9);
    }

    @Test
    void replaySkipsOffsetsWithoutRecords() {
        poll(ZERO, 5, 8);
        pollGap(ZERO, 11);
        RangeReader.Lines lines = replay(5, 11);
        assertThat(offsets(lines)).containsExactly(5L, 8L);
        assertThat(lines.to()).isEqualTo(11);
    }

    @Test
    void emptyRangeIsReadWithoutPolling() {
        kafka.schedulePollTask(() -> {
            throw new AssertionError("polled");
        });
        assertThat(offsets(replay(5, 5))).isEmpty();
    }

    @Test
    void errorNamesMissingOffsets() {
        poll(ZERO, 5, 6);
        assertThatThrownBy(() -> replay(5, 9))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("replaying offsets [5, 9) of access-log-0")
                .hasMessageContaining("did not return [7, 9)");
        poll(ZERO, 5, 6, 7, 8);
        assertThat(offsets(replay(5, 9))).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void readsNewLinesAfterAReplay() {
        poll(ZERO, 5, 6, 7, 8);
        reader.readNew(Map.of(ZERO, 5L));
        poll(ZERO, 5, 6, 7, 8);
        replay(5, 7);
        poll(ZERO, 7, 8);
        assertThat(offsets(reader.readNew(Map.of(ZERO, 7L, ONE, 0L)).get(ZERO))).containsExactly(7L, 8L);
    }

    @Test
    void expiredOffsetsAreNotSkipped() {
        kafka.schedulePollTask(() -> kafka.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 5L))));
        assertThatThrownBy(() -> reader.readNew(Map.of(ZERO, 5L)))
                .isInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("access-log-0=5")
                .hasMessageContaining("lost silently");
        kafka.schedulePollTask(() -> kafka.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 5L))));
        assertThatThrownBy(() -> replay(5, 6)).isInstanceOf(ReportedFailedException.class);
    }

    @Test
    void readsFromGivenOffsetAfterAFailure() {
        poll(ZERO, 5);
        reader.readNew(Map.of(ZERO, 5L));
        kafka.schedulePollTask(() -> {
            kafka.seek(ZERO, 7);
            kafka.setPollException(new KafkaException("away"));
        });
        assertThatThrownBy(() -> reader.readNew(Map.of(ZERO, 6L)))
                .isInstanceOf(FailedException.class)
                .isNotInstanceOf(ReportedFailedException.class)
                .hasMessageContaining("away");
        poll(ZERO, 6, 7);
        assertThat(offsets(reader.readNew(Map.of(ZERO, 6L)).get(ZERO))).containsExactly(6L, 7L);
    }

    @Test
    void closesTheConsumer() {
        reader.close();
        assertThat(kafka.closed()).isTrue();
    }
}

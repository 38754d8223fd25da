package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.spout.SingleTaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.storm.kafka.spout.KafkaSpoutMessageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten minutes of steady traffic from a web server whose clock is ahead: from the spout's consumer to closed panes. */
class ClockAheadTest {

    private static final TopicPartition PARTITION = new TopicPartition("access-log", 0);
    private static final long START = Instant.parse("2026-11-26T14:00:00Z").getEpochSecond();
    private static final int SECONDS = 600;
    private static final EventTimeLimits TIME = new EventTimeLimits(
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(20));

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return Map.of();
        }
    };
    private long now = START;
    private final PartitionProgress.Tracker progress =
            new PartitionProgress.Tracker(TIME, () -> Instant.ofEpochSecond(now));
    private final OpenPanes panes = new OpenPanes(TIME, () -> Instant.ofEpochSecond(now));
    private final List<Pane> closed = new ArrayList<>();

    private TrackingTopicFilter open() {
        TrackingTopicFilter topic = new TrackingTopicFilter(new RecentLinesConfig(
                "k:1", PARTITION.topic(), "group", Duration.ofMinutes(20), 1_000, Duration.ofSeconds(5), true));
        Node node = new Node(1, "k", 1);
        consumer.updatePartitions(
                PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, node, new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        topic.open(Map.of(), SingleTaskContext.context());
        topic.getAllSubscribedPartitions((Consumer<?, ?>) consumer);
        consumer.assign(Set.of(PARTITION));
        consumer.seek(PARTITION, 0);
        topic.onPartitionsReassigned(Set.of(PARTITION));
        return topic;
    }

    /** Each second two lines arrive, of which the second is still unread when the end offset is asked for. */
    private void runTraffic(int ahead) {
        TrackingTopicFilter topic = open();
        long arrived = 0;
        long read = 0;
        for (int second = 0; second < SECONDS; second++) {
            now = START + second;
            arrived += 2;
            for (; read < arrived - 1; read++) {
                topic.onEmit(List.of(), new KafkaSpoutMessageId(PARTITION, read));
                panes.add("112", now + ahead);
                if (progress.addLine(0, now + ahead)) {
                    closed.addAll(panes.advance(progress.current(0)));
                }
            }
            consumer.updateEndOffsets(Map.of(PARTITION, arrived));
            Map<TopicPartition, Long> readUntil = topic.readUntil(topic.endOffsets(), now * 1_000, false);
            progress.addStatus(0, 1, readUntil.getOrDefault(PARTITION, PartitionProgress.UNKNOWN));
            closed.addAll(panes.advance(progress.current(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 60})
    void windowsAdvance(int ahead) {
        runTraffic(ahead);

        // All but the allowed delay and lateness, and the time between two checks.
        assertThat(closed).hasSizeGreaterThan(SECONDS - 10);
        assertThat(last().late()).isZero();
    }

    private Pane last() {
        return closed.get(closed.size() - 1);
    }

    /** A clock that is a minute ahead is set right. */
    @Test
    void linesOfAClockThatIsSetBackAreNotLateAgainstTheRightTime() {
        runTraffic(60);
        int before = closed.size();
        now = START + SECONDS;
        panes.add("112", now);
        if (progress.addLine(0, now)) {
            closed.addAll(panes.advance(progress.current(0)));
        }
        now += 10;
        progress.addStatus(0, 1, now * 1_000);
        closed.addAll(panes.advance(progress.current(0)));
        assertThat(closed).hasSizeGreaterThan(before);
        assertThat(last().late()).isZero();
    }

    /** The lines of a day before, as after midnight, are late, whichever day it is. */
    @Test
    void lineOfYesterdayIsLateAndDoesNotMoveTheWindows() {
        runTraffic(0);
        int before = closed.size();
        panes.add("112", now - 86_400);
        progress.addLine(0, now - 86_400);
        closed.addAll(panes.advance(progress.current(0)));
        assertThat(closed.size() - before).isLessThan(3);
        now += 20;
        progress.addStatus(0, 1, now * 1_000);
        closed.addAll(panes.advance(progress.current(0)));
        assertThat(last().late()).isEqualTo(1);
    }

    @Test
    void reportsHowFarTheClockIsAhead() {
        runTraffic(3);

        assertThat(ClocksAhead.unpack(last().ahead())).singleElement().satisfies(clock -> {
            assertThat(clock.partition()).isZero();
            assertThat(clock.millis()).isEqualTo(3_000);
        });
    }

    @Test
    void aClockThatIsRightIsNotReported() {
        runTraffic(1);

        assertThat(ClocksAhead.unpack(last().ahead())).isEmpty();
    }

    @Test
    void aClockThatWasSetRightIsForgottenWithinAMinute() {
        progress.addLine(0, now + 3);
        assertThat(progress.current(0).ahead()).isEqualTo(3_000);
        now += 29;
        progress.addStatus(0, 1, PartitionProgress.UNKNOWN);
        assertThat(progress.current(0).ahead()).isEqualTo(3_000);
        now += 31;
        progress.addStatus(0, 1, PartitionProgress.UNKNOWN);
        assertThat(progress.current(0).ahead()).isZero();
    }
}

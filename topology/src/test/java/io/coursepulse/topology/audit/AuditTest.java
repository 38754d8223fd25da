package io.coursepulse.topology.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.spout.Chunk;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.Ledger;
import io.coursepulse.store.MemoryStore;
import io.coursepulse.store.StampedValue;
import io.coursepulse.topic.AuditVerdict.Verdict;
import io.coursepulse.topic.TopicReader;
import io.coursepulse.topology.counts.CountingPipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final long TOPIC_ID = 7;
    private static final String WITHOUT_ENGINE = "-";
    private static final String WITHOUT_KEYWORD = "http://www.baidu.com/";
    private static final String WITH_KEYWORD = "http://www.baidu.com/s?wd=storm";

    private final MemoryStore store = new MemoryStore();
    private final Map<String, Long> next = new HashMap<>();
    private Audit.Topic kafka = new Audit.Topic(Optional.of(TOPIC_ID), Map.of());

    /** Counts a batch of visits with these referrers, as the topology does. */
    private void count(long txid, String partition, long topicId, String... referrers) {
        long from = next.getOrDefault(partition, 0L);
        long to = from;
        Chunk.Packer packer = new Chunk.Packer(from);
        for (String referrer : referrers) {
            String line = "1.2.3.4\t2017-11-11 12:30:05\t\"GET /class/112.html HTTP/1.1\"\t200\t" + referrer;
            packer.add(to++, line.getBytes(StandardCharsets.UTF_8));
        }
        new CountingPipeline(store)
                .count(txid, List.of(List.of(partition, from, to, 0L, packer.pack(), topicId, from, to, true, 7L)));
        next.put(partition, to);
    }

    private void countThreeVisits() {
        count(1, "access-log-0", TOPIC_ID, WITHOUT_ENGINE, WITHOUT_KEYWORD);
        count(2, "access-log-0", TOPIC_ID, WITH_KEYWORD);
        kafkaHas("access-log", 3);
    }

    private void kafkaHas(String topic, long end) {
        kafka = new Audit.Topic(
                Optional.of(TOPIC_ID), Map.of(new TopicPartition(topic, 0), new TopicReader.Offsets(0, end)));
    }

    private AuditReport audit(String topic) throws InterruptedException {
        return new Audit(topic, store, () -> kafka, Duration.ZERO).run();
    }

    private void overwrite(CellKey cell, long value) {
        StampedValue before = store.cells().get(cell);
        store.cells().put(cell, new StampedValue(value, before.txid()));
    }

    @Test
    void everyTableHasItsNumberInTheLedger() throws InterruptedException {
        countThreeVisits();
        AuditReport report = audit("access-log");
        assertThat(report.differences()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.EXACT);
        assertThat(report.sums())
                .containsEntry(Dimension.COURSE, 3L)
                .containsEntry(Dimension.SEARCH, 2L)
                .containsEntry(Dimension.KEYWORD, 1L);
    }

    /** Both tables may have fewer clicks than there were, so that only a number of their own shows a lost one. */
    @Test
    void detectsLostClicksOfTablesThatCountSomeVisits() throws InterruptedException {
        countThreeVisits();
        overwrite(CellKey.counter(Dimension.SEARCH.table(), "20171111_baidu_112"), 1);
        store.cells().remove(CellKey.counter(Dimension.KEYWORD.table(), "20171111_storm_112"));
        AuditReport report = audit("access-log");
        assertThat(report.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(report.differences())
                .containsExactly(
                        "course_search_clickcount sums to 1, but the ledger has counted 2 clicks with a value",
                        "course_keyword_clickcount sums to 0, but the ledger has counted 1 clicks with a value");
    }

    @Test
    void detectsExtraClicksOfTablesThatCountSomeVisits() throws InterruptedException {
        countThreeVisits();
        overwrite(CellKey.counter(Dimension.SEARCH.table(), "20171111_baidu_112"), 3);
        assertThat(audit("access-log").differences())
                .containsExactly(
                        "course_search_clickcount sums to 3, but the ledger has counted 2 clicks with a value");
    }

    @Test
    void ledgerWithoutTheNumberCannotBeAudited() {
        countThreeVisits();
        store.cells().remove(new CellKey(Ledger.TABLE, "access-log-0", "with_keyword"));
        assertThatThrownBy(() -> audit("access-log"))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("access-log-0 has no column with_keyword")
                .hasMessageContaining("course_keyword_clickcount cannot be checked");
    }

    @Test
    void detectsRecreatedTopic() throws InterruptedException {
        countThreeVisits();
        kafka = new Audit.Topic(Optional.of(TOPIC_ID + 1), kafka.offsets());
        assertThat(audit("access-log").differences()).singleElement().satisfies(difference -> assertThat(difference)
                .contains("access-log-0: the ledger has counted another topic of this name")
                .contains("topic ID 7")
                .contains("Kafka's has 8"));
    }

    @Test
    void countsOfFormerTopicStayInTheSums() throws InterruptedException {
        countThreeVisits();
        count(3, "lines-0", TOPIC_ID + 1, WITH_KEYWORD);
        kafka = new Audit.Topic(
                Optional.of(TOPIC_ID + 1), Map.of(new TopicPartition("lines", 0), new TopicReader.Offsets(0, 1)));
        AuditReport report = audit("lines");
        assertThat(report.differences()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.EXACT);
        assertThat(report.counted()).isEqualTo(4);
        assertThat(report.text()).containsPattern("access-log-0 +0 +3 +- +-  ok");
    }
}

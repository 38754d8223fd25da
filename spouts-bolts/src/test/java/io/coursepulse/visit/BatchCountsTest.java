package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistEntry;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.log.RejectReason;
import io.coursepulse.spout.Chunk;
import io.coursepulse.spout.LineChunk;
import io.coursepulse.spout.OffsetRange;
import io.coursepulse.topic.RejectedLine;
import io.coursepulse.visit.BatchCounts.PartitionCounts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.topology.FailedException;
import org.junit.jupiter.api.Test;

class BatchCountsTest {

    private static final long RULES = 7;

    private static final String TIME = "10/Nov/2017:16:30:05 +0000";
    private static final Map<String, String> LINE_BY_COLUMN = Map.of(
            "counted", LineClassifierTest.line(TIME, "/class/112.html", "http://www.baidu.com/"),
            "other_page", LineClassifierTest.line(TIME, "/", "-"),
            "not_served", LineClassifierTest.line(TIME, "/class/112.html", "-").replace(" 200 ", " 404 "),
            "robot",
                    LineClassifierTest.line(TIME, "/class/112.html", "http://www.baidu.com/")
                            .replace("\"-\"", "\"curl/8.5.0\""),
            "blacklisted", LineClassifierTest.line(TIME, "/class/666.html", "-"),
            "rejected_empty", "",
            "rejected_bad_time", LineClassifierTest.line("now", "/class/112.html", "-"),
            "rejected_bad_request", LineClassifierTest.line(TIME, "", "-"));
    private static final Blacklist NO_666 = new Blacklist(3, List.of(new BlacklistEntry.Course("666")));

    private final Map<Visit, Long> visits = new HashMap<>();
    private final LineClassifier classifier = LineClassifierTest.classifier("Asia/Shanghai");
    private final List<RejectedLine> rejected = new ArrayList<>();
    private final BatchCounts counts = new BatchCounts(visit -> visits.merge(visit, 1L, Long::sum), rejected::add);

    private static byte[] line(String column) {
        return LINE_BY_COLUMN.get(column).getBytes(StandardCharsets.US_ASCII);
    }

    /** A chunk that is all of its batch. */
    private static LineChunk chunk(String partition, long from, long to, byte[] packed) {
        return new LineChunk(partition, 1, from, to, new OffsetRange(from, to, 0, RULES, 9, true), packed);
    }

    /** Two coordinators: a spout task without partitions has reported twice, the one with the lines not at all. */
    @Test
    void refusesABatchOfWhichNothingHasArrived() {
        assertThatThrownBy(counts::checkComplete)
                .isInstanceOf(MixedBatchException.class)
                .hasMessageContaining("Nothing of the batch has arrived");
        counts.addTaskWithoutPartitions();
        counts.checkComplete();
        assertThat(counts.partitions()).isEmpty();
    }

    @Test
    void outcomesSumToOffsetCount() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, Long> expected = new LinkedHashMap<>();
        List<String> columns = List.copyOf(LINE_BY_COLUMN.keySet());
        long from = 1_000;
        long next = from;
        List<byte[]> chunks = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (int chunk = 0; chunk < 20; chunk++) {
            long first = next;
            Chunk.Packer packer = new Chunk.Packer(first);
            for (int i = random.nextInt(30); i > 0; i--) {
                if (random.nextInt(4) == 0) {
                    expected.merge("no_line", 1L, Long::sum);
                } else {
                    String column = columns.get(random.nextInt(columns.size()));
                    expected.merge(column, 1L, Long::sum);
                    packer.add(next, line(column));
                }
                next++;
            }
            chunks.add(packer.pack());
            ends.add(next);
        }
        OffsetRange range = new OffsetRange(from, next, 3, RULES, 9, true);
        long start = from;
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            if (start < ends.get(chunk)) {
                counts.add(
                        new LineChunk("access-log-0", 1, start, ends.get(chunk), range, chunks.get(chunk)),
                        classifier,
                        NO_666);
            }
            start = ends.get(chunk);
        }
        counts.checkComplete();
        PartitionCounts partition = counts.partitions().get("access-log-0");
        assertThat(partition.range()).as("-Dseed=%d", seed).isEqualTo(range);
        assertThat(partition.outcomes()).as("-Dseed=%d", seed).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(partition.outcomes().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("-Dseed=%d", seed)
                .isEqualTo(next - from);
        assertThat(visits.values().stream().mapToLong(Long::longValue).sum())
                .as("-Dseed=%d", seed)
                .isEqualTo(expected.getOrDefault("counted", 0L));
    }

    @Test
    void sumsEqualVisitsAcrossPartitions() {
        for (String partition : List.of("access-log-0", "access-log-1")) {
            Chunk.Packer packer = new Chunk.Packer(5);
            packer.add(5, line("counted"));
            packer.add(6, line("counted"));
            counts.add(chunk(partition, 5, 7, packer.pack()), classifier, Blacklist.EMPTY);
        }
        assertThat(visits.values()).containsExactly(4L);
        counts.partitions().values().forEach(partition -> {
            assertThat(partition.days()).containsOnlyKeys(LocalDate.of(2017, 11, 11));
            assertThat(partition.days().values()).containsExactly(new long[] {5, 6});
        });
        Visit visit = visits.keySet().iterator().next();
        assertThat(visit.minute()).isEqualTo(LocalDateTime.parse("2017-11-11T00:30"));
        assertThat(visit.course()).isEqualTo("112");
        assertThat(visit.value(Dimension.SEARCH)).isEqualTo("baidu");
        assertThat(visit.value(Dimension.KEYWORD)).isEqualTo(Visit.NOT_COUNTED);
        assertThat(visit.value(Dimension.REGION)).isEqualTo("US");
        assertThat(visit.value(Dimension.CLIENT)).isEqualTo("Unknown");
        assertThat(visit.value(Dimension.DEVICE)).isEqualTo("Unknown");
        assertThat(counts.partitions()).containsOnlyKeys("access-log-0", "access-log-1");
        counts.partitions().values().forEach(partition -> assertThat(partition.visits())
                .containsOnly(Map.entry(Dimension.SEARCH, 2L), Map.entry(Dimension.KEYWORD, 0L)));
    }

    @Test
    void rangeWithoutLinesCountsAsNoLine() {
        counts.add(chunk("access-log-0", 7, 9, new byte[0]), classifier, Blacklist.EMPTY);
        assertThat(counts.partitions().get("access-log-0").outcomes()).containsExactly(Map.entry("no_line", 2L));
        assertThat(visits).isEmpty();
    }

    @Test
    void rejectedLineIsKeptWithOriginAndReason() {
        byte[] broken = {'a', 0, (byte) 0xff, '\n', '\r'};
        Chunk.Packer packer = new Chunk.Packer(5);
        packer.add(5, line("counted"));
        packer.add(8, broken);
        packer.add(9, line("rejected_empty"));
        counts.add(chunk("access-log-2", 5, 10, packer.pack()), classifier, Blacklist.EMPTY);
        assertThat(rejected).hasSize(2);
        assertThat(rejected.get(0).partition()).hasToString("access-log-2");
        assertThat(rejected.get(0).offset()).isEqualTo(8);
        assertThat(rejected.get(0).line()).isEqualTo(broken);
        assertThat(rejected.get(1).offset()).isEqualTo(9);
        assertThat(rejected.get(1).reason()).isEqualTo(RejectReason.EMPTY.label());
        assertThat(rejected.get(1).line()).isEmpty();
    }

    private void add(long from, long to, OffsetRange batch) {
        counts.add(new LineChunk("access-log-0", 1, from, to, batch, new byte[0]), classifier, Blacklist.EMPTY);
    }

    private void assertMixed(long from, long to, OffsetRange batch, String message) {
        assertThatThrownBy(() -> add(from, to, batch))
                .isInstanceOf(MixedBatchException.class)
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("access-log-0")
                .hasMessageContaining(message);
    }

    /** Two workers that run the same task emit the same attempt: chunks are missing or there twice. */
    @Test
    void refusesChunksThatAreNotThoseOfOneAttempt() {
        OffsetRange batch = new OffsetRange(7, 12, 0, RULES, 3, false);
        assertMixed(9, 12, batch, "begins at offset 9, but the one before it ended at 7");
        add(7, 9, batch);
        assertThatThrownBy(counts::checkComplete)
                .isInstanceOf(MixedBatchException.class)
                .hasMessageContaining("ends at offset 12, its chunks at 9");
        assertMixed(7, 9, batch, "begins at offset 7, but the one before it ended at 9");
        assertMixed(10, 12, batch, "begins at offset 10, but the one before it ended at 9");
        assertMixed(9, 12, new OffsetRange(7, 13, 0, RULES, 3, false), "different batches");
        add(9, 12, batch);
        counts.checkComplete();
        assertMixed(7, 9, batch, "more lines than the batch, which ends at offset 12");
    }

    private long digest(int chunkLines, String... columns) {
        BatchCounts batch = new BatchCounts(visit -> {}, line -> {});
        OffsetRange range = new OffsetRange(5, 5 + columns.length, 0, RULES, 3, false);
        for (int from = 0; from < columns.length; from += chunkLines) {
            int to = Math.min(columns.length, from + chunkLines);
            Chunk.Packer packer = new Chunk.Packer(5 + from);
            for (int i = from; i < to; i++) {
                packer.add(5 + i, line(columns[i]));
            }
            batch.add(
                    new LineChunk("access-log-0", 1, 5 + from, 5 + to, range, packer.pack()),
                    classifier,
                    Blacklist.EMPTY);
        }
        return batch.partitions().get("access-log-0").digest();
    }

    @Test
    void digestIsOfLinesAndOutcomesNotOfChunks() {
        long digest = digest(3, "counted", "other_page", "rejected_empty", "counted");
        assertThat(digest(1, "counted", "other_page", "rejected_empty", "counted"))
                .isEqualTo(digest);
        assertThat(digest(3, "other_page", "counted", "rejected_empty", "counted"))
                .isNotEqualTo(digest);
        assertThat(digest(3, "counted", "other_page", "rejected_empty", "blacklisted"))
                .isNotEqualTo(digest);
    }

    @Test
    void refusesASecondChunkOfAnEmptyRange() {
        OffsetRange batch = new OffsetRange(7, 7, 0, RULES, 3, false);
        add(7, 7, batch);
        counts.checkComplete();
        assertMixed(7, 7, batch, "more lines than the batch");
        assertThat(counts.partitions().get("access-log-0").outcomes()).isEmpty();
    }

    @Test
    void everyOutcomeAndReasonHasAColumn() {
        OutcomeCounts lines = new OutcomeCounts();
        for (RejectReason reason : RejectReason.values()) {
            lines.addRejected(reason);
            assertThat(lines.byColumn())
                    .containsEntry("rejected_" + reason.name().toLowerCase(java.util.Locale.ROOT), 1L);
        }
        assertThat(OutcomeCounts.columns())
                .doesNotHaveDuplicates()
                .contains("counted", "other_page", "not_served", "blacklisted", "robot", "no_line")
                .containsAll(lines.byColumn().keySet())
                .hasSize(Outcome.values().length - 1 + RejectReason.values().length);
    }
}

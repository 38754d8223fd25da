package io.coursepulse.web;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.topic.RecentWindow;
import io.coursepulse.topic.RejectedLine;
import io.coursepulse.web.rejected.RejectedSamples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Counters and windows for tests. */
public final class Rows {

    public static final LocalDate SINGLES_DAY = LocalDate.of(2017, 11, 11);

    private Rows() {}

    public static CounterValue course(LocalDate day, String course, long count) {
        return new CounterValue(new CounterRow(Dimension.COURSE, day, List.of(), course), count);
    }

    public static CounterValue region(LocalDate day, String region, String course, long count) {
        return new CounterValue(new CounterRow(Dimension.REGION, day, List.of(region), course), count);
    }

    public static CounterValue client(LocalDate day, String client, String course, long count) {
        return new CounterValue(new CounterRow(Dimension.CLIENT, day, List.of(client), course), count);
    }

    public static CounterValue device(LocalDate day, String device, String course, long count) {
        return new CounterValue(new CounterRow(Dimension.DEVICE, day, List.of(device), course), count);
    }

    public static CounterValue keyword(LocalDate day, String keyword, String course, long count) {
        return new CounterValue(new CounterRow(Dimension.KEYWORD, day, List.of(keyword), course), count);
    }

    public static CounterValue minute(LocalDateTime minute, String course, long count) {
        return new CounterValue(new CounterRow(Dimension.MINUTE, minute, List.of(), course), count);
    }

    /** A window that ends on Singles' Day at 14:00 in Shanghai, with clicks of one course. */
    public static RecentWindow window(String name, long clicks) {
        Instant end = Instant.parse("2017-11-11T06:00:00Z");
        return new RecentWindow(
                name,
                "1s",
                end.minusSeconds(60),
                end,
                false,
                false,
                clicks,
                clicks / 2,
                0,
                0,
                List.of(new RecentWindow.Course("112", clicks, clicks / 2)),
                List.of());
    }

    public static RejectedSamples.Sample rejected(
            String reason, String topic, int partition, long offset, Instant at, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new RejectedSamples.Sample(
                new RejectedLine(new TopicPartition(topic, partition), offset, reason, bytes), at, bytes.length);
    }

    public static CounterValue search(LocalDate day, String engine, String course, long count) {
        return new CounterValue(new CounterRow(Dimension.SEARCH, day, List.of(engine), course), count);
    }
}

package io.coursepulse.web.demo;

import io.coursepulse.config.Ticker;
import io.coursepulse.web.Backend;
import io.coursepulse.web.FakeBackend;
import io.coursepulse.web.Rows;
import io.coursepulse.web.WebSettings;
import io.coursepulse.web.WebVerticle;
import io.coursepulse.web.catalogue.Catalogue;
import io.coursepulse.web.http.Metrics;
import io.coursepulse.web.live.LiveIntervals;
import io.coursepulse.web.trust.EndOffsetReader;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server with invented counts that change, for work on the page: {@code PageDemo [port] [courses]}. */
public final class PageDemo {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int TICKS_PER_CLICK = 3;
    private static final long TICK_MS = 100;
    private static final int TICKS_PER_SECOND = 10;

    private PageDemo() {}

    public static void main(String[] args) throws InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8099;
        int courses = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        FakeBackend backend = new FakeBackend();
        Clock clock = Clock.system(ZONE);
        LocalDateTime now = LocalDateTime.now(clock);
        for (int back = 1; back < 8; back++) {
            new InventedClicks(back, courses)
                    .day(now.toLocalDate().minusDays(back).atTime(LocalTime.of(23, 59)), 280_000)
                    .forEach(backend.store::put);
        }
        InventedClicks today = new InventedClicks(0, courses);
        today.day(now, 250_000).forEach(backend.store::put);
        Backend fake = backend.toBackend();
        Metrics metrics = new Metrics();
        metrics.vertx(new VertxOptions())
                .deployVerticle(
                        new WebVerticle(settings(port), clock, Ticker.SYSTEM, fake, LiveIntervals.DEFAULT, metrics))
                .await();
        backend.rejected
                .listener()
                .onMessages(List.of(Rows.rejected(
                        "bad_time", "access-log", 0, 41, clock.instant(), "1.2.3.4 - - [yesterday] \"GET /\" 200")));
        long lines = 60_000;
        for (int turn = 0; ; turn++) {
            int clicks = turn % TICKS_PER_CLICK == 0 ? 1 : 0;
            backend.counts
                    .listener()
                    .onMessages(List.copyOf(
                            today.minute(LocalDateTime.now(clock).withSecond(0).withNano(0), clicks)));
            lines += 2L * clicks;
            backend.store.ledger(
                    "access-log-0",
                    0,
                    lines,
                    "counted",
                    lines - 9_000,
                    "other_page",
                    6_000,
                    "robot",
                    2_000,
                    "blacklisted",
                    993,
                    "rejected_bad_time",
                    7);
            backend.log.setEndOffsets(
                    new EndOffsetReader.EndOffsets(Map.of("access-log-0", lines), Optional.of(Instant.now())));
            if (turn % TICKS_PER_SECOND == 0) {
                backend.activity
                        .listener()
                        .onMessages(List.of(
                                today.window("1m", Duration.ofMinutes(1), Instant.now(), 1_400),
                                today.window("10m", Duration.ofMinutes(10), Instant.now(), 13_000)));
            }
            Thread.sleep(TICK_MS);
        }
    }

    private static WebSettings settings(int port) {
        WebSettings standard = WebSettings.defaultsOnPort(port);
        return new WebSettings(
                standard.host(),
                port,
                standard.tls(),
                "",
                "",
                standard.limits(),
                WebSettings.Proxies.NONE,
                List.of(),
                new Catalogue(Map.ofEntries(
                        Map.entry("110", "Spark SQL by example"),
                        Map.entry("111", "大数据实战：Hadoop"),
                        Map.entry("112", "Storm in depth"),
                        Map.entry("113", "HBase for analysts"),
                        Map.entry("114", "Kafka operations"),
                        Map.entry("115", "Linux from scratch"),
                        Map.entry("116", "数据结构与算法"),
                        Map.entry("117", "Statistics with R"),
                        Map.entry("118", "Web security"),
                        Map.entry("119", "Machine learning, first steps"),
                        Map.entry("120", "Python for data"),
                        Map.entry("121", "前端工程化"),
                        Map.entry("122", "Distributed systems"),
                        Map.entry("123", "SQL tuning"),
                        Map.entry("125", "Operating Flume"))),
                standard.nimbus(),
                Optional.empty());
    }
}

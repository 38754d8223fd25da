package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coursepulse.generator.ClicksBySecond;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.topic.RecentWindow;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The topology of recent activity on real servers, with four tasks of each kind: a backlog of a quarter of an hour, live lines,
 * an HBase outage with a killed worker, and a Kafka outage. Every window that is marked full is compared with an independent
 * recount of the log.
 *
 * <p>{@code -Dcoursepulse.workers=2} sets the number of workers, {@code -Dcoursepulse.outage=PT5M} the length of the HBase
 * outage.
 */
@Timeout(1200)
class ActivityIT {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration BACKLOG = Duration.ofMinutes(15);
    private static final int BACKLOG_LINES = 12_000;

    /**
     * More than the backlog in any partition. And fewer than come in a minute later on, so that a worker that is started
     * again then has no whole window at first.
     */
    private static final String SETTINGS =
            "top = 10000, spout-tasks = 4, parse-tasks = 4, pane-tasks = 4, catch-up = 20000, workers = "
                    + Integer.getInteger("coursepulse.workers", 1);

    private static final int RATE = 1_500;

    /** How long windows are awaited during the HBase outage before the worker is killed. */
    private static final Duration OUTAGE = Duration.parse(System.getProperty("coursepulse.outage", "PT1S"));

    /** As the sandbox configures it. */
    private static final Duration DELAY = Duration.ofSeconds(20);

    private static final Set<ServerName> SERVERS =
            Set.of(ServerName.FLUME, ServerName.ACTIVITY, ServerName.HBASE, ServerName.WEB);

    /** Kept after a failure, with every server's log. */
    private final Path folder = Path.of("target", "it", "activity");

    private final List<RecentWindow> windows = new ArrayList<>();

    /** The positions in that list where a new worker starts without the state of the previous one. */
    private final List<Integer> starts = new ArrayList<>(List.of(0));

    @Test
    void everyFullWindowIsExactDespiteFailures() throws Exception {
        SandboxOptions options = SandboxOptions.in(folder)
                .withServers(SERVERS)
                .withAutoRestart(false)
                .withCleanStart()
                .withZone(ZONE);
        try (Sandbox sandbox = Sandbox.start(options, Progress.SILENT);
                WindowTopicConsumer topic = new WindowTopicConsumer(sandbox.kafkaBootstrapServers())) {
            catchUp(sandbox, topic);
            try (LogWriter writer = writer(GeneratorOptions.defaults(RATE, 5), StopAfter.NEVER, sandbox)) {
                writer.start();
                awaitRows(
                        sandbox,
                        topic,
                        awaitWindow(topic, minuteAfter(Instant.now())).to());

                sandbox.kill(ServerName.HBASE);
                awaitWindowAtWebServer(sandbox, Instant.now().plus(OUTAGE), topic);
                killWorker(sandbox, topic);
                assertThat(sandbox.isAlive(ServerName.HBASE)).isFalse();
                Instant withoutHBase = windows.get(windows.size() - 1).to();
                sandbox.restart(ServerName.HBASE);
                awaitRows(sandbox, topic, withoutHBase);
                assertWindowsRefill(topic);
                surviveKafkaOutage(sandbox, topic, writer);
                writer.stop();
            }
            assertExact(sandbox.accessLog());
        }
    }

    private static LogWriter writer(GeneratorOptions options, StopAfter end, Sandbox sandbox) {
        return new LogWriter(options.withZone(ZONE), end, sandbox.accessLog(), InstantSource.system());
    }

    /** A topology submitted after a backlog of lines reads them, and has full windows at once. */
    private void catchUp(Sandbox sandbox, WindowTopicConsumer topic) throws Exception {
        sandbox.stop(ServerName.ACTIVITY);
        Instant end = Instant.now();
        // At this rate about thirty lines are written per append, with two reads of the clock.
        double step = BACKLOG.toMillis() / (BACKLOG_LINES / 30.0 * 2);
        long[] clockReads = {0};
        InstantSource clock =
                () -> end.minus(BACKLOG).plusMillis((long) Math.min(BACKLOG.toMillis(), clockReads[0]++ * step));
        try (LogWriter writer = new LogWriter(
                GeneratorOptions.defaults(RATE, 3).withZone(ZONE),
                StopAfter.lines(BACKLOG_LINES),
                sandbox.accessLog(),
                clock)) {
            writer.start();
            assertThat(writer.awaitEnd(Duration.ofMinutes(2))).isTrue();
        }
        try (AccessLogTopic lines = new AccessLogTopic(sandbox.kafkaBootstrapServers())) {
            new Await.Progress("lines in Kafka", lines::lines).await(() -> BACKLOG_LINES);
        }
        topic.forEachNew(windows::add);
        starts.add(windows.size());
        String configuration = Files.readString(sandbox.configuration());
        Files.writeString(sandbox.configuration(), configuration.replace("top = 10000", SETTINGS));
        sandbox.restart(ServerName.ACTIVITY);
        RecentWindow caughtUp = awaitWindow(topic, window -> window.window().equals("10m") && !window.filling());
        assertThat(caughtUp.to()).isBefore(end);
    }

    private static Predicate<RecentWindow> minuteAfter(Instant moment) {
        return window -> window.window().equals("1m") && window.to().isAfter(moment);
    }

    /** Reads until there is such a window; fails if no more windows arrive. */
    private RecentWindow awaitWindow(WindowTopicConsumer topic, Predicate<RecentWindow> which)
            throws InterruptedException {
        int before = windows.size();
        List<RecentWindow> found = new ArrayList<>();
        new Await.Progress("windows", () -> {
                    if (found.isEmpty()) {
                        topic.forEachNew(windows::add);
                        windows.stream().skip(before).filter(which).findFirst().ifPresent(found::add);
                    }
                    return found.isEmpty() ? windows.size() : Long.MAX_VALUE;
                })
                .await(() -> Long.MAX_VALUE);
        return found.get(0);
    }

    /** The web server receives a window that ends after {@code moment}, and pushes it to the browsers. */
    private void awaitWindowAtWebServer(Sandbox sandbox, Instant moment, WindowTopicConsumer topic) throws Exception {
        RecentWindow published = awaitWindow(topic, minuteAfter(moment));
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(sandbox.page().resolve("/api/v1/activity"))
                .build();
        new Await.Progress("windows at the web server", () -> newestMinute(http, request))
                .await(() -> published.to().toEpochMilli());
    }

    private static long newestMinute(HttpClient http, HttpRequest request) {
        try {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            for (JsonNode window : new ObjectMapper().readTree(answer).required("windows")) {
                if (window.required("window").asText().equals("1m")) {
                    return Instant.parse(window.required("to").asText()).toEpochMilli();
                }
            }
            return 0;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("The web server does not answer", e);
        }
    }

    /** During the HBase outage: neither the old worker nor the new one needs it. */
    private void killWorker(Sandbox sandbox, WindowTopicConsumer topic) throws InterruptedException {
        awaitWindow(topic, minuteAfter(Instant.now()));
        Set<ProcessIdentity> killed = Set.copyOf(sandbox.processes(ServerName.ACTIVITY));
        assertThat(killed).isNotEmpty();
        sandbox.kill(ServerName.ACTIVITY);
        topic.forEachNew(windows::add);
        starts.add(windows.size());
        assertThat(awaitWindow(topic, minuteAfter(Instant.now())).filling()).isTrue();
        assertThat(sandbox.processes(ServerName.ACTIVITY)).doesNotContainAnyElementsOf(killed);
    }

    /** Every row has the published clicks of a window that ended after {@code moment}. */
    private void awaitRows(Sandbox sandbox, WindowTopicConsumer topic, Instant moment) throws Exception {
        try (Connection hbase = ConnectionFactory.createConnection(client(sandbox))) {
            new Await.Progress("rows", () -> {
                        topic.forEachNew(windows::add);
                        return newRows(hbase, moment) ? Long.MAX_VALUE : windows.size();
                    })
                    .await(() -> Long.MAX_VALUE);
        }
    }

    private static Configuration client(Sandbox sandbox) {
        Configuration client = HBaseConfiguration.create();
        client.set("hbase.zookeeper.quorum", sandbox.ports().address(PortName.HBASE_ZOOKEEPER));
        client.setBoolean("hbase.use.dynamic.jars", false);
        return client;
    }

    private boolean newRows(Connection hbase, Instant moment) {
        Map<Instant, Map<String, Long>> published = new HashMap<>();
        for (RecentWindow window : windows) {
            if (window.window().equals("1m")) {
                Map<String, Long> courses = new HashMap<>();
                window.courses().forEach(course -> courses.put(course.course(), course.clicks()));
                published.put(window.to(), courses);
            }
        }
        int found = 0;
        try (Table table = hbase.getTable(TableName.valueOf("course_recent"));
                ResultScanner rows = table.getScanner(new Scan())) {
            for (Result row : rows) {
                Cell cell = row.getColumnLatestCell(Bytes.toBytes("info"), Bytes.toBytes("1m"));
                Instant to = cell == null ? Instant.EPOCH : Instant.ofEpochMilli(cell.getTimestamp());
                if (!to.isAfter(moment) || !published.containsKey(to)) {
                    return false;
                }
                found++;
                assertThat(Bytes.toLong(CellUtil.cloneValue(cell)))
                        .as("row %s, window to %s", Bytes.toString(row.getRow()), to)
                        .isEqualTo(published.get(to).get(Bytes.toString(row.getRow())));
            }
        } catch (IOException e) {
            // HBase is restarting.
            return false;
        }
        return found >= 50;
    }

    /** The new worker marks its windows as filling, and has a full one after a minute. */
    private void assertWindowsRefill(WindowTopicConsumer topic) throws InterruptedException {
        int restart = starts.get(starts.size() - 1);
        Predicate<RecentWindow> whole = window -> window.window().equals("1m") && !window.filling();
        if (windows.stream().skip(restart).noneMatch(whole)) {
            awaitWindow(topic, whole);
        }
        List<RecentWindow> afterRestart = windows.stream()
                .skip(restart)
                .filter(window -> window.window().equals("1m"))
                .toList();
        List<Boolean> filling =
                afterRestart.stream().map(RecentWindow::filling).distinct().toList();
        assertThat(filling).as("first filling, then whole").containsExactly(true, false);
        RecentWindow firstWhole =
                afterRestart.stream().filter(whole).findFirst().orElseThrow();
        assertThat(Duration.between(afterRestart.get(0).to(), firstWhole.to())).isLessThan(Duration.ofSeconds(70));
        assertThat(firstWhole.clicks()).isPositive();
    }

    /** Longer than the delay allowed for lines. They arrive after the outage, and no window misses them. */
    private void surviveKafkaOutage(Sandbox sandbox, WindowTopicConsumer topic, LogWriter writer) throws Exception {
        sandbox.kill(ServerName.KAFKA);
        long written = writer.truth().lines();
        new Await.Progress("lines in the log", () -> writer.truth().lines())
                .await(() -> written + RATE * (DELAY.toSeconds() + 5));
        Instant without = Instant.now();
        // Flume does not reconnect to Kafka at once.
        sandbox.freeze(ServerName.FLUME);
        sandbox.restart(ServerName.KAFKA);
        long back = writer.truth().lines();
        new Await.Progress("lines in the log", () -> writer.truth().lines())
                .await(() -> back + RATE * (DELAY.toSeconds() / 3));
        sandbox.unfreeze(ServerName.FLUME);
        awaitWindow(topic, minuteAfter(without.plusSeconds(5)));
    }

    private void assertExact(Path log) throws IOException {
        ClicksBySecond clicks = new ClicksBySecond();
        LogRecount recount = new LogRecount(new ReferenceEnrichment(), ZONE, Optional.of(clicks));
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                recount.add(line);
            }
        }
        List<WindowCheck.Result> results = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : windows.size();
            WindowCheck check = new WindowCheck(clicks, false);
            windows.subList(starts.get(i), end).forEach(check::add);
            results.add(check.result());
        }
        assertThat(results)
                .allSatisfy(result -> assertThat(result.differences()).isEmpty());
        // Windows of the backlog and of the minute after it, then those of the restarted worker.
        assertThat(results.get(1).full().get("1m")).isGreaterThan(800);
        assertThat(results.get(1).full().get("10m")).isGreaterThan(25);
        assertThat(results.get(2).full().get("1m")).isPositive();
        assertThat(results).allSatisfy(result -> assertThat(result.late()).isZero());
    }
}

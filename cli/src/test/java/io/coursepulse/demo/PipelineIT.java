package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.demo.Comparison.Difference;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LogFormat;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.sandbox.Progress;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SandboxOptions;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.store.CellKey;
import io.coursepulse.store.CounterStore;
import io.coursepulse.store.StampedValue;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole pipeline, started once: a browser on the dashboard, a killed worker, lines full of scripts, and the demo's result
 * for a log that another program wrote.
 */
@Timeout(600)
class PipelineIT {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final String HOSTILE_KEYWORD = "<img src=x onerror=window.hacked=1>";
    private static final String HOSTILE_LINE = "<script>window.hacked=1</script>";

    /** Kept after a failure, with every server's log. */
    private final Path folder = Path.of("target", "it", "pipeline");

    @Test
    void pageUpdatesLiveAndKilledWorkerLosesNoClicks() throws Exception {
        SandboxOptions options = SandboxOptions.in(folder).withCleanStart().withZone(ZONE);
        try (Sandbox sandbox = Sandbox.start(options, Progress.SILENT);
                AccessLogTopic topic = new AccessLogTopic(sandbox.kafkaBootstrapServers());
                CounterStore store = sandbox.store().open();
                LogWriter writer = new LogWriter(
                        GeneratorOptions.defaults(1_000, 3)
                                .withFormat(LogFormat.COURSE)
                                .withZone(ZONE)
                                .withBroken(0.02),
                        StopAfter.NEVER,
                        sandbox.accessLog(),
                        InstantSource.system());
                Demo demo = new Demo(sandbox, ZONE, line -> {})) {
            writer.start();
            try (Page page = Page.open(sandbox.page())) {
                long first = page.awaitTotalAbove(0);
                page.awaitTotalAbove(first);
                assertThat(page.reloads()).isZero();
                page.screenshot("page");
                page.awaitPipeline();
                page.screenshot("pipeline");
            }

            Await.Progress counted = new Await.Progress(
                    "lines counted", () -> LedgerSums.of(store).lines());
            Set<ProcessIdentity> killed = Set.copyOf(sandbox.processes(ServerName.TOPOLOGY));
            assertThat(killed).isNotEmpty();
            sandbox.kill(ServerName.TOPOLOGY);
            long linesAtKill = LedgerSums.of(store).lines();
            counted.await(() -> linesAtKill + 2_000);
            assertThat(sandbox.processes(ServerName.TOPOLOGY)).doesNotContainAnyElementsOf(killed);

            GroundTruth truth = writer.stop();
            counted.await(truth::lines);
            assertThat(topic.lines()).isEqualTo(truth.lines());
            assertThat(Comparison.whenSettled(truth, store).differences()).isEmpty();

            long hostile = appendHostileLines(sandbox.accessLog());
            counted.await(() -> truth.lines() + hostile);
            try (Page page = Page.open(sandbox.page())) {
                page.awaitScriptsShownAsText(HOSTILE_KEYWORD, HOSTILE_LINE);
                page.screenshot("hostile");
            }
            DemoResult result = demo.run(new DemoLines.Followed(sandbox.accessLog()), Duration.ofSeconds(1));
            assertThat(result.isExact()).as(result.text()).isTrue();
            assertThat(result.truth().lines()).isEqualTo(truth.lines() + hostile);
            assertThat(result.truth().counted()).isEqualTo(result.clicks()).isGreaterThan(truth.counted());
            assertWrongCountIsDetected(result.truth(), store);
        }
    }

    /** Whatever a client can get into a log: keywords, paths, user agents, and invalid lines. */
    private static long appendHostileLines(Path log) throws IOException {
        String time = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH)
                .format(ZonedDateTime.now(ZONE));
        String line = "113.64.1.2 - - [" + time + "] \"GET %s HTTP/1.1\" 200 5 \"%s\" \"%s\"";
        String search =
                "https://www.baidu.com/s?ie=utf-8&wd=" + URLEncoder.encode(HOSTILE_KEYWORD, StandardCharsets.UTF_8);
        String browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/120.0.0.0 Safari/537.36";
        List<String> lines = new ArrayList<>();
        lines.addAll(Collections.nCopies(5_000, line.formatted("/class/100.html", search, browser)));
        lines.addAll(Collections.nCopies(50, line.formatted("/class/" + HOSTILE_LINE + ".html", "-", browser)));
        lines.addAll(Collections.nCopies(50, line.formatted("/class/100.html", "-", HOSTILE_LINE)));
        // So many that the page shows this reason first.
        lines.addAll(Collections.nCopies(2_000, HOSTILE_LINE));
        Files.write(log, lines, StandardOpenOption.APPEND);
        return lines.size();
    }

    /** The comparison that found no differences detects a single surplus click. */
    private static void assertWrongCountIsDetected(GroundTruth truth, CounterStore store) {
        Map.Entry<String, Long> counter = truth.table(Dimension.COURSE.table()).entrySet().stream()
                .findFirst()
                .orElseThrow();
        CellKey cell = CellKey.counter(Dimension.COURSE.table(), counter.getKey());
        StampedValue value = store.read(Set.of(cell)).get(cell);
        store.write(Map.of(cell, new StampedValue(value.value() + 1, value.txid())));

        assertThat(Comparison.of(truth, store).differences())
                .isEqualTo(List.of(
                        new Difference(cell.table() + "/" + cell.row(), counter.getValue(), counter.getValue() + 1)));
    }
}

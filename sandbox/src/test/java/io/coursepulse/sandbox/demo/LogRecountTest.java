package io.coursepulse.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.sandbox.generator.GeneratorOptions;
import io.coursepulse.sandbox.generator.GroundTruth;
import io.coursepulse.sandbox.generator.LogFormat;
import io.coursepulse.sandbox.generator.LogWriter;
import io.coursepulse.sandbox.generator.StopAfter;
import io.coursepulse.visit.LineJudge;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.Robots;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogRecountTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long LINES = 20_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void countsWhatTheGeneratorHasCounted(LogFormat format) throws Exception {
        Path log = folder.resolve("access.log");
        GeneratorOptions options = GeneratorOptions.standard(100_000, 7)
                .withFormat(format)
                .withZone(ZONE)
                .withBroken(0.05);
        GroundTruth truth;
        try (LogWriter writer = new LogWriter(options, StopAfter.lines(LINES), log, InstantSource.system())) {
            writer.start();
            assertThat(writer.awaitEnd(Duration.ofMinutes(1))).isTrue();
            truth = writer.stop();
        }

        GroundTruth recount = LogRecount.of(log, LINES, ZONE);

        assertThat(recount.outcomes()).containsExactlyInAnyOrderEntriesOf(truth.outcomes());
        assertThat(recount.tables()).isEqualTo(truth.tables());
        assertThat(truth.counted()).isPositive();
    }

    /** Two readers that share nothing agree on what is odd, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMBINED",
                "COMBINED\r",
                "1.2.3.4->::ffff:1.2.3.4",
                "1.2.3.4->1::2::3",
                "1.2.3.4->fe80::1%eth0",
                "1.2.3.4->1:2:3:4:5:6:7:8:9",
                "1.2.3.4->1.2.3.256",
                "1.2.3.4->1.2.3.4.5",
                "1.2.3.4->a_b-1.example.",
                "1.2.3.4->-a",
                "1.2.3.4->a..b",
                "1.2.3.4->a.123",
                "1.2.3.4->-",
                "1.2.3.4->unix:",
                "- - [->- john doe [",
                "- - [->- john - doe [",
                "- - [->- - - [",
                "- - [->-  [",
                "- - [->- \"\" [",
                "- - [->- \"x\" [",
                "- - [->- a\0 [",
                "10/Nov->29/Feb",
                "10/Nov->31/Nov",
                "2017:->0000:",
                "2017:->9999:",
                "30:05->30:60",
                "30:05->30:61",
                "+0800->+1800",
                "+0800->-1801",
                "/class/->HTTPS://a.b/class/",
                "/class/->http://a.b?/class/",
                "/class/->x/y/z/class/",
                "112.html->112.html?\\\"\\x",
                "112.html->112.html \\",
                "HTTP/1.1->HTTP/3",
                " 200 -> 099 ",
                "\"-\"->\"\\\" \"",
                "\"M\"->\"M",
            })
    void agreesWithThePipelineOnOddLines(String change) throws Exception {
        String line = "1.2.3.4 - - [10/Nov/2017:16:30:05 +0800] \"GET /class/112.html HTTP/1.1\" 200 1 \"-\" \"M\"";
        String[] fromTo = change.split("->", 2);
        String odd = fromTo.length == 1 ? change.replace("COMBINED", line) : line.replace(fromTo[0], fromTo[1]);
        byte[] bytes = odd.getBytes(StandardCharsets.ISO_8859_1);
        LineJudge judge = new LineJudge(
                new LineRules(LineFormat.AUTO, new CoursePages(List.of("/class/{course}.html")), Robots.FILTER, ZONE));
        String outcome =
                judge.judge(bytes, 0, bytes.length, Blacklist.EMPTY).name().toLowerCase(Locale.ROOT);

        GroundTruth recount = LogRecount.of(Files.write(folder.resolve("odd.log"), bytes), 1, ZONE);

        assertThat(recount.lines()).isEqualTo(1);
        assertThat(recount.outcomes()).as(odd).containsEntry(outcome, 1L);
    }
}

package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LogFormat;
import io.coursepulse.generator.LogWriter;
import io.coursepulse.generator.StopAfter;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.ServedStatuses;
import io.coursepulse.visit.LineClassifier;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.Outcome;
import io.coursepulse.visit.RobotPolicy;
import io.coursepulse.visit.VisitCounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogRecountTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long LINES = 20_000;

    private final LineClassifier classifier = new LineClassifier(new LineRules(
            LineFormat.AUTO,
            new CoursePages(List.of("/class/{course}.html")),
            ServedStatuses.DEFAULT,
            RobotPolicy.FILTER,
            ZONE));

    private final ReferenceEnrichment enrichment = new ReferenceEnrichment();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void matchesGeneratorGroundTruth(LogFormat format) throws Exception {
        Path log = folder.resolve("access.log");
        GeneratorOptions options = GeneratorOptions.defaults(100_000, 7)
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
        assertThat(truth.table(Dimension.KEYWORD).keySet())
                .anyMatch(row -> row.contains("_storm入门教程_"))
                .anyMatch(row -> row.contains("_user id "))
                .noneMatch(row -> row.contains("__"));
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
        String outcome = classifier
                .classify(bytes, 0, bytes.length, Blacklist.EMPTY)
                .name()
                .toLowerCase(Locale.ROOT);

        GroundTruth recount = LogRecount.of(Files.write(folder.resolve("odd.log"), bytes), 1, ZONE);

        assertThat(recount.lines()).isEqualTo(1);
        assertThat(recount.outcomes()).as(odd).containsEntry(outcome, 1L);
    }

    /** What both count of a referrer is the same, and what this table expects. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://www.baidu.com/s?wd=Storm+Trident | storm trident",
                "https://www.baidu.com/s?wd=%CA%B5%D5%BD | 实战",
                "https://www.baidu.com/s?wd=%C1%AA%CD%A8 | 联通",
                "https://www.baidu.com/s?ie=gb2312&wd=Java_%CA%B5%D5%BD | java 实战",
                "https://www.baidu.com/s?ie=utf-8&wd=%CA%B5%D5%BD | ʵս",
                "https://www.baidu.com/s?wd=%FF%CA | \ufffd\ufffd",
                "https://www.bing.com/search?q=%CA%B5%D5%BD | ʵս",
                "https://www.bing.com/search?q=%CA | \ufffd",
                "https://www.baidu.com/s?wd=+&word=kafka | kafka",
                "https://www.baidu.com/s?wd=_&word=kafka | ''",
                "https://www.baidu.com/s?wd=%00&word=kafka | ''",
                "https://www.baidu.com/s?wd=&wd=kafka | ''",
                "https://www.baidu.com/s?wd=a%00b%07c%7fd%C2%85e%C2%9Ff | abcd ef",
                "https://www.baidu.com/s?wd=%EF%BC%BF%E3%80%80x%C2%A0y | ＿ x y",
                "https://www.google.com/#q=%F0%9F%93%8A | 📊",
                "https://www.baidu.com/s?wd=\\xE5\\xAE\\x9E\\x22x\\\\ | 实\"x\\",
                "https://www.baidu.com/s?wd=100%25+%zz%4 | 100% %zz%4",
                "https://www.baidu.com/s?xwd=a&WD=b | ''",
                "https://www.baidu.com/s?q=a | ''",
                "https://www.bing.com/search?Q=a&q=B#c | b",
                "https://www.baidu.com/ | ''",
                "https://classroom.example/s?wd=a | ''",
                "https://www.baidu.com.evil.example/s?wd=a | ''",
                "https://www.bing.com/search?q=%C4%B0A%CE%A3 | i\u0307aς",
                "- | ''",
            })
    void agreesWithThePipelineOnKeywords(String referrer, String keyword) {
        assertThat(counted(referrer, "-")).containsEntry(Dimension.KEYWORD.table(), rows(keyword));
    }

    @Test
    void agreesWithThePipelineOnLongKeywords() {
        assertThat(counted("https://cn.bing.com/search?q=" + "%F0%9F%93%8A".repeat(100), "-"))
                .containsEntry(Dimension.KEYWORD.table(), rows("📊".repeat(64)));
        assertThat(counted("https://cn.bing.com/search?q=" + "a".repeat(63) + "+bc", "-"))
                .containsEntry(Dimension.KEYWORD.table(), rows("a".repeat(63)));
        assertThat(counted("https://cn.bing.com/search?x=" + "x".repeat(5_000) + "&q=Storm", "-"))
                .containsEntry(Dimension.KEYWORD.table(), rows("storm"));
    }

    @Test
    void agreesWithThePipelineOnAnyReferrer() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> hosts = List.of("www.baidu.com", "so.com", "www.google.de", "bing.com", "yandex.com.tr", "x.y");
        String[] parts = ("? & # = wd= word= q= text= ie= gbk utf-8 + _ % %5F %CA%B5 %E5%AE%9E %C2%85 %00 %F0%9F%93%8A"
                        + " \\x22 \\xE5\\xAE\\x9E \\\\ Storm a %c1 \u00ca\u00b5 \u00e5\u00ae\u009e %20 %E3%80%80 "
                        + "x".repeat(70))
                .split(" ");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder referrer = new StringBuilder("https://" + hosts.get(random.nextInt(hosts.size())) + "/s?q=");
            for (int length = random.nextInt(8); length > 0; length--) {
                referrer.append(parts[random.nextInt(parts.length)]);
            }
            assertAgreed(referrer.toString(), "-", "-Dseed=" + seed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Desktop | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                "Phone | Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
                "Tablet | Mozilla/5.0 (Linux; Android 11; \\x22Pad Pro\\x22) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 Safari/537.36",
                "TV | Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/5.0 TV Safari/538.1",
                "Other | Mozilla/5.0 (PlayStation 4 8.03) AppleWebKit/605.1.15 (KHTML, like Gecko)",
                "Unknown | -",
            })
    void agreesWithThePipelineOnDevices(String device, String userAgent) {
        assertThat(counted("-", userAgent)).containsEntry(Dimension.DEVICE.table(), rows(device));
    }

    private static Map<String, Long> rows(String part) {
        return part.isEmpty() ? Map.of() : Map.of("20171110_" + part + "_112", 1L);
    }

    private Map<String, Map<String, Long>> counted(String referrer, String userAgent) {
        return assertAgreed(referrer, userAgent, "");
    }

    /** Gives the tables of one visit, which the pipeline and the second reader have to count alike. */
    private Map<String, Map<String, Long>> assertAgreed(String referrer, String userAgent, String seed) {
        String line = "1.2.3.4 - - [10/Nov/2017:16:30:05 +0800] \"GET /class/112.html HTTP/1.1\" 200 1 \"" + referrer
                + "\" \"" + userAgent + "\"";
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(classifier.classify(bytes, 0, bytes.length, Blacklist.EMPTY))
                .as("%s %s", line, seed)
                .isEqualTo(Outcome.COUNTED);
        VisitCounts counts = new VisitCounts();
        counts.accept(classifier.visit());
        Map<String, Map<String, Long>> tables = new TreeMap<>();
        for (Dimension dimension : Dimension.values()) {
            tables.put(dimension.table(), new TreeMap<>());
        }
        counts.forEach((row, clicks) -> tables.get(row.dimension().table()).put(row.key(), clicks));

        LogRecount recount = new LogRecount(enrichment, ZONE, Optional.empty());
        recount.add(line);

        assertThat(recount.truth().tables()).as("%s %s", line, seed).isEqualTo(tables);
        return tables;
    }
}

package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineEnricherTest {

    private final LineEnricher enricher = new LineEnricher(LineJudgeTest.rules("Asia/Shanghai", Robots.FILTER));

    private Optional<EnrichedLine> enriched(String line) {
        byte[] bytes = ("x" + line + "y").getBytes(StandardCharsets.UTF_8);
        return enricher.enrich(bytes, 1, bytes.length - 1);
    }

    @Test
    void tellsEverythingOfALine() {
        String firefox = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        String referrer = "https://www.baidu.com/s?wd=Spark+SQL";
        assertThat(enriched("113.64.0.1 - - [10/Nov/2017:16:30:05 +0000] \"HEAD /class/a-1.html?x=1 HTTP/1.1\" 404 1 \""
                        + referrer + "\" \"" + firefox + "\""))
                .contains(new EnrichedLine(
                        "113.64.0.1",
                        ZonedDateTime.parse("2017-11-11T00:30:05+08:00[Asia/Shanghai]"),
                        "HEAD",
                        "/class/a-1.html?x=1",
                        "a-1",
                        404,
                        referrer,
                        "baidu",
                        "Spark SQL",
                        "CN-GD",
                        "Firefox",
                        "Desktop"));
    }

    @Test
    void whatALineDoesNotSayIsEmpty() {
        assertThat(enriched("host.example\t2017-11-11 00:30:05\t\"GET / HTTP/1.1\"\t200\t-"))
                .contains(new EnrichedLine(
                        "host.example",
                        ZonedDateTime.parse("2017-11-11T00:30:05+08:00[Asia/Shanghai]"),
                        "GET",
                        "/",
                        "",
                        200,
                        "",
                        "",
                        "",
                        "ZZ",
                        "Unknown",
                        "Unknown"));
    }

    @Test
    void readsTheCourseGeneratorsRawReferrers() {
        EnrichedLine line = enriched("42.2.0.1\t2017-11-11 00:30:05\t\"GET /class/112.html HTTP/1.1\"\t200\t"
                        + "http://www.baidu.com/s?wd=Spark SQL实战")
                .orElseThrow();
        assertThat(line.engine()).isEqualTo("baidu");
        assertThat(line.keyword()).isEqualTo("Spark SQL实战");
        assertThat(line.region()).isEqualTo("HK");
    }

    @Test
    void aRefusedLineHasNothing() {
        assertThat(enriched("")).isEmpty();
        assertThat(enriched("hello")).isEmpty();
    }
}

package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.log.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineRecordTest {

    private static final String TIME = "10/Nov/2017:16:30:05 +0000";

    private final LineClassifier classifier = LineClassifierTest.classifier("Asia/Shanghai");

    private LineRecord record(String line, Blacklist blacklist) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        Outcome outcome = classifier.classify(bytes, 0, bytes.length, blacklist);
        return LineRecord.of(classifier, outcome, ZoneId.of("Asia/Shanghai"));
    }

    private LineRecord record(String uri, String referrer) {
        return record(LineClassifierTest.line(TIME, uri, referrer), Blacklist.EMPTY);
    }

    @Test
    void containsAllFields() {
        LineRecord record =
                record("http://learn.example/class/112.html?q=\\\"x", "https://www.baidu.com/s?wd=\\xE8\\xAF\\xBE");
        assertThat(record)
                .isEqualTo(new LineRecord(
                        "1.2.3.4",
                        OffsetDateTime.parse("2017-11-11T00:30:05+08:00"),
                        "GET",
                        "/class/112.html",
                        "112",
                        200,
                        "https://www.baidu.com/s?wd=\u8bfe",
                        record.values(),
                        Outcome.COUNTED,
                        null));
        assertThat(record.values())
                .containsAllEntriesOf(Map.of(
                        Dimension.SEARCH, "baidu",
                        Dimension.KEYWORD, "\u8bfe",
                        Dimension.REGION, "US",
                        Dimension.CLIENT, "Unknown",
                        Dimension.DEVICE, "Unknown"))
                .doesNotContainKeys(Dimension.COURSE, Dimension.MINUTE);
    }

    @Test
    void unknownFieldsAreNull() {
        LineRecord record =
                record(LineClassifierTest.line(TIME, "/class/1", "-").replace("1.2.3.4", "-"), Blacklist.EMPTY);
        assertThat(record.ip()).isNull();
        assertThat(record.course()).isNull();
        assertThat(record.referrer()).isNull();
        assertThat(record.values())
                .containsAllEntriesOf(Map.of(
                        Dimension.REGION, "ZZ",
                        Dimension.CLIENT, "Unknown",
                        Dimension.DEVICE, "Unknown"))
                .doesNotContainKeys(Dimension.SEARCH, Dimension.KEYWORD);
        assertThat(record.path()).isEqualTo("/class/1");
        assertThat(record.outcome()).isEqualTo(Outcome.OTHER_PAGE);
    }

    @Test
    void containsClientAndRegion() {
        String firefox = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        LineRecord record = record(
                "113.64.0.1 - - [" + TIME + "] \"HEAD /class/a-1.html?x=1 HTTP/1.1\" 404 1"
                        + " \"https://www.baidu.com/s?wd=Spark+SQL\" \"" + firefox + "\"",
                Blacklist.EMPTY);
        assertThat(record.values())
                .containsAllEntriesOf(Map.of(
                        Dimension.SEARCH, "baidu",
                        Dimension.KEYWORD, "Spark SQL",
                        Dimension.REGION, "CN-GD",
                        Dimension.CLIENT, "Firefox",
                        Dimension.DEVICE, "Desktop"));
    }

    @Test
    void readsUnencodedReferrersOfTheCourseGenerator() {
        byte[] line = ("42.2.0.1\t2017-11-11 00:30:05\t\"GET /class/112.html HTTP/1.1\"\t200\t"
                        + "http://www.baidu.com/s?wd=Spark SQL\u5b9e\u6218")
                .getBytes(StandardCharsets.UTF_8);
        Outcome outcome = classifier.classify(line, 0, line.length, Blacklist.EMPTY);
        LineRecord record = LineRecord.of(classifier, outcome, ZoneId.of("Asia/Shanghai"));
        assertThat(record.values()).containsEntry(Dimension.KEYWORD, "Spark SQL\u5b9e\u6218");
        assertThat(record.values()).containsEntry(Dimension.REGION, "HK");
    }

    @Test
    void otherPageHasEngine() {
        record("/class/112.html", "-");
        LineRecord record = record("/", "http://www.baidu.com/");
        assertThat(record.course()).isNull();
        assertThat(record.values()).containsEntry(Dimension.SEARCH, "baidu");
    }

    @Test
    void blacklistedLineHasAllFields() {
        LineRecord record = record(
                LineClassifierTest.line(TIME, "/class/112.html", "-"), LineClassifierTest.blacklist("course 112"));
        assertThat(record.outcome()).isEqualTo(Outcome.BLACKLISTED);
        assertThat(record.course()).isEqualTo("112");
    }

    @Test
    void rejectedLineHasOnlyTheReason() {
        record("/class/112.html", "http://www.baidu.com/");
        LineRecord record = record(LineClassifierTest.line("now", "/class/112.html", "-"), Blacklist.EMPTY);
        assertThat(record)
                .isEqualTo(new LineRecord(
                        null, null, null, null, null, null, null, Map.of(), Outcome.REJECTED, RejectReason.BAD_TIME));
    }
}

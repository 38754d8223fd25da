package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistEntry;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.RejectReason;
import io.coursepulse.log.ServedStatuses;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineClassifierTest {

    private static final Blacklist EVERYTHING = blacklist("::/0");

    private final LineClassifier classifier = classifier("Asia/Shanghai");

    static Blacklist blacklist(String... entries) {
        return new Blacklist(1, Stream.of(entries).map(BlacklistEntry::parse).toList());
    }

    static LineClassifier classifier(String zone) {
        return new LineClassifier(rules(zone, RobotPolicy.FILTER));
    }

    static LineRules rules(String zone, RobotPolicy robots) {
        CoursePages pages = new CoursePages(List.of("/class/{course}.html"));
        return new LineRules(LineFormat.AUTO, pages, ServedStatuses.DEFAULT, robots, ZoneId.of(zone));
    }

    static String line(String time, String uri, String referrer) {
        return "1.2.3.4 - - [" + time + "] \"GET " + uri + " HTTP/1.1\" 200 1 \"" + referrer + "\" \"-\"";
    }

    private static Outcome classify(LineClassifier classifier, String line, Blacklist blacklist) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return classifier.classify(bytes, 0, bytes.length, blacklist);
    }

    @Test
    void equalLinesAreEqualVisits() {
        String line = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-");
        classify(classifier, line, Blacklist.EMPTY);
        Visit visit = classifier.visit();
        classify(classifier, line, Blacklist.EMPTY);
        assertThat(classifier.visit()).isEqualTo(visit).hasSameHashCodeAs(visit);
        classify(classifier, line.replace("1.2.3.4", "42.2.0.1"), Blacklist.EMPTY);
        assertThat(classifier.visit()).isNotEqualTo(visit);
    }

    @Test
    void everyLineHasOneOutcome() {
        String visit = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-");
        String other = line("10/Nov/2017:16:30:05 +0000", "/about.html", "-");
        assertThat(classify(classifier, visit, Blacklist.EMPTY)).isEqualTo(Outcome.COUNTED);
        Visit counted = classifier.visit();
        assertThat(counted.minute()).isEqualTo(LocalDateTime.parse("2017-11-11T00:30"));
        assertThat(counted.course()).isEqualTo("112");
        assertThat(counted.value(Dimension.SEARCH)).isEqualTo(Visit.NOT_COUNTED);
        assertThat(counted.value(Dimension.KEYWORD)).isEqualTo(Visit.NOT_COUNTED);
        assertThat(counted.value(Dimension.REGION)).isEqualTo("US");
        assertThat(counted.value(Dimension.CLIENT)).isEqualTo("Unknown");
        assertThat(counted.value(Dimension.DEVICE)).isEqualTo("Unknown");
        assertThat(classify(classifier, visit, EVERYTHING)).isEqualTo(Outcome.BLACKLISTED);
        assertThat(classify(classifier, other, EVERYTHING)).isEqualTo(Outcome.OTHER_PAGE);
        assertThat(classify(classifier, visit.replace(" 200 ", " 404 "), EVERYTHING))
                .isEqualTo(Outcome.NOT_SERVED);
        assertThat(classify(classifier, other.replace(" 200 ", " 404 "), EVERYTHING))
                .isEqualTo(Outcome.OTHER_PAGE);
        assertThat(classify(classifier, "", EVERYTHING)).isEqualTo(Outcome.REJECTED);
        assertThat(classifier.reason()).isEqualTo(RejectReason.EMPTY);
        assertThat(classify(classifier, visit.replace("GET", "get"), Blacklist.EMPTY))
                .isEqualTo(Outcome.REJECTED);
        assertThat(classifier.reason()).isEqualTo(RejectReason.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, 10/Nov/2017:15:59:59 +0000, 2017-11-10T23:59",
        "Asia/Shanghai, 10/Nov/2017:16:00:00 +0000, 2017-11-11T00:00",
        "UTC, 10/Nov/2017:23:59:60 +0000, 2017-11-10T23:59",
        "UTC, 11/Nov/2017:07:59:59 +0800, 2017-11-10T23:59",
        "America/New_York, 11/Nov/2017:04:59:59 +0000, 2017-11-10T23:59",
        "America/New_York, 12/Mar/2017:06:59:59 +0000, 2017-03-12T01:59",
        "America/New_York, 12/Mar/2017:07:00:00 +0000, 2017-03-12T03:00",
        "America/New_York, 05/Nov/2017:05:30:00 +0000, 2017-11-05T01:30",
        "America/New_York, 05/Nov/2017:06:30:00 +0000, 2017-11-05T01:30",
        "America/New_York, 05/Nov/2017:03:59:59 +0000, 2017-11-04T23:59",
        "America/New_York, 06/Nov/2017:04:59:59 +0000, 2017-11-05T23:59",
        "America/Sao_Paulo, 15/Oct/2017:02:59:59 +0000, 2017-10-14T23:59",
        "America/Sao_Paulo, 15/Oct/2017:03:00:00 +0000, 2017-10-15T01:00",
        "Asia/Kathmandu, 10/Nov/2017:18:15:00 +0000, 2017-11-11T00:00",
        "UTC, 31/Dec/1969:23:59:59 +0000, 1969-12-31T23:59",
    })
    void daysStartInTheConfiguredZone(String zone, String time, LocalDateTime minute) {
        LineClassifier classifier = classifier(zone);
        assertThat(classify(classifier, line(time, "/class/112.html", "-"), Blacklist.EMPTY))
                .isEqualTo(Outcome.COUNTED);
        assertThat(classifier.visit().minute()).isEqualTo(minute);
    }

    @Test
    void minuteIsCorrectForOutOfOrderLines() {
        for (int minute : new int[] {59, 58, 59, 0, 59}) {
            classify(
                    classifier,
                    line("10/Nov/2017:16:%02d:07 +0000".formatted(minute), "/class/1.html", "-"),
                    Blacklist.EMPTY);
            assertThat(classifier.visit().minute()).isEqualTo(LocalDateTime.of(2017, 11, 11, 0, minute));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "113.64.0.1, CN-GD",
        "::ffff:113.64.0.1, CN-GD",
        "42.2.0.1, HK",
        "2601::1, US",
        "10.0.0.1, ZZ",
        "crawl-66-249-66-1.googlebot.com, ZZ",
    })
    void regionIsDerivedFromAddress(String client, String region) {
        String line = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-").replace("1.2.3.4", client);
        assertThat(classify(classifier, line, Blacklist.EMPTY)).isEqualTo(Outcome.COUNTED);
        assertThat(classifier.visit().value(Dimension.REGION)).isEqualTo(region);
    }

    @Test
    void clientIsDerivedFromUserAgent() {
        String line = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-");
        String firefox = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        for (int i = 0; i < 2; i++) {
            assertThat(client(line.replace("\"-\"", '"' + firefox + '"'))).isEqualTo("Firefox");
            assertThat(client(line)).isEqualTo("Unknown");
            assertThat(client(line.replace("\"-\"", "\"" + firefox + "x".repeat(30_000) + '"')))
                    .isEqualTo("Other");
        }
        assertThat(client("1.2.3.4\t2017-11-11 00:30:05\t\"GET /class/112.html HTTP/1.1\"\t200\t-"))
                .isEqualTo("Unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Desktop | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                "Phone   | Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
                "Tablet  | Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
                "TV      | Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/538.1 (KHTML, like Gecko) Version/5.0 TV Safari/538.1",
                "Other   | Mozilla/5.0 (PlayStation 4 8.03) AppleWebKit/605.1.15 (KHTML, like Gecko)",
                "Unknown | -",
            })
    void deviceIsDerivedFromUserAgent(String device, String userAgent) {
        String line = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-");
        for (int i = 0; i < 2; i++) {
            assertThat(classify(classifier, line.replace("\"-\" \"-\"", "\"-\" \"" + userAgent + '"'), Blacklist.EMPTY))
                    .isEqualTo(Outcome.COUNTED);
            assertThat(classifier.visit().value(Dimension.DEVICE)).isEqualTo(device);
        }
    }

    @Test
    void robotsAreCountedOnlyIfConfigured() {
        String curl = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-").replace("\"-\"", "\"curl/8.5.0\"");
        LineClassifier counting = new LineClassifier(rules("UTC", RobotPolicy.COUNT));
        for (int i = 0; i < 2; i++) {
            assertThat(classify(classifier, curl, Blacklist.EMPTY)).isEqualTo(Outcome.ROBOT);
            assertThat(classify(counting, curl, Blacklist.EMPTY)).isEqualTo(Outcome.COUNTED);
            assertThat(counting.visit().value(Dimension.CLIENT)).isEqualTo("Robot");
            assertThat(counting.visit().value(Dimension.DEVICE)).isEqualTo("Robot");
        }
    }

    @Test
    void otherPageAndBlacklistTakePrecedenceOverRobot() {
        String curl = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-").replace("\"-\"", "\"curl/8.5.0\"");
        assertThat(classify(classifier, curl, EVERYTHING)).isEqualTo(Outcome.BLACKLISTED);
        assertThat(classify(classifier, curl.replace("/class/", "/learn/"), EVERYTHING))
                .isEqualTo(Outcome.OTHER_PAGE);
        assertThat(classify(classifier, curl.replace("GET", "get"), EVERYTHING)).isEqualTo(Outcome.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.0/24, BLACKLISTED",
        "1.2.4.0/24, COUNTED",
        "agent FIREFOX/, BLACKLISTED",
        "agent x86 \"64\", BLACKLISTED",
        "agent Chrome, COUNTED",
        "course 112, BLACKLISTED",
        "course 1121, COUNTED",
    })
    void blacklistMatchesAddressesUserAgentsAndCourses(String entry, Outcome outcome) {
        String agent = "Mozilla/5.0 (X11; Linux x86 \\\"64\\\"; rv:128.0) Gecko/20100101 Firefox/128.0";
        String line = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-")
                .replace("\"-\" \"-\"", "\"-\" \"" + agent + '"');
        assertThat(classify(classifier, line, blacklist(entry))).isEqualTo(outcome);
        String tooLong = line.replace(agent, agent + " " + "x".repeat(2_000));
        assertThat(classify(classifier, tooLong, blacklist(entry))).isEqualTo(outcome);
    }

    @Test
    void newBlacklistInvalidatesCachedDecisions() {
        String line = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", "-").replace("\"-\"", "\"Firefox/128.0\"");
        for (int i = 0; i < 2; i++) {
            assertThat(classify(classifier, line, blacklist("agent firefox"))).isEqualTo(Outcome.BLACKLISTED);
            assertThat(classify(classifier, line, blacklist("agent chrome"))).isEqualTo(Outcome.COUNTED);
        }
    }

    private String client(String line) {
        assertThat(classify(classifier, line, Blacklist.EMPTY)).isEqualTo(Outcome.COUNTED);
        return classifier.visit().value(Dimension.CLIENT);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.baidu.com/s?wd=storm, baidu",
        "http://www.baidu.com, baidu",
        "http://cn.bing.com?q=x, bing",
        "https://www.google.com.hk:443/, google",
        "HTTP://WWW.SOGOU.COM#x, sogou",
        "-, ''",
        "http://, ''",
        "www.baidu.com/s, ''",
        "/s?u=http://www.baidu.com/, ''",
        "http://learn.example/?u=http://www.baidu.com/, ''",
        "http://www.baidu.com.evil.example/, ''",
        "://, ''",
        ":, ''",
    })
    void engineIsDerivedFromReferrerHost(String referrer, String engine) {
        String line = line("10/Nov/2017:16:30:05 +0000", "/class/112.html", referrer);
        assertThat(classify(classifier, line, Blacklist.EMPTY)).isEqualTo(Outcome.COUNTED);
        assertThat(classifier.visit().value(Dimension.SEARCH)).isEqualTo(engine);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://www.baidu.com/s?wd=Storm+Trident | storm trident",
                "https://www.baidu.com/s?ie=gb2312&wd=Spark+%CA%B5%D5%BD | spark \u5b9e\u6218",
                "https://www.bing.com/search?q=Java_8&form=x | java 8",
                "https://www.bing.com/search?q=__ | ''",
                "https://www.baidu.com/ | ''",
                "https://www.baidu.com.evil.example/s?wd=storm | ''",
                "https://classroom.example/s?wd=storm | ''",
                "- | ''",
            })
    void keywordIsReadFromSearchEngineReferrer(String referrer, String keyword) {
        for (int i = 0; i < 2; i++) {
            assertThat(keyword(referrer)).isEqualTo(keyword);
        }
    }

    @Test
    void differentKeywordsAreNotConfused() {
        for (int i = 0; i < 3; i++) {
            assertThat(keyword("https://www.baidu.com/s?wd=storm")).isEqualTo("storm");
            assertThat(keyword("https://www.baidu.com/s?wd=spark")).isEqualTo("spark");
            assertThat(keyword("https://www.bing.com/search?q=storm")).isEqualTo("storm");
            assertThat(keyword("https://www.bing.com/search?wd=storm")).isEmpty();
        }
    }

    @Test
    void referrerIsParsedOnce() {
        String known = keyword("https://www.baidu.com/s?wd=storm+trident");
        assertThat(keyword("https://www.baidu.com/s?wd=storm+trident")).isSameAs(known);
    }

    @Test
    void keywordIsReadFromLongReferrer() {
        String referrer = "https://www.baidu.com/s?x=" + "x".repeat(30_000) + "&wd=Storm";
        assertThat(keyword(referrer)).isEqualTo("storm");
        assertThat(keyword(referrer + "+Trident")).isEqualTo("storm trident");
        assertThat(keyword("https://www.baidu.com/s?wd=" + "a%20".repeat(10_000)))
                .isEqualTo("a ".repeat(32).strip());
    }

    private String keyword(String referrer) {
        assertThat(classify(
                        classifier, line("10/Nov/2017:16:30:05 +0000", "/class/112.html", referrer), Blacklist.EMPTY))
                .isEqualTo(Outcome.COUNTED);
        return classifier.visit().value(Dimension.KEYWORD);
    }
}

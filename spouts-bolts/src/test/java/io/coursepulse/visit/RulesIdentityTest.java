package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.ServedStatuses;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class RulesIdentityTest {

    private static final LineRules RULES = rules("/class/{course}.html", RobotPolicy.FILTER, "Asia/Shanghai");

    private static LineRules rules(String page, RobotPolicy robots, String zone) {
        return new LineRules(
                LineFormat.AUTO, new CoursePages(List.of(page)), ServedStatuses.DEFAULT, robots, ZoneId.of(zone));
    }

    @Test
    void sameRulesHaveTheSameIdentity() {
        assertThat(RulesIdentity.of(rules("/class/{course}.html", RobotPolicy.FILTER, "Asia/Shanghai")))
                .isEqualTo(RulesIdentity.of(RULES));
        assertThat(RulesIdentity.of(RULES).id()).isPositive();
    }

    @Test
    void everySettingChangesTheIdentity() {
        Set<Long> ids = new HashSet<>();
        for (LineRules rules : List.of(
                RULES,
                rules("/c/{course}", RobotPolicy.FILTER, "Asia/Shanghai"),
                rules("/class/{course}.html", RobotPolicy.COUNT, "Asia/Shanghai"),
                rules("/class/{course}.html", RobotPolicy.FILTER, "UTC"),
                new LineRules(LineFormat.COMBINED, RULES.coursePages(), RULES.statuses(), RULES.robots(), RULES.zone()),
                new LineRules(
                        LineFormat.AUTO,
                        RULES.coursePages(),
                        new ServedStatuses(List.of("2xx")),
                        RULES.robots(),
                        RULES.zone()))) {
            ids.add(RulesIdentity.of(rules).id());
        }
        assertThat(ids).hasSize(6);
    }

    @Test
    void descriptionNamesSettingsAndData() {
        assertThat(RulesIdentity.of(RULES).description())
                .contains(
                        "code " + RulesIdentity.CODE_VERSION,
                        "format auto",
                        "course pages [/class/{course}.html]",
                        "statuses [2xx, 304]",
                        "robots filter",
                        "zone Asia/Shanghai",
                        "regions of IPv4 ",
                        "user agents 8.",
                        "search engines ");
    }

    private static final List<String> LINES = List.of(
            "1.2.4.8 - - [10/Nov/2017:16:30:05 +0000] \"GET /class/112.html HTTP/1.1\" 200 5"
                    + " \"https://www.baidu.com/s?wd=storm%20%E6%95%99%E7%A8%8B\" \"Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
                    + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36\"",
            "2001:da8::1 - - [10/Nov/2017:16:30:05 +0000] \"GET /class/a-1.html?x=1 HTTP/2.0\" 304 0 \"-\" \"Mozilla/5.0"
                    + " (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1"
                    + " Mobile/15E148 Safari/604.1\"",
            "1.2.4.8 - - [10/Nov/2017:16:30:05 +0000] \"GET /class/112.html HTTP/1.1\" 200 5 \"-\" \"Googlebot/2.1\"",
            "1.2.4.8 - - [10/Nov/2017:16:30:05 +0000] \"GET /course/list HTTP/1.1\" 200 5",
            "1.2.4.8 - - [10/Nov/2017:16:30:05 +0000] \"GET /class/112.html HTTP/1.1\" 404 5",
            "63.124.98.10\t2017-11-11 12:30:05\t\"GET /class/130.html HTTP/1.1\"\t200\t"
                    + "http://www.sogou.com/web?query=Spark SQL",
            "no line at all");

    /**
     * If this fails because lines are classified otherwise than before, raise {@link RulesIdentity#CODE_VERSION} and take
     * over the new text.
     */
    @Test
    void codeVersionIsRaisedWhenLinesAreClassifiedOtherwise() {
        LineClassifier classifier = new LineClassifier(RULES);
        StringJoiner all = new StringJoiner("\n");
        for (String line : LINES) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Outcome outcome = classifier.classify(bytes, 0, bytes.length, Blacklist.EMPTY);
            StringJoiner one = new StringJoiner(" | ").add(outcome.name());
            if (outcome == Outcome.REJECTED) {
                one.add(classifier.reason().label());
            } else if (outcome == Outcome.COUNTED) {
                Visit visit = classifier.visit();
                one.add(visit.minute().toString()).add(visit.course());
                for (Dimension dimension : Dimension.values()) {
                    one.add(visit.value(dimension));
                }
            }
            all.add(one.toString());
        }
        assertThat(all + "\ncode " + RulesIdentity.CODE_VERSION)
                .isEqualTo(
                        """
                COUNTED | 2017-11-11T00:30 | 112 | all | baidu | storm 教程 | CN-BJ | Chrome | Desktop | all
                COUNTED | 2017-11-11T00:30 | a-1 | all |  |  | CN-BJ | Safari | Phone | all
                ROBOT
                OTHER_PAGE
                NOT_SERVED
                COUNTED | 2017-11-11T12:30 | 130 | all | sogou | spark sql | US | Unknown | Unknown | all
                REJECTED | wrong_fields
                code 2""");
    }
}

package io.coursepulse.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Under which day and minute lines are counted when clocks change: a line belongs to the day and minute that its own time
 * has in the configured zone, whenever it arrives.
 */
class ClockChangesTest {

    private static final String BERLIN = "Europe/Berlin";

    private final VisitCounts counts = new VisitCounts();

    private void count(LineClassifier classifier, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(classifier.classify(bytes, 0, bytes.length, Blacklist.EMPTY)).isEqualTo(Outcome.COUNTED);
        counts.accept(classifier.visit());
    }

    private void countCombined(String... times) {
        LineClassifier classifier = LineClassifierTest.classifier(BERLIN);
        for (String time : times) {
            count(classifier, LineClassifierTest.line(time, "/class/112.html", "-"));
        }
    }

    /** The course generator writes local times without a zone. */
    private void countCourseFormat(String... times) {
        LineClassifier classifier = LineClassifierTest.classifier(BERLIN);
        for (String time : times) {
            count(classifier, "1.2.3.4\t" + time + "\t\"GET /class/112.html HTTP/1.1\"\t200\t-");
        }
    }

    private Map<String, Long> rows(Dimension dimension) {
        Map<String, Long> rows = new TreeMap<>();
        counts.forEach((CounterRow row, long clicks) -> {
            if (row.dimension() == dimension) {
                rows.put(row.key(), clicks);
            }
        });
        return rows;
    }

    /** 2017-03-26: after 01:59:59 comes 03:00:00. */
    @Test
    void hourThatIsMissingInSpringHasNoClicks() {
        countCombined("26/Mar/2017:01:59:59 +0100", "26/Mar/2017:03:00:00 +0200", "26/Mar/2017:01:00:01 +0000");
        assertThat(rows(Dimension.MINUTE)).isEqualTo(Map.of("201703260159_112", 1L, "201703260300_112", 2L));
    }

    /** 2017-10-29: after 02:59:59 comes 02:00:00 again. */
    @Test
    void hourThatComesTwiceInAutumnHasTheClicksOfBoth() {
        countCombined("29/Oct/2017:02:30:10 +0200", "29/Oct/2017:02:30:20 +0100", "29/Oct/2017:03:00:00 +0100");
        assertThat(rows(Dimension.MINUTE)).isEqualTo(Map.of("201710290230_112", 2L, "201710290300_112", 1L));
        assertThat(rows(Dimension.COURSE)).isEqualTo(Map.of("20171029_112", 3L));
    }

    /** A clock that was not changed: the time is taken as summer time would have it. */
    @Test
    void localTimeThatDoesNotExistIsAnHourLater() {
        countCourseFormat("2017-03-26 01:59:59", "2017-03-26 02:30:00", "2017-03-26 03:30:00");
        assertThat(rows(Dimension.MINUTE)).isEqualTo(Map.of("201703260159_112", 1L, "201703260330_112", 2L));
    }

    @Test
    void localTimeThatExistsTwiceIsOneMinute() {
        countCourseFormat("2017-10-29 02:30:10", "2017-10-29 02:30:20");
        assertThat(rows(Dimension.MINUTE)).isEqualTo(Map.of("201710290230_112", 2L));
    }

    /** As at midnight, or when Flume was down. */
    @Test
    void lineOfYesterdayThatArrivesAfterMidnightCountsForYesterday() {
        countCombined("11/Nov/2017:00:00:05 +0100", "10/Nov/2017:23:59:59 +0100", "11/Nov/2017:00:00:06 +0100");
        assertThat(rows(Dimension.COURSE)).isEqualTo(Map.of("20171110_112", 1L, "20171111_112", 2L));
        assertThat(rows(Dimension.MINUTE)).isEqualTo(Map.of("201711102359_112", 1L, "201711110000_112", 2L));
    }

    /** The web server's clock was an hour ahead, over midnight, and is set right. */
    @Test
    void linesOfAClockThatIsSetBackCountUnderTheirOwnTimes() {
        countCombined("11/Nov/2017:00:30:00 +0100", "10/Nov/2017:23:30:01 +0100", "10/Nov/2017:23:30:02 +0100");
        assertThat(rows(Dimension.COURSE)).isEqualTo(Map.of("20171110_112", 2L, "20171111_112", 1L));
    }
}

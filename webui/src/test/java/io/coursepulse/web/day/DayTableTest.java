package io.coursepulse.web.day;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.client;
import static io.coursepulse.web.Rows.course;
import static io.coursepulse.web.Rows.minute;
import static io.coursepulse.web.Rows.region;
import static io.coursepulse.web.Rows.search;
import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.counter.DayCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DayTableTest {

    private final DayTable table = new DayTable(SINGLES_DAY);

    @Test
    void keepsTheGreaterOfTwoReadings() {
        table.merge(List.of(course(SINGLES_DAY, "112", 5)));
        table.merge(List.of(course(SINGLES_DAY, "112", 3)));

        assertThat(table.total()).isEqualTo(5);
        assertThat(table.changedSince(0)).containsExactly(course(SINGLES_DAY, "112", 5));
    }

    @Test
    void aReadingThatIsKnownChangesNothing() {
        table.merge(List.of(course(SINGLES_DAY, "112", 5)));
        long version = table.version();
        table.merge(List.of(course(SINGLES_DAY, "112", 5)));

        assertThat(table.version()).isEqualTo(version);
        assertThat(table.changedSince(version)).isEmpty();
    }

    @Test
    void tellsWhatChangedSinceAVersion() {
        table.merge(List.of(course(SINGLES_DAY, "112", 5), course(SINGLES_DAY, "128", 1)));
        long seen = table.version();
        table.merge(List.of(course(SINGLES_DAY, "112", 6)));
        table.merge(List.of(course(SINGLES_DAY, "112", 7), search(SINGLES_DAY, "baidu", "112", 2)));

        assertThat(table.changedSince(seen))
                .containsExactlyInAnyOrder(course(SINGLES_DAY, "112", 7), search(SINGLES_DAY, "baidu", "112", 2));
        assertThat(table.total()).isEqualTo(8);
    }

    @Test
    void passesOverOtherDays() {
        table.merge(List.of(course(SINGLES_DAY.plusDays(1), "112", 5)));

        assertThat(table.version()).isZero();
        assertThat(table.total()).isZero();
    }

    @Test
    void passesOverDimensionsThatNothingShows() {
        table.merge(List.of(
                region(SINGLES_DAY, "CN-GD", "112", 5),
                client(SINGLES_DAY, "Chrome", "112", 5),
                minute(SINGLES_DAY.atTime(12, 34), "112", 5)));
        assertThat(table.version()).isZero();

        table.merge(List.of(region(SINGLES_DAY, "CN-GD", "112", 6), course(SINGLES_DAY, "112", 6)));
        assertThat(table.changedSince(0)).containsExactly(course(SINGLES_DAY, "112", 6));
        assertThat(table.total()).isEqualTo(6);
    }

    @RepeatedTest(20)
    void comesOutTheSameInAnyOrderAndWithRepeats(RepetitionInfo repetition) {
        List<DayCount> readings = new ArrayList<>();
        for (long count = 1; count <= 30; count++) {
            readings.add(course(SINGLES_DAY, "112", count));
            readings.add(course(SINGLES_DAY, "128", 2 * count));
            readings.add(search(SINGLES_DAY, "baidu", "128", count));
        }
        readings.addAll(readings.subList(10, 50));
        Collections.shuffle(readings, new Random(repetition.getCurrentRepetition()));
        for (int from = 0; from < readings.size(); from += 7) {
            table.merge(readings.subList(from, Math.min(from + 7, readings.size())));
        }

        assertThat(table.total()).isEqualTo(90);
        assertThat(table.changedSince(0))
                .containsExactlyInAnyOrder(
                        course(SINGLES_DAY, "112", 30),
                        course(SINGLES_DAY, "128", 60),
                        search(SINGLES_DAY, "baidu", "128", 30));
    }
}
